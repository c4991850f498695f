export { prepareFeatures, runFeatures } from './run-features.ts';
export type { RunAssets, RunOptions, RunResult, RunStatus } from './run-options.ts';
export { RunUsageError } from './run-usage-error.ts';
