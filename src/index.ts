/**
 * Curlew's library: the engine for tests written in code, everything that a step needs, and cucumber's own
 * `Given`, `When`, `Then` and hooks, so that a step file needs one import.
 */
export {
  After,
  AfterAll,
  AfterStep,
  Before,
  BeforeAll,
  BeforeStep,
  context,
  DataTable,
  defineParameterType,
  defineStep,
  Given,
  Status,
  setDefaultTimeout,
  setDefinitionFunctionWrapper,
  setParallelCanAssign,
  setWorldConstructor,
  Then,
  When,
  World,
  world,
} from '@cucumber/cucumber';
export * from './api/index.ts';
export * from './behaviour/index.ts';
export { type CommandOutput, type CommandQuestion, type CommandResult, runCommand } from './clients/net-tools/index.ts';
export type {
  Branch,
  Diagnostic,
  Finding,
  Hop,
  KubernetesObject,
  LintReport,
  LintRule,
  Matrix,
  MatrixConnection,
  MatrixDiff,
  MatrixPeer,
  Outcome,
  Party,
  Protocol,
  Rcode,
  Reach,
  RecordType,
  Resolution,
  RuleRef,
  Severity,
  SilencedFinding,
  SourceLocation,
  Trace,
  Via,
} from './engine/model/index.ts';
export { CurlewDefect, SetupError } from './engine/model/index.ts';
export {
  Cluster,
  type Folders,
  type LoadOptions,
  type ManifestFiles,
  type ManifestOptions,
  readManifestFiles,
} from './files/index.ts';
export { formatDiagnostic, formatDiff, formatMatrix, formatResolution, formatTrace } from './report/index.ts';
