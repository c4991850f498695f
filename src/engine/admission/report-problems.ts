import { compareText, type Diagnostic } from '../model/index.ts';
import type { AdmittedObject } from './admit-object.ts';

/** Gives the problems of an object their places in the file. */
export function reportProblems({ document, problems, ref }: AdmittedObject): readonly Diagnostic[] {
  return problems.map(({ path, code, severity = 'error', message, hint, onKey }) => ({
    ...{ code, severity, message },
    ...(hint !== undefined && { hint }),
    at: document.locate(path, onKey ? 'key' : 'value'),
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
