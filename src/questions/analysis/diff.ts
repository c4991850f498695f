import type {
  ConnectionChange,
  MatrixDiff,
  PortsCompared,
  PortsExplained,
  WorkloadPeer,
} from '../../engine/model/index.ts';
import { type PortPoint, type PortSet, PortSets, portAt, portRanges } from '../../engine/network/policy/index.ts';
import type { Connectivity, End } from './connectivity.ts';
import { diffExposure } from './diff-exposure.ts';
import { diffNames } from './diff-names.ts';
import { DoubtedPairs } from './doubted-pairs.ts';
import { explainedKey, explainPort, piecesOf } from './explain-pair.ts';
import { portsFrom } from './matrix.ts';
import { type EndPair, type Ends, outsidePair, pairOutside, pairWorkloads } from './pair-ends.ts';

interface Sides {
  readonly before: Connectivity;
  readonly after: Connectivity;
}

/** A pair of ends whose ports are not the same on both sides. */
interface Difference extends Ends {
  readonly before: PortSet;
  readonly after: PortSet;
}

/** What a change opens, closes and alters, with what decided on either side; in the order of the matrix. */
export function diffMatrices(before: Connectivity, after: Connectivity): MatrixDiff {
  const sets = new PortSets();
  const workloads = pairWorkloads(before.workloads, after.workloads);
  const sources = [...pairOutside(before.sources, after.sources), ...workloads];
  const targets = [...pairOutside(before.destinations, after.destinations), ...workloads];
  const doubts = new DoubtedPairs({ before, after });
  const all = differences({ before, after }, { sources, targets, sets });
  const found = merged(all.filter((each) => doubts.of(each) === undefined));
  const unknown = doubts.among(sources, targets, all);
  const changes = found.map((each) => changeOf({ before, after }, each, sets));
  const isWorkload = (pair: EndPair): pair is EndPair & { readonly peer: WorkloadPeer } =>
    pair.peer.kind === 'Workload';
  return {
    opened: changes.filter((change) => change.before.length === 0),
    closed: changes.filter((change) => change.after.length === 0),
    changed: changes.filter((change) => change.before.length > 0 && change.after.length > 0),
    ...(unknown.length > 0 && { unknown }),
    workloads: {
      added: workloads
        .filter((pair) => pair.before === undefined)
        .filter(isWorkload)
        .map(({ peer }) => peer),
      removed: workloads
        .filter((pair) => pair.after === undefined)
        .filter(isWorkload)
        .map(({ peer }) => peer),
    },
    names: diffNames(before, after),
    exposure: diffExposure(before, after),
  };
}

function differences(
  { before, after }: Sides,
  {
    sources,
    targets,
    sets,
  }: { readonly sources: readonly EndPair[]; readonly targets: readonly EndPair[]; readonly sets: PortSets },
): readonly Difference[] {
  const rowsBefore = rowsOf(
    before,
    targets.flatMap((target) => target.before ?? []),
  );
  const rowsAfter = rowsOf(
    after,
    targets.flatMap((target) => target.after ?? []),
  );
  return sources.flatMap((from) => {
    const [old, now] = [rowsBefore(from.before), rowsAfter(from.after)];
    return targets
      .filter((to) => from !== to)
      .map((to) => ({ from, to, before: portsOf(old, to.before, sets), after: portsOf(now, to.after, sets) }))
      .filter((each) => each.before !== each.after);
  });
}

type Row = ReadonlyMap<End, PortSet>;
const NOTHING: Row = new Map();

function rowsOf(side: Connectivity, targets: readonly End[]): (from: End | undefined) => Row {
  const rows = portsFrom(side, [...new Set(targets)]);
  const known = new Map<End, Row>();
  return (from) => {
    if (from === undefined) return NOTHING;
    const row = known.get(from) ?? rows(from);
    known.set(from, row);
    return row;
  };
}

