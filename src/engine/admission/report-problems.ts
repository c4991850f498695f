import { compareText, type Diagnostic, type ObjectRef, type SourceDocument } from '../model/index.ts';
import type { Problem } from './problem.ts';

/** Gives the problems of an object their places in the file; an object that nobody wrote has none. */
export function reportProblems({
  document,
  problems,
  ref,
}: {
  readonly document: SourceDocument | undefined;
  readonly problems: readonly Problem[];
  readonly ref?: ObjectRef;
}): readonly Diagnostic[] {
  return problems.map(({ path, code, severity = 'error', message, cause, hint, onKey }) => ({
    ...{ code, severity, message },
    ...(cause !== undefined && { cause }),
    ...(hint !== undefined && { hint }),
    ...(document !== undefined && { at: document.locate(path, onKey ? 'key' : 'value') }),
    ...(ref !== undefined && { about: ref }),
  }));
}

/** Orders by file, line and column; what has no place comes first. */
export function compareDiagnostics(a: Diagnostic, b: Diagnostic): number {
  return (
    compareText(a.at?.file ?? '', b.at?.file ?? '') ||
    (a.at?.line ?? 0) - (b.at?.line ?? 0) ||
    (a.at?.column ?? 0) - (b.at?.column ?? 0) ||
    compareText(a.code, b.code) ||
    compareText(a.message, b.message)
  );
}
