import type { AddressRange, MatrixPeer } from '../../engine/model/index.ts';
import { compareWorkloads } from '../../engine/relations/index.ts';
import { type Connectivity, type End, joinedRanges } from './connectivity.ts';

/** The same end before and after a change; a side is absent where the end is not there. */
export interface EndPair {
  readonly peer: MatrixPeer;
  /** Of an end outside. */
  readonly addresses: readonly AddressRange[];
  readonly before: End | undefined;
  readonly after: End | undefined;
}

/** The two ends of a connection. */
export interface Ends {
  readonly from: EndPair;
  readonly to: EndPair;
}

type Workloads = Connectivity['workloads'];
type Outside = Connectivity['sources'];

/** The workloads of either side, by kind, namespace and name; sorted. */
export function pairWorkloads(before: Workloads, after: Workloads): readonly EndPair[] {
  const pairs = new Map<string, { before?: Workloads[number]; after?: Workloads[number] }>();
  for (const end of before) pairs.set(keyOf(end), { before: end });
  for (const end of after) pairs.set(keyOf(end), { ...pairs.get(keyOf(end)), after: end });
  return [...pairs.values()]
    .flatMap((pair) => {
      const some = pair.after ?? pair.before;
      return some === undefined ? [] : [{ ref: some.workload.ref, peer: some.peer, pair }];
    })
    .sort((a, b) => compareWorkloads(a.ref, b.ref))
    .map(({ peer, pair }) => ({ peer, addresses: [], before: pair.before, after: pair.after }));
}

function keyOf({ workload }: Workloads[number]): string {
  const { kind, namespace, name } = workload.ref;
  return `${kind} ${namespace}/${name}`;
}

/** The addresses outside, in sets that neither side tells apart. */
export function pairOutside(before: Outside, after: Outside): readonly EndPair[] {
  const pairs: EndPair[] = [];
  for (const one of before) {
    for (const other of after) {
      const addresses = overlap(one.addresses, other.addresses);
      if (addresses.length > 0) pairs.push(outsidePair(addresses, one, other));
    }
  }
  const families = (ends: Outside) => new Set(ends.flatMap(({ addresses }) => addresses.map(({ family }) => family)));
  const [old, now] = [families(before), families(after)];
  const only = (ends: Outside, others: ReadonlySet<number>) =>
    ends
      .map((end) => ({ end, addresses: end.addresses.filter(({ family }) => !others.has(family)) }))
      .filter(({ addresses }) => addresses.length > 0);
  return [
    ...pairs,
    ...only(before, now).map(({ end, addresses }) => outsidePair(addresses, end, undefined)),
    ...only(after, old).map(({ end, addresses }) => outsidePair(addresses, undefined, end)),
  ];
}

export function outsidePair(
  addresses: readonly AddressRange[],
  before: End | undefined,
  after: End | undefined,
): EndPair {
  return { peer: { kind: 'External', ranges: joinedRanges(addresses) }, addresses, before, after };
}

/** Both lists are sorted, and their ranges are apart. */
function overlap(a: readonly AddressRange[], b: readonly AddressRange[]): readonly AddressRange[] {
  return a.flatMap(({ family, first, last }) =>
    b
      .filter((other) => other.family === family && other.first <= last && first <= other.last)
      .map((other) => ({
        family,
        first: first > other.first ? first : other.first,
        last: last < other.last ? last : other.last,
      })),
  );
}
