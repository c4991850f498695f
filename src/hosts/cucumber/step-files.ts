import { realpath } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { filesBelow } from './files-below.ts';
import { RunUsageError } from './run-usage-error.ts';

const SCRIPT = /^(?!.*(?:\.d\.[mc]?ts$|\.(?:test|spec)\.)).*\.[mc]?[jt]s$/;
const NOT_STEPS = ['**/node_modules/**', '**/*.d.{ts,mts,cts}', '**/*.{test,spec}.*'];
const STEP_FOLDERS = ['steps', 'step_definitions', 'support'];

/**
 * The user's step files for these feature files, absolute and sorted. Two rules: every script below the nearest
 * `features/` folder that holds the feature file; and every script below a `steps/`, `step_definitions/` or `support/`
 * folder beside the feature file, or beside a folder that holds it and lies below `cwd`. The working directory's own
 * such folders are left alone (unless a feature file lies there): in a project's root they may be anything.
 */
export async function findStepFiles(features: readonly string[], cwd: string): Promise<readonly string[]> {
  const folders = new Set<string>();
  for (const folder of new Set(features.map((feature) => dirname(feature)))) {
    const holders = holdersOf(folder, cwd);
    const own = holders.find((holder) => basename(holder) === 'features');
    if (own !== undefined) folders.add(own);
    for (const holder of holders.filter((each) => each === folder || each !== cwd)) {
      for (const name of STEP_FOLDERS) folders.add(join(holder, name));
    }
  }
  return distinct((await Promise.all([...folders].map(scriptsBelow))).flat());
}

/** The scripts that `--import` names: files, folders or globs. One that matches nothing throws. */
export async function namedStepFiles(paths: readonly string[], cwd: string): Promise<readonly string[]> {
  const found = paths.map(async (path) => {
    const literal = await realpath(resolve(cwd, path)).catch(() => undefined);
    const below = literal === undefined ? [] : await scriptsBelow(literal).catch(() => []);
    if (below.length > 0) return below;
    const files = literal === undefined ? await matchesOf(path, cwd) : [literal];
    if (files.length === 0) throw new RunUsageError(`no step file matches ${path}`);
    return files.map((file) => resolve(file)).sort();
  });
  return (await Promise.all(found)).flat();
}

async function matchesOf(pattern: string, cwd: string): Promise<readonly string[]> {
  const { glob } = await import('tinyglobby');
  return glob(pattern, { cwd, absolute: true, ignore: NOT_STEPS });
}

/** Each file once, however many symbolic links lead there. */
export async function distinct(files: readonly string[]): Promise<readonly string[]> {
  return [...new Set(await Promise.all([...new Set(files)].sort().map((file) => realpath(file))))];
}

/** The folder and those around it, up to `cwd`; outside `cwd`, the folder and what is around it up to a `features/`. */
function holdersOf(folder: string, cwd: string): readonly string[] {
  const inside = !/^\.\.(?:[\\/]|$)/.test(relative(cwd, folder));
  const holders = [folder];
  for (let holder = folder; holder !== cwd && holder !== dirname(holder); ) {
    if (!inside && basename(holder) === 'features') return holders;
    holder = dirname(holder);
    holders.push(holder);
  }
  return inside ? holders : [folder];
}

async function scriptsBelow(folder: string): Promise<readonly string[]> {
  const files = await filesBelow(folder, SCRIPT);
  const scripts = new Set(files.map((file) => resolve(file)));
  return [...scripts].filter((file) => !isCompiledTwin(file, scripts)).sort();
}

/** `a.js` beside `a.ts` is what a compiler left there; loading both would define every step twice. */
function isCompiledTwin(file: string, scripts: ReadonlySet<string>): boolean {
  return /\.[mc]?js$/.test(file) && scripts.has(file.replace(/js$/, 'ts'));
}
