import type { Diagnostic, SourceLocation } from '../engine/model/index.ts';

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

/** A link that nobody named, to what cannot be read. */
export function linkUnreadable(name: string, cause: unknown): Diagnostic {
  const message = `what this link leads to cannot be read, and is left out: ${reasonOf(cause)}`;
  return { code: 'link-unreadable', severity: 'warning', message, at: topOf(name) };
}
