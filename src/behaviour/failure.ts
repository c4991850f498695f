import type { Diagnostic } from '../engine/model/index.ts';
import { firstLines } from '../engine/model/index.ts';
import { formatDiagnostics, type TextOf } from '../report/index.ts';

/** An expectation that the cluster does not meet. The message says what was expected, what was found, and why. */
export class SpecFailure extends Error {
  override readonly name = 'SpecFailure';
}

/** The manifests hold something that the API server would reject, so no question about them has an answer. */
export class ManifestError extends Error {
  override readonly name = 'ManifestError';
  constructor(diagnostics: readonly Diagnostic[], textOf: TextOf) {
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    const count = errors.length === 1 ? '1 error' : `${errors.length} errors`;
    super(`the manifests are rejected (${count})\n${firstLines(formatDiagnostics(errors, textOf)).join('\n')}`);
  }
}

/** Throws a SpecFailure in the form that all expectations share: what was expected, what is, and the evidence. */
export function failExpectation(expected: string, found: string, evidence = ''): never {
  throw new SpecFailure(
    `expected: ${expected}\nbut:      ${found}${evidence === '' ? '' : `\n\n${evidence.trimEnd()}`}`,
  );
}

/** How many failures of one sentence a report tells in full. */
const TOLD = 3;

/** Throws a SpecFailure of the first few of several failures; where there is none, nothing happens. */
export function failTogether(failures: readonly string[]): void {
  if (failures.length > 0) throw new SpecFailure(firstLines(failures, TOLD).join('\n\n'));
}

/** What a check reports where it does not hold; nothing where it does. Other errors than a SpecFailure are thrown on. */
export function failureOf(check: () => void): readonly string[] {
  try {
    check();
    return [];
  } catch (error) {
    if (error instanceof SpecFailure) return [error.message];
    throw error;
  }
}
