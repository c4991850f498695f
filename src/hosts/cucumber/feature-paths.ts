import { readFile, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { checkFeatureSize } from './feature-size.ts';
import { filesBelow } from './files-below.ts';
import { RunUsageError } from './run-usage-error.ts';

/** A feature file, and the lines asked for: none means all of it. */
export interface SelectedFeature {
  readonly path: string;
  readonly lines: readonly number[];
}

const FEATURE_FILE = /\.(?:feature|feature\.md|md)$/;
const LINES = /(?::\d+)+$/;

/**
 * The feature files that `paths` name, absolute, each once: in the order of `paths`, sorted within a folder or a glob.
 * A path that names none throws, save a folder: the caller judges an empty run.
 */
export async function selectFeatures(paths: readonly string[], cwd: string): Promise<readonly SelectedFeature[]> {
  const selections = await Promise.all((await withoutRerunFiles(paths, cwd)).map((path) => select(path, cwd)));
  const lines = new Map<string, readonly number[] | 'all'>();
  for (const { path, lines: asked } of selections.flat()) {
    const known = lines.get(path) ?? [];
    lines.set(path, known === 'all' || asked.length === 0 ? 'all' : [...known, ...asked]);
  }
  return [...lines].map(([path, asked]) => ({ path, lines: asked === 'all' ? [] : asked }));
}

/** What runs when no path is given: `features/` if there is one, else every feature file below `cwd`. */
export async function defaultFeatures(cwd: string): Promise<readonly SelectedFeature[]> {
  const folder = resolve(cwd, 'features');
  const root = (await kindOf(folder)) === 'folder' ? folder : cwd;
  return wholeFiles(await featuresBelow(root));
}

async function withoutRerunFiles(paths: readonly string[], cwd: string): Promise<readonly string[]> {
  const expanded = await Promise.all(
    paths.map(async (path) => {
      if (!basename(path).startsWith('@') || FEATURE_FILE.test(path)) return [path];
      await checkFeatureSize(resolve(cwd, path));
      const text = await readFile(resolve(cwd, path), 'utf8').catch((cause: unknown) => {
        throw new RunUsageError(`cannot read the rerun file ${path}`, { cause });
      });
      return text.split(/\r?\n/).filter((line) => line.trim() !== '');
    }),
  );
  return expanded.flat();
}

async function select(argument: string, cwd: string): Promise<readonly SelectedFeature[]> {
  const whole = await existing(argument, [], cwd);
  if (whole !== undefined) return whole;
  const suffix = LINES.exec(argument)?.[0] ?? '';
  const path = argument.slice(0, argument.length - suffix.length);
  const lines = suffix.split(':').slice(1).map(Number);
  const part = suffix === '' ? undefined : await existing(path, lines, cwd);
  if (part !== undefined) return part;
  if (!/[*?[\]{}()!]/.test(path)) throw new RunUsageError(`no such file or folder: ${path}`);
  const { glob } = await import('tinyglobby');
  const matches = await glob(path, { cwd, absolute: true, expandDirectories: false, ignore: '**/node_modules/**' });
  const features = sorted(matches.filter((match) => FEATURE_FILE.test(match)));
  if (features.length === 0) throw new RunUsageError(`no feature file matches ${path}`);
  return features.map((feature) => ({ path: feature, lines }));
}

async function existing(argument: string, lines: readonly number[], cwd: string) {
  const path = resolve(cwd, argument);
  const kind = await kindOf(path);
  if (kind === undefined) return undefined;
  if (kind === 'folder') return wholeFiles(await featuresBelow(path));
  if (FEATURE_FILE.test(path)) return [{ path, lines }];
  throw new RunUsageError(`not a feature file: ${argument}`, {
    hint: 'feature files end in .feature or .feature.md; a step names the manifests',
  });
}

async function featuresBelow(folder: string): Promise<readonly string[]> {
  return sorted(await filesBelow(folder, /\.feature(?:\.md)?$/));
}

async function kindOf(path: string): Promise<'file' | 'folder' | undefined> {
  const status = await stat(path).catch(() => undefined);
  if (status === undefined) return undefined;
  return status.isDirectory() ? 'folder' : 'file';
}

function wholeFiles(paths: readonly string[]): readonly SelectedFeature[] {
  return paths.map((path) => ({ path, lines: [] }));
}

/** Globs give slashes on every platform; `resolve` gives what the rest of the run compares with. */
function sorted(paths: readonly string[]): readonly string[] {
  return paths.map((path) => resolve(path)).sort();
}
