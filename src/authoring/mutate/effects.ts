import type { Cluster } from '../../api/index.ts';
import type {
  ConnectionChange,
  MatrixConnection,
  MatrixPeer,
  MutationEffect,
  ObjectRef,
  Pod,
  PortRange,
  PortRanges,
  Protocol,
  Reach,
  Resource,
} from '../../engine/model/index.ts';
import { canonicalJson, sameRef } from '../../engine/model/index.ts';
import { compilePolicies, isBeyondMatrix, rulesOf } from '../../engine/network/policy/index.ts';
import { isEnforced, type Mutant, policyIn, withMutant } from './mutants.ts';

/**
 * What a mutant changes of who reaches whom, in the first of the clusters that enforce it where it changes anything; what a scenario
 * asks about most easily comes first. Empty: in all of the clusters every workload reaches what it reached before, the cluster's DNS too, and
 * nothing else.
 */
export async function effectsOf(mutant: Mutant, clusters: Iterable<Cluster>): Promise<readonly MutationEffect[]> {
  for (const cluster of clusters) {
    if (!isEnforced(cluster, mutant)) continue;
    const mutated = await withMutant(cluster, mutant);
    const found = [...connectionEffects(cluster, mutated), ...dnsEffects(cluster, mutated)];
    if (found.length > 0) return found.toSorted((a, b) => farness(a) - farness(b));
  }
  return [];
}

/** A scenario most easily asks about workloads that listen, least so about addresses outside. */
function farness({ from, to, listening }: MutationEffect): number {
  return (listening ? 0 : 1) + [from, to].filter(({ kind }) => kind === 'External').length * 2;
}

/** Reports whether a policy has rules about ends that no matrix has: nodes, and hosts outside by their names. */
export function speaksBeyondMatrix(mutant: Mutant, clusters: Iterable<Cluster>): boolean {
  for (const cluster of clusters) {
    const policy = policyIn(cluster, mutant);
    if (policy === undefined) continue;
    const compiled = compilePolicies(cluster.view).written.policies.filter(({ ref }) => sameRef(ref, policy.ref));
    return compiled.some((each) => rulesOf(each).some(({ peers }) => peers.some(isBeyondMatrix)));
  }
  return false;
}

function connectionEffects(before: Cluster, after: Cluster): readonly MutationEffect[] {
  const { opened, closed, changed } = before.changesTo(after);
  const onHost = workloadsOnHost(before);
  const isPoliced = ({ from, to }: ConnectionChange): boolean => !onHost.has(keyOf(from)) && !onHost.has(keyOf(to));
  const changes = [...opened, ...closed, ...changed].filter(isPoliced);
  if (changes.length === 0) return [];
  const [was, is] = [listening(before), listening(after)];
  return changes.flatMap((change) => {
    const [old, now] = [was.get(pairKey(change)) ?? [], is.get(pairKey(change)) ?? []];
    return [
      ...effectOf('opens', change, change.opened, without(now, old)),
      ...effectOf('closes', change, change.closed, without(old, now)),
    ];
  });
}

/**
 * The workloads that policies cannot tell from their node, though the matrix reads policies as if they could: what rules
 * of addresses do to nodes stands with the addresses outside.
 */
function workloadsOnHost(cluster: Cluster): ReadonlySet<string> {
  if (cluster.view.spec.network.policies.reading.hostNetwork !== 'node') return new Set();
  const refs = cluster.matrixNotes().flatMap(({ code, about }) => (code === 'host-network' && about ? [about] : []));
  return new Set(refs.map(workloadKey));
}

/** The ports that somebody listens on; where nobody does, or nobody can tell, all of them. */
function effectOf(
  change: MutationEffect['change'],
  { from, to }: ConnectionChange,
  all: readonly PortRanges[],
  listened: readonly PortRanges[],
): readonly MutationEffect[] {
  if (all.length === 0) return [];
  const isListening = listened.length > 0;
  return [{ change, from, to, ports: isListening ? listened : all, listening: isListening }];
}

