import { CurlewDefect, SetupError } from '../../engine/model/index.ts';
import type { ExitStatus, Surroundings } from './surroundings.ts';

/** Ends a command with a status of its own, after everything was said. */
export class Exit extends Error {
  readonly status: ExitStatus;
  constructor(status: ExitStatus) {
    super(`exit ${status}`);
    this.status = status;
  }
}

/** Says on standard error what went wrong, and gives the exit status that stands for it. */
export function statusOfError(error: unknown, { stderr }: Pick<Surroundings, 'stderr'>): ExitStatus {
  if (error instanceof Exit) return error.status;
  if (error instanceof SetupError || (error instanceof Error && error.name === 'RunUsageError')) {
    stderr.write(`error: ${error.message}\n`);
    return 2;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const kind = error instanceof CurlewDefect ? 'a defect in Curlew' : 'an unexpected error in Curlew';
  stderr.write(`${kind}; please report it with the input that caused it\n${text}\n`);
  return 3;
}
