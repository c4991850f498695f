import type { Bash, BashOptions, Command, ExecResult, FsStat, IFileSystem, InMemoryFs, parse } from 'just-bash';

export type { Bash, BashOptions, Command, ExecResult, FsStat, IFileSystem, InMemoryFs };
export type Script = ReturnType<typeof parse>;

/** What is used of the interpreter: a shell and its programs in memory, which know no disk and no network. */
export interface JustBash {
  readonly Bash: typeof Bash;
  readonly InMemoryFs: typeof InMemoryFs;
  readonly parse: typeof parse;
  readonly decodeBytesToUtf8: (bytes: never) => string;
}

let loaded: Promise<JustBash> | undefined;

/** Loaded at the first use: a tenth of a second that no other command has to spend. */
export function justBash(): Promise<JustBash> {
  loaded ??= import('just-bash') as Promise<JustBash>;
  return loaded;
}
