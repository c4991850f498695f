import type { CoverageUnit } from '../../engine/model/index.ts';

/** The share of the units that were exercised, in percent; 100 where there are none. */
export function percentOf(units: readonly CoverageUnit[]): number {
  if (units.length === 0) return 100;
  return (100 * units.filter(({ hits }) => hits > 0).length) / units.length;
}

/** Rounded down to one digit: 100 is all of it. */
export function floored(percent: number): number {
  return Math.floor(percent * 10) / 10;
}
