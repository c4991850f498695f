import type { Doubted, Matrix, MatrixConnection, MatrixExposure, Protocol } from '../../engine/model/index.ts';
import { PROTOCOLS, SetupError } from '../../engine/model/index.ts';
import type { PortSet } from '../../engine/network/policy/index.ts';
import { portRanges } from '../../engine/network/policy/index.ts';
import type { Connectivity, End } from './connectivity.ts';
import { explainPair } from './explain-pair.ts';
import { findExposure } from './exposure.ts';
import { type ListenedPorts, listeningPorts } from './listening.ts';
import type { PairDoubt } from './rejected-doubts.ts';
import type { EndQuery } from './select-ends.ts';
import { selectEnds } from './select-ends.ts';

export interface MatrixQuery {
  /** Keep only the ports that somebody listens on. */
  readonly listening?: boolean;
  /** Keep only the connections from or to these. */
  readonly focus?: EndQuery;
  readonly from?: EndQuery;
  readonly to?: EndQuery;
  /** Keep only this port; of every protocol where none is named. */
  readonly port?: { readonly port: number; readonly protocol?: Protocol };
  /** Say why, for pairs without a connection too. */
  readonly explain?: boolean;
  /** List the ways in from outside. */
  readonly exposure?: boolean;
}

/** Who may reach whom, on which ports: from outside first, then by name. A workload's own pods are no pair. */
export function matrixOf(connectivity: Connectivity, query: MatrixQuery = {}): Matrix {
  const all = pairsOf(connectivity, query);
  const unknown = all.flatMap(({ from, to, because }) =>
    because === undefined ? [] : [{ from: from.peer, to: to.peer, because }],
  );
  const pairs = all.filter(({ because }) => because === undefined);
  const connections = pairs.filter(({ ports }) => ports !== connectivity.reach.sets.none);
  const denied = pairs.filter(({ ports }) => ports === connectivity.reach.sets.none);
  const asked = portsAsked(connectivity, query);
  const row = (pair: Pair): MatrixConnection => ({
    from: pair.from.peer,
    to: pair.to.peer,
    allowed: portRanges(pair.ports),
    ...(query.explain === true && { because: explainPair(connectivity, pair.from, pair.to, asked(pair.to).ports) }),
  });
  return {
    connections: connections.map(row),
    ...(unknown.length > 0 && { unknown }),
    ...(query.explain === true && { denied: denied.map(row) }),
    ...(query.exposure === true && { exposure: exposureAsked(connectivity, query) }),
  };
}

/** The ways in to the ends that the query asks for: none where it asks what workloads open. */
function exposureAsked(connectivity: Connectivity, query: MatrixQuery): readonly MatrixExposure[] {
  if (query.from?.kind === 'workload') return [];
  const { targets } = endsOf(connectivity, query);
  const focus = focusOf(connectivity, query);
  const asked = new Set(
    targets
      .filter((end) => focus === undefined || focus.has(end) || query.focus?.kind !== 'workload')
      .map(({ peer }) => peer),
  );
  return findExposure(connectivity).filter(({ to, port, protocol }) => {
    const isPort =
      query.port === undefined || (query.port.port === port && (query.port.protocol ?? protocol) === protocol);
    return isPort && asked.has(to);
  });
}

interface Pair {
  readonly from: End;
  readonly to: End;
  readonly ports: PortSet;
  /** What may decide otherwise, or may listen on more. */
  readonly because: Doubted | undefined;
}

/** The object that may decide, as an answer names it. */
export function doubted({ rule, reason }: PairDoubt): Doubted {
  return { ...reason, ...(rule !== undefined && { rule }) };
}

