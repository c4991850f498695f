/** What a command leaves behind. */
export interface CommandOutput {
  readonly stdout: string;
  readonly stderr: string;
  /** `unknown` where it depends on something outside the model. */
  readonly status: number | 'unknown';
  /** Why standard output is not known in full; `undefined` where it is. */
  readonly unknown: string | undefined;
}

/** A command that succeeded, unless a status is given. */
export function printed(stdout: string, more: Partial<CommandOutput> = {}): CommandOutput {
  return { stdout, stderr: '', status: 0, unknown: undefined, ...more };
}

export function failed(status: number, stderr: string, stdout = ''): CommandOutput {
  return { stdout, stderr, status, unknown: undefined };
}

/** A command whose end nobody can tell: the packets leave the model. */
export function unknowable(because: string, stdout = ''): CommandOutput {
  return { stdout, stderr: '', status: 'unknown', unknown: because };
}

/** One output after the other; the status is the last one's. */
export function joined(outputs: readonly CommandOutput[]): CommandOutput {
  return {
    stdout: outputs.map(({ stdout }) => stdout).join(''),
    stderr: outputs.map(({ stderr }) => stderr).join(''),
    status: outputs.at(-1)?.status ?? 0,
    unknown: outputs.find(({ unknown }) => unknown !== undefined)?.unknown,
  };
}
