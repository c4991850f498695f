import { stat } from 'node:fs/promises';
import { RunUsageError } from './run-usage-error.ts';

/** What is larger is not read: neither a feature file nor a list of scenarios to run again. */
const MOST_BYTES = 32 * 1024 * 1024;

/** Throws a RunUsageError for a file that is too large to be read, and for a pipe or a device. Of one that is not there the caller speaks. */
export async function checkFeatureSize(path: string): Promise<void> {
  const status = await stat(path).catch(() => undefined);
  if (status === undefined) return;
  if (!status.isFile()) throw new RunUsageError(`cannot read ${path}: it is no file`, { hint: 'name a feature file' });
  if (status.size <= MOST_BYTES) return;
  const size = Math.ceil(status.size / 1024 / 1024);
  throw new RunUsageError(`${path} has ${size} MiB: feature files are read up to ${MOST_BYTES / 1024 / 1024} MiB`, {
    hint: 'split it, or name only the files that matter',
  });
}
