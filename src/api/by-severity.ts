import type { Diagnostic } from '../engine/model/index.ts';
import { foldDiagnostics } from './fold-diagnostics.ts';

const SEVERITIES: readonly Diagnostic['severity'][] = ['error', 'warning', 'note'];

/** Errors first, then warnings, then notes; those of one severity stay in their order. What is said of many is told once. */
export function bySeverity(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const told = foldDiagnostics(diagnostics);
  return SEVERITIES.flatMap((severity) => told.filter((each) => each.severity === severity));
}
