import type { CoverageUnit, CoverageUnitKind } from '../../engine/model/index.ts';
import { formatFieldPath, formatRef } from '../../engine/model/index.ts';
import { JSON_VERSION, type Versioned } from '../json/version.ts';
import { floored, percentOf } from './percent.ts';

/** How many units were exercised of those that there are. */
export interface SharesJson {
  readonly exercised: number;
  readonly total: number;
}

/** A field of a manifest, and how many connections exercised it. */
export interface CoverageUnitJson {
  readonly kind: CoverageUnitKind;
  /** `NetworkPolicy shop/db`. */
  readonly object: string;
  /** `spec.ingress[0].from[0]`; empty for the object as a whole. */
  readonly path: string;
  readonly file: string;
  /** Counts from 1. */
  readonly line: number;
  readonly hits: number;
}

/** The `coverage.json` of `curlew run --coverage`. */
export interface CoverageJson extends Versioned, SharesJson {
  /** From 0 to 100, rounded down to one digit: 100 is all of it. */
  readonly percent: number;
  readonly kinds: Readonly<Record<CoverageUnitKind, SharesJson>>;
  /** By file and line. */
  readonly units: readonly CoverageUnitJson[];
}

/** The JSON of a coverage: the shares by kind, and every unit by its place. */
export function coverageJson(units: readonly CoverageUnit[]): CoverageJson {
  const sharesOf = (kind: CoverageUnitKind): SharesJson => shares(units.filter((each) => each.kind === kind));
  return {
    version: JSON_VERSION,
    percent: floored(percentOf(units)),
    ...shares(units),
    kinds: {
      policy: sharesOf('policy'),
      rule: sharesOf('rule'),
      peer: sharesOf('peer'),
      port: sharesOf('port'),
      Service: sharesOf('Service'),
      'Service port': sharesOf('Service port'),
      'not modelled': sharesOf('not modelled'),
    },
    units: units.map(({ kind, hits, rule: { ref, path, location } }) => ({
      ...{ kind, object: formatRef(ref), path: formatFieldPath(path) },
      ...{ file: location.file, line: location.line, hits },
    })),
  };
}

function shares(units: readonly CoverageUnit[]): SharesJson {
  return { exercised: units.filter(({ hits }) => hits > 0).length, total: units.length };
}