function listening(cluster: Cluster): ReadonlyMap<string, readonly PortRanges[]> {
  const { connections } = cluster.permitted({ listening: true });
  const inside = connections.filter(({ from, to }) => from.kind === 'Workload' && to.kind === 'Workload');
  return new Map(inside.map((each) => [pairKey(each), each.allowed]));
}

/** The ranges of one list that are not in the other. */
function without(some: readonly PortRanges[], others: readonly PortRanges[]): readonly PortRanges[] {
  return some.flatMap(({ protocol, ranges }) => {
    const taken = others.filter((each) => each.protocol === protocol).flatMap((each) => each.ranges);
    const left = ranges.filter((range) => !taken.some((each) => isSameRange(each, range)));
    return left.length === 0 ? [] : [{ protocol, ranges: left }];
  });
}

function isSameRange(a: PortRange, b: PortRange): boolean {
  return a.from === b.from && a.to === b.to;
}

function pairKey({ from, to }: Pick<MatrixConnection, 'from' | 'to'>): string {
  return `${keyOf(from)} ${keyOf(to)}`;
}

/** A text that no other workload has, to find it by; all that is outside is one. */
function keyOf(peer: MatrixPeer): string {
  return peer.kind === 'External' ? peer.kind : workloadKey({ ...peer, kind: peer.workloadKind });
}

function workloadKey({ kind, namespace = 'default', name }: ObjectRef): string {
  return `${kind} ${namespace}/${name}`;
}

/** How pods reach the cluster's DNS over a protocol; of those in one namespace with the same labels, the first speaks for all. */
interface WayToDns {
  readonly pod: ObjectRef;
  readonly protocol: Protocol;
  readonly reach: Reach;
}

/** The pods of the cluster's DNS are in no matrix, since no manifest has them. */
function dnsEffects(before: Cluster, after: Cluster): readonly MutationEffect[] {
  const now = new Map(waysToDns(after).map((way) => [wayKey(way), way.reach]));
  return waysToDns(before).flatMap((way): readonly MutationEffect[] => {
    const reach = now.get(wayKey(way));
    if (reach === undefined || reach === way.reach) return [];
    return [
      {
        change: reach === 'always' ? 'opens' : 'closes',
        from: { kind: 'Pod', pod: way.pod },
        to: { kind: 'ClusterDns' },
        ports: [{ protocol: way.protocol, ranges: [{ from: 53, to: 53 }] }],
        listening: true,
      },
    ];
  });
}

function wayKey({ pod, protocol }: WayToDns): string {
  return `${workloadKey(pod)} ${protocol}`;
}

const known = new WeakMap<Cluster, readonly WayToDns[]>();

function waysToDns(cluster: Cluster): readonly WayToDns[] {
  const before = known.get(cluster);
  if (before !== undefined) return before;
  const host = cluster.view.spec.dns.address;
  const found = alikeOnce(cluster).flatMap(({ ref }) =>
    (['UDP', 'TCP'] as const).map((protocol): WayToDns => {
      const from = { pod: ref.name, namespace: ref.namespace };
      const { reach } = cluster.trace({ from, to: { host, port: 53, protocol } });
      return { pod: ref, protocol, reach };
    }),
  );
  known.set(cluster, found);
  return found;
}

/** A pod that does not run asks nobody, so that its node and its phase count as well. */
function alikeOnce({ view }: Cluster): readonly Resource<Pod>[] {
  const first = new Map<string, Resource<Pod>>();
  for (const pod of view.list('Pod')) {
    if (pod.origin.kind === 'builtin') continue;
    const { metadata, spec, status } = pod.object;
    const key = canonicalJson([pod.ref.namespace, metadata.labels, spec.nodeName, status?.phase, spec.hostNetwork]);
    if (!first.has(key)) first.set(key, pod);
  }
  return [...first.values()];
}
