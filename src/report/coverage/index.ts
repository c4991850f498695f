export { annotate } from './annotate.ts';
export { type CoverageJson, type CoverageUnitJson, coverageJson, type SharesJson } from './coverage-json.ts';
export { coverageRows, missingLines, notExercised } from './coverage-text.ts';
export { formatLcov } from './lcov.ts';
export { percentOf } from './percent.ts';
