/**
 * Curlew's library: the engine for tests written in code, everything that a step needs, and cucumber's own
 * `Given`, `When`, `Then` and hooks, so that a step file needs one import.
 */
export * from '@cucumber/cucumber';
export * from './library/index.ts';
export type {
  Branch,
  Diagnostic,
  Hop,
  KubernetesObject,
  Outcome,
  Party,
  Protocol,
  Reach,
  RecordType,
  Resolution,
  RuleRef,
  SourceLocation,
  Trace,
  Via,
} from './model/index.ts';
export { CurlewDefect, SetupError } from './model/index.ts';
export { formatDiagnostic, formatResolution, formatTrace } from './report/index.ts';
export * from './spec/index.ts';
