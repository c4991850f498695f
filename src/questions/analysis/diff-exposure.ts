import type { ExposureChange, MatrixDiff, MatrixExposure } from '../../engine/model/index.ts';
import { formatRef } from '../../engine/model/index.ts';
import type { Connectivity } from './connectivity.ts';
import { findExposure } from './exposure.ts';

/** From the narrowest to the widest. */
const WIDTHS: readonly MatrixExposure['permitted'][] = ['none', 'own-node', 'some', 'all'];

/** The ways in of Services and Ingresses that a change opens or shuts; one that policies shut is as one that is not there. */
export function diffExposure(before: Connectivity, after: Connectivity): MatrixDiff['exposure'] {
  const [old, now] = [waysOf(before), waysOf(after)];
  const ways = new Map([...old, ...now]);
  const changes = [...ways].map(
    ([key, { permitted: _, ...way }]): ExposureChange => ({
      ...way,
      before: old.get(key)?.permitted ?? 'none',
      after: now.get(key)?.permitted ?? 'none',
    }),
  );
  return {
    opened: changes.filter(({ before: old, after: now }) => old !== now && widest(now) > narrowest(old)),
    closed: changes.filter(({ before: old, after: now }) => old !== now && narrowest(now) < widest(old)),
  };
}

/** An unknown way may be open or shut: it may have been opened, and may have been closed. */
function widest(permitted: MatrixExposure['permitted']): number {
  return permitted === 'unknown' ? WIDTHS.length - 1 : WIDTHS.indexOf(permitted);
}

function narrowest(permitted: MatrixExposure['permitted']): number {
  return permitted === 'unknown' ? 0 : WIDTHS.indexOf(permitted);
}

/** By all that a client and the workload behind see of a way. */
function waysOf(side: Connectivity): ReadonlyMap<string, MatrixExposure> {
  return new Map(findExposure(side).map((way) => [keyOf(way), way]));
}

function keyOf({ via, by, address, protocol, to, port }: MatrixExposure): string {
  return JSON.stringify([via, formatRef(by.ref), address, protocol, to.workloadKind, to.namespace, to.name, port]);
}
