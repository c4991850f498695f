import type { Cluster } from '../../api/index.ts';
import type {
  ConnectionChange,
  MatrixConnection,
  MatrixPeer,
  Pod,
  PortRanges,
  Resource,
} from '../../engine/model/index.ts';
import { formatPortRange, formatPortRanges, formatRange, isEveryPort } from '../../engine/model/index.ts';
import { isEnforced, type Mutant, withMutant } from './mutants.ts';

/** A connection that a mutant opens or closes: what a scenario would have to ask about. */
export interface Effect {
  readonly change: 'opens' | 'closes';
  /** `pod shop/web`, or `outside 10.0.0.0-10.255.255.255`. */
  readonly from: string;
  readonly to: string;
  /** `80,443/TCP`. */
  readonly ports: string;
  /** Whether somebody listens on a port of them. */
  readonly listening: boolean;
}

/**
 * What a mutant changes of who reaches whom, in the first of the clusters that enforce it where it changes anything; what a scenario
 * asks about most easily comes first. Empty: in all of the clusters every workload reaches what it reached before, the cluster's DNS too, and
 * nothing else.
 */
export async function effectsOf(mutant: Mutant, clusters: Iterable<Cluster>): Promise<readonly Effect[]> {
  for (const cluster of clusters) {
    if (!isEnforced(cluster, mutant)) continue;
    const mutated = await withMutant(cluster, mutant);
    const found = [...connectionEffects(cluster, mutated), ...dnsEffects(cluster, mutated)];
    if (found.length > 0) return found.toSorted((a, b) => farness(a) - farness(b));
  }
  return [];
}

/** A scenario most easily asks about workloads that listen, least so about addresses outside. */
function farness({ from, to, listening }: Effect): number {
  return (listening ? 0 : 1) + [from, to].filter((end) => end.startsWith(OUTSIDE)).length * 2;
}

/** Reports whether a policy speaks of ends that no matrix has: nodes, and hosts outside by their names. */
export function isBeyondMatrix({ policy }: Mutant): boolean {
  return /"(nodes|domainNames)":/.test(JSON.stringify(policy.object));
}

const OUTSIDE = 'outside ';

function connectionEffects(before: Cluster, after: Cluster): readonly Effect[] {
  const { opened, closed, changed } = before.changesTo(after);
  const onHost = workloadsOnHost(before);
  const isPoliced = ({ from, to }: ConnectionChange): boolean =>
    !onHost.has(peerText(from)) && !onHost.has(peerText(to));
  const changes = [...opened, ...closed, ...changed].filter(isPoliced);
  if (changes.length === 0) return [];
  const listened = [listening(before), listening(after)];
  return changes.flatMap((change) => {
    const [was, is] = listened.map((ports) => ports.get(pairOf(change)) ?? []);
    return [
      ...effectOf('opens', change, change.opened, without(is, was)),
      ...effectOf('closes', change, change.closed, without(was, is)),
    ];
  });
}

/**
 * The workloads that policies cannot tell from their node, though the matrix reads policies as if they could: what rules
 * of addresses do to nodes stands with the addresses outside.
 */
function workloadsOnHost(cluster: Cluster): ReadonlySet<string> {
  if (cluster.view.spec.network.policies.hostNetwork !== 'node') return new Set();
  const refs = cluster.matrixNotes().flatMap(({ code, about }) => (code === 'host-network' && about ? [about] : []));
  return new Set(refs.map(({ kind, namespace, name }) => `${kind.toLowerCase()} ${namespace ?? 'default'}/${name}`));
}

/** The ports that somebody listens on; where nobody does, or nobody can tell, all of them. */
function effectOf(
  change: Effect['change'],
  { from, to }: ConnectionChange,
  all: readonly PortRanges[],
  listened: readonly string[],
): readonly Effect[] {
  if (all.length === 0) return [];
  const ends = { from: peerText(from), to: peerText(to) };
  const ports = listened.length > 0 ? listened : portTexts(all);
  return [{ change, ...ends, ports: ports.join(' '), listening: listened.length > 0 }];
}

function listening(cluster: Cluster): ReadonlyMap<string, readonly string[]> {
  const { connections } = cluster.permitted({ listening: true });
  const inside = connections.filter(({ from, to }) => from.kind === 'Workload' && to.kind === 'Workload');
  return new Map(inside.map((each) => [pairOf(each), each.allowed.flatMap(singlePorts)]));
}

function pairOf({ from, to }: Pick<MatrixConnection, 'from' | 'to'>): string {
  return `${peerText(from)} ${peerText(to)}`;
}

function singlePorts({ protocol, ranges }: PortRanges): readonly string[] {
  return ranges.map((range) => `${formatPortRange(range)}/${protocol}`);
}

function without(some: readonly string[] = [], others: readonly string[] = []): readonly string[] {
  return some.filter((each) => !others.includes(each));
}

function portTexts(ranges: readonly PortRanges[]): readonly string[] {
  return ranges.length === 3 && ranges.every(isEveryPort)
    ? ['any port']
    : ranges.map((each) => `${formatPortRanges(each)}/${each.protocol}`);
}

function peerText(peer: MatrixPeer): string {
  if (peer.kind === 'Workload') return `${peer.workloadKind.toLowerCase()} ${peer.namespace}/${peer.name}`;
  const [first, ...more] = peer.ranges;
  return `${OUTSIDE}${first === undefined ? '' : formatRange(first)}${more.length === 0 ? '' : ' …'}`;
}

/** The pods of the cluster's DNS are in no matrix, since no manifest has them. */
function dnsEffects(before: Cluster, after: Cluster): readonly Effect[] {
  const [was, is] = [waysToDns(before), waysToDns(after)];
  return [...was].flatMap(([way, reach]) => {
    const now = is.get(way);
    if (now === undefined || now === reach) return [];
    const [from = '', ports = ''] = way.split('|');
    const change = now === 'always' ? 'opens' : 'closes';
    return [{ change, from, to: "the cluster's DNS", ports, listening: true }];
  });
}

const known = new WeakMap<Cluster, ReadonlyMap<string, string>>();

/** How pods reach the DNS; of those in one namespace with the same labels, the first speaks for all. */
function waysToDns(cluster: Cluster): ReadonlyMap<string, string> {
  const before = known.get(cluster);
  if (before !== undefined) return before;
  const host = cluster.view.spec.dns.serviceIP;
  const ways = alikeOnce(cluster).flatMap(({ ref: { name, namespace = 'default' } }) =>
    (['UDP', 'TCP'] as const).map((protocol) => {
      const { reach } = cluster.trace({ from: { pod: name, namespace }, to: { host, port: 53, protocol } });
      return [`pod ${namespace}/${name}|53/${protocol}`, reach] as const;
    }),
  );
  const found = new Map(ways);
  known.set(cluster, found);
  return found;
}

/** A pod that does not run asks nobody, so that its node and its phase count as well. */
function alikeOnce({ view }: Cluster): readonly Resource<Pod>[] {
  const first = new Map<string, Resource<Pod>>();
  for (const pod of view.list('Pod')) {
    if (pod.origin.kind === 'builtin') continue;
    const { metadata, spec, status } = pod.object;
    const key = JSON.stringify([pod.ref.namespace, metadata?.labels, spec?.nodeName, status?.phase, spec?.hostNetwork]);
    if (!first.has(key)) first.set(key, pod);
  }
  return [...first.values()];
}
