import type { Coverage } from './coverage.ts';

const PLACE: unique symbol = Symbol.for('curlew.coverage');

const place: { [key: symbol]: unknown } = globalThis;

/**
 * The coverage that this process counts, if it counts any. One for the process, since a TypeScript loader may give the
 * user's steps a second copy of this module.
 */
export function currentCoverage(): Coverage | undefined {
  return place[PLACE] as Coverage | undefined;
}

/** Counts from now on; `undefined` counts no longer. */
export function startCoverage(coverage: Coverage | undefined): void {
  place[PLACE] = coverage;
}
