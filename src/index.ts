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
export {
  type Ability,
  type Able,
  type Backend,
  BackendCannot,
  type BackendKind,
  backendOf,
  type Command,
  type CommandAnswer as BackendCommandAnswer,
  type Connection,
  type FileLookUp,
  type KubectlAnswer,
  type KubectlCommand,
  type LookUp,
  need,
  simulated,
} from './backends/index.ts';
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
  Observer,
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
  WrittenPort,
} from './engine/model/index.ts';
export { CurlewDefect, SetupError } from './engine/model/index.ts';
export {
  type AddressPattern,
  type DestinationQuery,
  type DisruptionQuery,
  type LookUpAnswer,
  type NamedObject,
  type ObjectName,
  PHRASES,
  type PhraseKind,
  type Phrases,
  type WrittenObject,
  type WrittenURL,
} from './grammar/index.ts';
export { formatDiagnostic, formatDiff, formatMatrix, formatResolution, formatTrace } from './report/index.ts';
