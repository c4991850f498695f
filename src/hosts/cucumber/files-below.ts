import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { RunUsageError } from './run-usage-error.ts';

/** Folders in folders, from the one that was named. */
const MOST_FOLDERS = 100;

/**
 * The files below a folder whose names pass the test, absolute, in no order; hidden ones, `node_modules` and a
 * folder that links lead to a second time are left alone. Empty where there is no such folder. Throws a RunUsageError
 * where folders nest too deep.
 */
export async function filesBelow(
  folder: string,
  test: RegExp,
  visited: Set<string> = new Set(),
  depth = 0,
): Promise<readonly string[]> {
  if (depth > MOST_FOLDERS) {
    throw new RunUsageError(
      `the folders nest deeper than ${MOST_FOLDERS} levels: feature files are not looked for there`,
      {
        hint: 'name the folders or files that hold them',
      },
    );
  }
  const real = await realpath(folder).catch(() => undefined);
  if (real === undefined || visited.has(real)) return [];
  visited.add(real);
  const entries = await readdir(folder, { withFileTypes: true }).catch((): Dirent[] => []);
  const found = await Promise.all(
    entries.map(async (entry) => {
      if (entry.name === 'node_modules' || entry.name.startsWith('.')) return [];
      const path = join(folder, entry.name);
      const what = entry.isSymbolicLink() ? await stat(path).catch(() => entry) : entry;
      if (what.isDirectory()) return filesBelow(path, test, visited, depth + 1);
      return what.isFile() && test.test(entry.name) ? [path] : [];
    }),
  );
  return found.flat();
}
