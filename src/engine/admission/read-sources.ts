import { type Diagnostic, type Resource, SetupError } from '../model/index.ts';
import type { AdmissionStages } from './admit-object.ts';
import { assemble } from './assemble.ts';
import { type FoundFiles, findFiles, loadFiles } from './load.ts';
import type { ClusterFile, ManifestSource } from './manifest-source.ts';
import { compareDiagnostics } from './report-problems.ts';
import { objectTexts, SourceText } from './source-text.ts';

export interface ReadOptions {
  /** Where relative paths start, and what names in diagnostics are relative to; the process's own folder by default. */
  readonly cwd?: string;
  /** What standard input holds, for the path `-`. */
  readonly stdin?: string;
  /** The namespace of objects that name none: `default`, as in a new kubeconfig. */
  readonly namespace?: string;
  /**
   * Whose rules validation follows: `1.34`; the newest that is known by default. A function is asked once the files are
   * found, with the Cluster file that lies among them.
   */
  readonly kubernetesVersion?: string | ((clusterFile: ClusterFile | undefined) => Promise<string>);
}

export interface ReadManifests {
  /** The objects that the API server would accept, with its defaults, sorted by kind, namespace and name. */
  readonly resources: readonly Resource[];
  /**
   * The objects that the API server would reject for values that no network policy depends on: a container without an
   * image, say. They are in no cluster, and policies are written for them all the same.
   */
  readonly faulty: readonly Resource[];
  /** All that is wrong or notable, sorted by file, line and column. */
  readonly diagnostics: readonly Diagnostic[];
  /** The text of each file that diagnostics and resources point into, for showing its lines. */
  readonly files: ReadonlyMap<string, string>;
  readonly clusterFile?: ClusterFile;
}

/** The name that diagnostics give to standard input. */
const STDIN = '<stdin>';

/** Reads manifests through the given stages; see `readManifests`, which knows the real ones. */
export async function readSources(
  sources: readonly ManifestSource[],
  options: ReadOptions,
  stages: AdmissionStages,
): Promise<ReadManifests> {
  const { cwd = process.cwd(), namespace = 'default' } = options;
  const found = await findAll(sources, cwd);
  const loaded = await loadFiles(found.flatMap(({ files }) => files));
  const texts = [...loaded.texts, ...once(sources).flatMap((source) => textsOf(source, options))];
  const { kubernetesVersion: version } = options;
  const kubernetesVersion = typeof version === 'function' ? await version(loaded.clusterFile) : version;
  const { resources, faulty, diagnostics, emptyFiles } = assemble(texts, { stages, namespace, kubernetesVersion });
  const empty = found.filter(({ files }) => files.every(({ name }) => emptyFiles.has(name)));
  raise([...empty.map(noManifests), ...(emptyFiles.has(STDIN) ? [noManifestsPiped()] : [])]);
  const early = [...found.flatMap((each) => each.diagnostics), ...loaded.diagnostics];
  return {
    resources,
    faulty,
    diagnostics: [...early, ...diagnostics].sort(compareDiagnostics),
    files: filesOf(texts),
    ...(loaded.clusterFile !== undefined && { clusterFile: loaded.clusterFile }),
  };
}

async function findAll(sources: readonly ManifestSource[], cwd: string): Promise<readonly FoundFiles[]> {
  const paths = sources.flatMap((source) => (source.kind === 'path' && source.path !== '-' ? [source.path] : []));
  const results = await Promise.allSettled(paths.map((path) => findFiles(path, cwd)));
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

/** Standard input holds what it holds, however often it is named; files are told apart by where they lie. */
function once(sources: readonly ManifestSource[]): readonly ManifestSource[] {
  const isStdin = (source: ManifestSource) => source.kind === 'path' && source.path === '-';
  const first = sources.findIndex(isStdin);
  return sources.filter((source, index) => index === first || !isStdin(source));
}

function textsOf(source: ManifestSource, { stdin }: ReadOptions): readonly SourceText[] {
  if (source.kind === 'text') return [new SourceText(source)];
  if (source.kind === 'objects') return objectTexts(source.objects, source.name);
  if (source.path !== '-') return [];
  if (stdin !== undefined) return [new SourceText({ name: STDIN, text: stdin })];
  throw noManifestsPiped();
}

function noManifestsPiped(): SetupError {
  return new SetupError('no manifests in standard input', { hint: 'pipe them in: … | curlew … -f -' });
}

function noManifests({ path, diagnostics }: FoundFiles): SetupError {
  const hint = diagnostics.find((diagnostic) => diagnostic.hint !== undefined)?.hint;
  return new SetupError(`no manifests in ${path}`, {
    hint: hint ?? 'Curlew reads the objects of *.yaml, *.yml and *.json files, in subfolders too',
  });
}

function filesOf(texts: readonly SourceText[]): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const source of texts) {
    const before = files.get(source.name);
    files.set(source.name, before === undefined ? source.fileText() : overlaid(before, source.fileText()));
  }
  return files;
}

/** Two parts of one file: each has its own lines, and blanks for those that it does not know. */
function overlaid(one: string, other: string): string {
  const lines = one.split('\n');
  for (const [index, line] of other.split('\n').entries()) if (line.trim() !== '') lines[index] = line;
  return Array.from(lines, (line = '') => line).join('\n');
}
