import type { Diagnostic } from '../engine/model/index.ts';

const SEVERITIES: readonly Diagnostic['severity'][] = ['error', 'warning', 'note'];

/** Errors first, then warnings, then notes; those of one severity stay in their order. */
export function bySeverity(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return SEVERITIES.flatMap((severity) => diagnostics.filter((each) => each.severity === severity));
}
