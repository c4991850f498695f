/** A run that cannot start: a path without feature files, a wrong flag, a step file that does not load. Exit status 2. */
export class RunUsageError extends Error {
  override readonly name = 'RunUsageError';
  /** What to do about it, for a line of its own. */
  readonly hint: string | undefined;
  constructor(message: string, options: { readonly hint?: string; readonly cause?: unknown } = {}) {
    super(options.hint === undefined ? message : `${message}\n  hint: ${options.hint}`, { cause: options.cause });
    this.hint = options.hint;
  }
}
