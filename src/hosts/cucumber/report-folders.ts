import { mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { RunUsageError } from './run-usage-error.ts';

/**
 * Makes the folders of reports. One by one: where a file system takes no folders (`/proc`), Node's recursive `mkdir` goes on
 * forever, and cucumber with it. Throws `RunUsageError` where a report has no place.
 */
export function makeReportFolders(files: readonly string[], cwd: string): void {
  for (const file of files) {
    try {
      makeFolder(dirname(resolve(cwd, file)));
    } catch (error) {
      throw noPlaceFor(file, error instanceof Error ? error.message : String(error));
    }
    if (statSync(resolve(cwd, file), { throwIfNoEntry: false })?.isDirectory() === true) {
      throw noPlaceFor(file, 'it is a folder');
    }
  }
}

function makeFolder(folder: string): void {
  const there = statSync(folder, { throwIfNoEntry: false });
  if (there?.isDirectory() === true) return;
  if (there === undefined) makeFolder(dirname(folder));
  mkdirSync(folder);
}

function noPlaceFor(file: string, why: string): RunUsageError {
  return new RunUsageError(`cannot write the report to ${file}: ${why}`, {
    hint: 'name a file in a folder that is there or can be made',
  });
}
