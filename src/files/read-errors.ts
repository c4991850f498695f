import type { SourceLocation } from '../engine/model/index.ts';

/** The code of an error of the file system, `ENOENT` say; empty for any other error. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** Why a file cannot be read, in words. */
export function reasonOf(error: unknown): string {
  const reasons: Readonly<Record<string, string>> = { EACCES: 'permission denied', EPERM: 'permission denied' };
  return reasons[codeOf(error)] ?? (error instanceof Error ? error.message : String(error));
}

/** The place of news about a whole file. */
export function topOf(file: string): SourceLocation {
  return { file, line: 1, column: 1 };
}
