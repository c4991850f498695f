export { Coverage } from './coverage.ts';
export { coverageObserver } from './coverage-observer.ts';