/** Each side has its own pool of port sets; here they meet in one. */
function portsOf(row: Row, to: End | undefined, sets: PortSets): PortSet {
  const ports = to === undefined ? undefined : row.get(to);
  return ports === undefined ? sets.none : sets.ofBounds(ports.bounds);
}

/** Ranges outside that change alike for one workload are one change. */
function merged(all: readonly Difference[]): readonly Difference[] {
  const found = new Map<string, Difference>();
  for (const each of all) {
    const end = (pair: EndPair): string => (pair.peer.kind === 'External' ? 'outside' : JSON.stringify(pair.peer));
    const key = `${end(each.from)} ${end(each.to)} ${each.before.id} ${each.after.id}`;
    const same = found.get(key);
    found.set(
      key,
      same === undefined ? each : { ...same, from: joined(same.from, each.from), to: joined(same.to, each.to) },
    );
  }
  return [...found.values()];
}

function joined(one: EndPair, other: EndPair): EndPair {
  if (one.peer.kind === 'Workload') return one;
  const addresses = [...one.addresses, ...other.addresses].sort((a, b) =>
    a.family === b.family ? (a.first < b.first ? -1 : 1) : a.family - b.family,
  );
  return outsidePair(addresses, one.before, one.after);
}

function changeOf(sides: Sides, difference: Difference, sets: PortSets): ConnectionChange {
  const { from, to, before, after } = difference;
  const opened = sets.subtract(after, before);
  const closed = sets.subtract(before, after);
  const isNew = [from, to].some((end) => end.before === undefined && end.peer.kind === 'Workload');
  const isGone = [from, to].some((end) => end.after === undefined && end.peer.kind === 'Workload');
  return {
    from: from.peer,
    to: to.peer,
    before: portRanges(before),
    after: portRanges(after),
    opened: portRanges(opened),
    closed: portRanges(closed),
    ...(isNew ? { workload: 'added' as const } : isGone ? { workload: 'removed' as const } : {}),
    because: [
      ...compared(sides, { ...difference, ports: opened, change: 'opened' }),
      ...compared(sides, { ...difference, ports: closed, change: 'closed' }),
    ],
  };
}

interface Changed extends Difference {
  readonly ports: PortSet;
  readonly change: PortsCompared['change'];
}

/** The ports of one change by their reasons, before and after. */
function compared({ before, after }: Sides, { from, to, ports, change }: Changed): readonly PortsCompared[] {
  const old = asker(before, from.before, to.before);
  const now = asker(after, from.after, to.after);
  const sets = new PortSets();
  const found = new Map<string, { readonly why: Omit<PortsCompared, 'ports'>; ports: PortSet }>();
  for (const piece of old.pieces(ports).flatMap(now.pieces)) {
    const at = portAt(piece.bounds[0] ?? 0);
    const [was, is] = [old.why(at), now.why(at)];
    const why = { change, ...(was !== undefined && { before: was }), ...(is !== undefined && { after: is }) };
    const key = [change, ...[was, is].map((each) => (each === undefined ? '' : explainedKey(each)))].join('\n');
    const known = found.get(key);
    const own = sets.ofBounds(piece.bounds);
    if (known === undefined) found.set(key, { why, ports: own });
    else known.ports = sets.union(known.ports, own);
  }
  return [...found.values()].map((each) => ({ ports: portRanges(each.ports), ...each.why }));
}

interface Asker {
  pieces(ports: PortSet): readonly PortSet[];
  why(at: PortPoint): Omit<PortsExplained, 'ports' | 'allowed'> | undefined;
}

/** Asks one side about a pair; where an end is not there, nothing decides. */
function asker(side: Connectivity, from: End | undefined, to: End | undefined): Asker {
  if (from === undefined || to === undefined) {
    return { pieces: (ports) => (ports.bounds.length === 0 ? [] : [ports]), why: () => undefined };
  }
  return {
    pieces: (ports) => piecesOf(side, from, to, side.reach.sets.ofBounds(ports.bounds)),
    why(at) {
      const { egress, ingress } = explainPort(side, from, to, at);
      return { egress, ingress };
    },
  };
}