/** All pairs that the query asks for; those without any port only where an explanation is wanted. */
function pairsOf(connectivity: Connectivity, query: MatrixQuery): readonly Pair[] {
  const { sets } = connectivity.reach;
  const { sources, targets } = endsOf(connectivity, query);
  const focus = focusOf(connectivity, query);
  const asked = portsAsked(connectivity, query);
  const rows = portsFrom(connectivity, targets);
  const isAsked = (from: End, to: End): boolean =>
    isPair(from, to) && (focus === undefined || focus.has(from) || focus.has(to));
  const isNarrowed = [query.from, query.to, query.focus].some((end) => end !== undefined);
  if (isNarrowed && !sources.some((from) => targets.some((to) => isAsked(from, to)))) throw nothingAsked();
  return sources.flatMap((from) => {
    const found = rows(from);
    const isWhole = query.explain === true || connectivity.isDoubted;
    const candidates = isWhole ? targets : targets.filter((to) => found.has(to));
    return candidates
      .filter((to) => isAsked(from, to))
      .map((to): Pair => {
        const permitted = found.get(to) ?? sets.none;
        const { ports: wanted, named, unknown } = asked(to);
        const ports = sets.intersect(permitted, wanted);
        const isAny = wanted !== sets.none || unknown !== undefined;
        const doubt = isAny ? connectivity.doubtOf(from, to, permitted) : undefined;
        if (doubt !== undefined) return { from, to, ports, because: doubted(doubt) };
        return { from, to, ports, because: ports === sets.intersect(permitted, named) ? undefined : unknown };
      })
      .filter(({ ports, because }) => query.explain === true || because !== undefined || ports !== sets.none);
  });
}

/** The flags leave no pair of ends: an empty matrix would read as if nothing could connect. */
function nothingAsked(): SetupError {
  return new SetupError('no pair of ends is left to ask about', {
    hint: 'a workload and itself are no pair, nor are two ends outside, nor is an address of a family that the cluster does not have',
  });
}

/** A workload's connections to itself are left out, and so are those that never touch the cluster. */
function isPair(from: End, to: End): boolean {
  return from !== to && (from.kind === 'workload' || to.kind === 'workload');
}

function endsOf(
  { sources, destinations, workloads }: Connectivity,
  { from, to }: MatrixQuery,
): { readonly sources: readonly End[]; readonly targets: readonly End[] } {
  const allSources: readonly End[] = [...sources, ...workloads];
  const allTargets: readonly End[] = [...destinations, ...workloads];
  return {
    sources: from === undefined ? allSources : selectEnds(allSources, from),
    targets: to === undefined ? allTargets : selectEnds(allTargets, to),
  };
}

function focusOf(
  { sources, destinations, workloads }: Connectivity,
  { focus }: MatrixQuery,
): ReadonlySet<End> | undefined {
  if (focus === undefined) return undefined;
  return new Set(selectEnds<End>([...sources, ...destinations, ...workloads], focus));
}

/** The ports of a destination that the query asks about: those of them that it names, and on which somebody listens. */
interface AskedPorts extends ListenedPorts {
  readonly named: PortSet;
}

function portsAsked(connectivity: Connectivity, { listening, port }: MatrixQuery): (to: End) => AskedPorts {
  const { sets } = connectivity.reach;
  const protocols: readonly Protocol[] = port?.protocol === undefined ? PROTOCOLS : [port.protocol];
  const named =
    port === undefined
      ? sets.all
      : protocols.reduce((all, protocol) => sets.union(all, sets.range(protocol, port.port, port.port)), sets.none);
  const known = new Map<End, AskedPorts>();
  return (to) => {
    if (listening !== true) return { ports: named, named };
    const before = known.get(to);
    if (before !== undefined) return before;
    const listened = listeningPorts(connectivity, to);
    const asked = { ...listened, ports: sets.intersect(named, listened.ports), named };
    known.set(to, asked);
    return asked;
  };
}

/** For a source, its destinations with their ports: asked class by class, since many workloads share one. */
export function portsFrom(
  connectivity: Connectivity,
  targets: readonly End[],
): (from: End) => ReadonlyMap<End, PortSet> {
  const { reach } = connectivity;
  const byClass: End[][] = [];
  for (const target of targets) {
    for (const end of target.ends) {
      if (end.kind !== 'pods') continue;
      const members = byClass[end.class] ?? [];
      byClass[end.class] = members;
      members.push(target);
    }
  }
  const outside = targets.filter(({ kind }) => kind === 'outside');
  return (from) => {
    const row = new Map<End, PortSet>();
    const add = (to: End, ports: PortSet): void => {
      row.set(to, reach.sets.union(row.get(to) ?? reach.sets.none, ports));
    };
    for (const { ports, peers } of from.ends.flatMap((end) => reach.podsFrom(end))) {
      for (const index of peers) for (const to of byClass[index] ?? []) add(to, ports);
    }
    if (from.kind === 'outside') return row;
    for (const to of outside) {
      const ports = connectivity.between(from, to);
      if (ports !== reach.sets.none) add(to, ports);
    }
    return row;
  };
}
