export {
  annotate,
  type CoverageJson,
  type CoverageUnitJson,
  coverageJson,
  coverageRows,
  formatLcov,
  missingLines,
  notExercised,
  percentOf,
  type SharesJson,
} from './coverage/index.ts';
export { formatDiagnostic, formatDiagnostics, type TextOf } from './diagnostic-text.ts';
export { type DnsJson, dnsJson } from './json/dns-json.ts';
export {
  type ConnectionChangeJson,
  type ConnectionJson,
  type DiffJson,
  type DoubtedJson,
  diffJson,
  type ExposureChangeJson,
  type ExposureJson,
  type ExternalPeerJson,
  type MatrixJson,
  matrixJson,
  type PeerJson,
  type PortsComparedJson,
  type PortsExplainedJson,
  type PortsJson,
  type SideJson,
  type SidesJson,
  type UnknownConnectionJson,
} from './json/matrix-json.ts';
export { type ResolutionJson, resolutionJson } from './json/resolution-json.ts';
export { type ConsideredJson, type RuleJson, ruleJson } from './json/rule-json.ts';
export { type CatalogueEntry, type StepsJson, stepsJson } from './json/steps-json.ts';
export {
  type BranchJson,
  type HopEndsJson,
  type HopJson,
  type PartyJson,
  type PlaceJson,
  type TraceJson,
  traceJson,
} from './json/trace-json.ts';
export { JSON_VERSION, type Versioned } from './json/version.ts';
export { type FindingJson, formatLint, type LintJson, lintGithub, lintJson, lintSarif } from './lint/index.ts';
export { type DiffFormat, formatDiff, formatMatrix, type MatrixFormat } from './matrix/format-matrix.ts';
export {
  countMutants,
  effectEnd,
  effectPorts,
  effectsText,
  type MutantJson,
  type MutantPlaceJson,
  type MutationCounts,
  type MutationEffectJson,
  type MutationJson,
  mutationJson,
  mutationText,
} from './mutation/index.ts';
export { explainResolution, formatResolution } from './resolution-text.ts';
export { alignCells } from './tables/align-cells.ts';
export type { Age } from './tables/column.ts';
export { columnsOf } from './tables/columns-of.ts';
export { formatObjects, type ObjectGroup, type TableOptions } from './tables/format-objects.ts';
export { selectorText } from './tables/selector-text.ts';
export { type ObjectList, type OrderedObject, toList, toOrderedObject } from './tables/to-list.ts';
export { explainTrace, formatTrace, ruleText, traceEvidence, traceHeadline } from './trace-text.ts';
export {
  type DocJson,
  docJson,
  type PageBinding,
  type PageDifference,
  type PageEditLines,
  type PageJson,
  type PageLines,
  type PagePlace,
  type PagePlaceJson,
  type PageResult,
  type PageSummary,
  pageEdits,
  pageGithub,
  pageJunit,
  pageSarif,
  pageText,
  type StatementJson,
  type StatementResult,
  type StatementStatus,
  summaryOf,
  totalOf,
} from './tutorial/index.ts';
