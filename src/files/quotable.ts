import { realpath } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import type { FoundFile, FoundFiles } from './find-files.ts';
import type { Folders } from './manifest-options.ts';
import { exists } from './stat-of.ts';

/**
 * The files whose lines may be shown where something is wrong with them: those of the project, and what a command line
 * names itself. A feature file, or a link in a folder, may name any file of the machine, and the report of a run be read
 * by others than those who may read that file.
 */
export async function quotableFiles(
  found: readonly FoundFiles[],
  { cwd = process.cwd(), beside }: Folders,
): Promise<ReadonlySet<FoundFile>> {
  // What is named in a feature file is looked for beside it too; what is named on a command line is not.
  const named = beside === undefined ? found.map(({ path }) => resolve(cwd, path)) : [resolve(cwd, beside)];
  const folders = await Promise.all([projectOf(cwd), ...named.map(realOf)]);
  const files = found.flatMap((each) => each.files);
  const real = await Promise.all(files.map(({ absolute }) => realOf(absolute)));
  return new Set(files.filter((_, index) => folders.some((folder) => isInside(folder, real[index] ?? ''))));
}

/** The folder of the repository that a folder is in, else the folder itself. */
async function projectOf(cwd: string): Promise<string> {
  const start = await realOf(cwd);
  for (let folder = start; folder !== dirname(folder); folder = dirname(folder)) {
    if (await exists(join(folder, '.git'))) return folder;
  }
  return start;
}

/** Of a glob, the folder that it starts from. */
async function realOf(path: string): Promise<string> {
  for (let part = path; ; part = dirname(part)) {
    const real = await realpath(part).catch(() => undefined);
    if (real !== undefined || part === dirname(part)) return real ?? part;
  }
}

function isInside(folder: string, file: string): boolean {
  const below = relative(folder, file);
  return below !== '..' && !below.startsWith('../') && !below.startsWith('..\\');
}
