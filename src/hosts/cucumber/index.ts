export type { Slip } from './hint.ts';
export { type BegunScenario, judgeSentences, type SentenceFailure, type SentencesOptions } from './judge-sentences.ts';
export type { Rehearsal, RehearsedScenario } from './rehearsal.ts';
export { type PreparedRun, prepareFeatures, runFeatures } from './run-features.ts';
export type { RunAssets, RunOptions, RunResult, RunStatus } from './run-options.ts';
export type { ScenarioPlace } from './scenario-place.ts';
