export { type Lifecycle, lifecycleOf } from './lifecycles.ts';
export { type OlderReading, readByRelease } from './new-fields.ts';
export { minorOf, NEWEST_KNOWN } from './release.ts';
export { deprecation, unservedProblem, warningOf } from './served.ts';
