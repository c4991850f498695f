export { annotate } from './annotate.ts';
export { Coverage } from './coverage.ts';
export { coverageObserver } from './coverage-observer.ts';
export { coverageJson, coverageRows, missingLines, notExercised, percentOf } from './format-coverage.ts';
export { formatLcov } from './format-lcov.ts';
export type { Unit, UnitKind } from './unit.ts';
