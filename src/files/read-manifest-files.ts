import { dirname, relative, resolve } from 'node:path';
import type { AskedTexts, ManifestTexts } from '../api/index.ts';
import type { ManifestText } from '../engine/admission/index.ts';
import { SetupError } from '../engine/model/index.ts';
import { type FoundFiles, findFiles } from './find-files.ts';
import { loadFiles } from './load-files.ts';
import type { Folders, ManifestOptions } from './manifest-options.ts';
import { quotableFiles } from './quotable.ts';
import { exists } from './stat-of.ts';

/** The manifests of files, as texts, and the Cluster file that lies among them. */
export interface ManifestFiles extends ManifestTexts {
  readonly found?: ManifestText;
}

/** The name that diagnostics give to standard input. */
const STDIN = '<stdin>';

/**
 * Reads what the options name. What is no text becomes a diagnostic in `said`. Rejects with a SetupError, which names all
 * of them, for paths that lead nowhere, and for standard input that nobody gave.
 */
export async function readManifestFiles(options: ManifestOptions): Promise<ManifestFiles> {
  const { manifests = [], stdin, cwd, beside, texts = [], said = [], leftOut = [], asked = [], ...objects } = options;
  const paths = manifests.filter((path) => path !== '-');
  const found = await findAll(paths, { cwd: cwd ?? process.cwd(), beside });
  const quotable = await quotableFiles(found, options);
  const { clusterFile, ...loaded } = await loadFiles(
    found.flatMap(({ files }) => files),
    quotable,
  );
  // However often `-` is named, standard input is read once.
  const piped = manifests.includes('-') ? [standardInput(stdin)] : [];
  return {
    ...objects,
    texts: [...loaded.texts, ...piped, ...texts],
    said: [...found.flatMap(({ diagnostics }) => diagnostics), ...loaded.diagnostics, ...said],
    leftOut: [...loaded.leftOut, ...leftOut],
    asked: [...found.map(askedPath), ...piped.map(askedInput), ...asked],
    ...(clusterFile !== undefined && { found: clusterFile }),
  };
}

async function findAll(
  paths: readonly string[],
  { cwd, beside }: { readonly cwd: string; readonly beside: Folders['beside'] },
): Promise<readonly FoundFiles[]> {
  const places = await Promise.all(paths.map((path) => findBeside(path, cwd, beside)));
  const results = await Promise.allSettled(places.map((path) => findFiles(path, cwd)));
  const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
  for (const failure of failures) if (!(failure instanceof SetupError)) throw failure;
  raise(failures);
  return results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
}

/** Throws what was found, all of it at once. */
function raise(errors: readonly SetupError[]): void {
  const [first, ...others] = errors;
  if (first === undefined) return;
  if (others.length === 0) throw first;
  const hints = errors.flatMap(({ hint }) => (hint === undefined ? [] : [hint]));
  throw new SetupError(errors.map(({ summary }) => summary).join('\n'), { hint: hints.join('\n'), cause: first });
}

/** A relative path is one of the working directory's, else of the second folder's where only that has it. */
async function findBeside(path: string, cwd: string, beside: string | undefined): Promise<string> {
  if (beside === undefined || (await exists(resolve(cwd, path)))) return path;
  const other = resolve(cwd, beside, path);
  return (await exists(other)) || !(await exists(resolve(cwd, firstFolder(path)))) ? relative(cwd, other) : path;
}

/** The part of a glob in front of its first wildcard. */
function firstFolder(path: string): string {
  return dirname(path.replace(/[*?{[].*$/, 'x'));
}

function askedPath({ path, files, diagnostics }: FoundFiles): AskedTexts {
  const hint = diagnostics.find((diagnostic) => diagnostic.hint !== undefined)?.hint;
  return {
    name: path,
    texts: files.map(({ name }) => name),
    hint: hint ?? 'Curlew reads the objects of *.yaml, *.yml and *.json files, in subfolders too',
  };
}

const PIPED = { name: 'standard input', hint: 'pipe them in: … | curlew … -f -' };

function askedInput({ name }: ManifestText): AskedTexts {
  return { ...PIPED, texts: [name] };
}

function standardInput(stdin: string | undefined): ManifestText {
  if (stdin !== undefined) return { name: STDIN, text: stdin };
  throw new SetupError(`no manifests in ${PIPED.name}`, { hint: PIPED.hint });
}
