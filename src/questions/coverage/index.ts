export { Coverage } from './coverage.ts';
export { currentCoverage, startCoverage } from './current-coverage.ts';
