import type { WrittenRule } from './decision.ts';

/**
 * What a spec can exercise. A policy by itself stands for the isolation that it brings. `not modelled` is an object that may
 * decide connections and that nobody understands: no spec exercises it.
 */
export type CoverageUnitKind = 'policy' | 'rule' | 'peer' | 'port' | 'Service' | 'Service port' | 'not modelled';

/** A field of a manifest that a spec can exercise, and how many of its connections did. */
export interface CoverageUnit {
  readonly kind: CoverageUnitKind;
  readonly rule: WrittenRule;
  readonly hits: number;
}
