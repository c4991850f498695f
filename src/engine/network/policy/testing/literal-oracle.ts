import type { ClusterSpec, LabelSelector, Labels, NetworkPolicy, Pod, Resource } from '../../../model/index.ts';
import type { ClusterState } from '../../../store/index.ts';
import type { Direction, PolicyPeer, PolicyQuestion } from '../index.ts';

/** A cluster as it is written. */
export interface LiteralWorld {
  readonly namespaces: Readonly<Record<string, Labels>>;
  readonly spec: ClusterSpec;
  readonly state: ClusterState;
}

type Item<T> = T extends readonly (infer E)[] ? E : never;
type Policy = NonNullable<NetworkPolicy['spec']>;
/** A rule of either direction: `from` in ingress rules, `to` in egress rules. */
export type LiteralRule = Item<NonNullable<Policy['ingress']>> & Item<NonNullable<Policy['egress']>>;
export type LiteralPeer = Item<NonNullable<LiteralRule['from']>>;
export type LiteralPort = Item<NonNullable<LiteralRule['ports']>>;

const has = (labels: Labels, key: string): boolean => Object.keys(labels).includes(key);

function selected(selector: LabelSelector, labels: Labels): boolean {
  for (const [key, value] of Object.entries(selector.matchLabels ?? {})) if (labels[key] !== value) return false;
  for (const { key, operator, values } of selector.matchExpressions ?? []) {
    if (operator === 'Exists' && !has(labels, key)) return false;
    if (operator === 'DoesNotExist' && has(labels, key)) return false;
    if (operator === 'In' && !(has(labels, key) && values?.includes(labels[key] ?? ''))) return false;
    if (operator === 'NotIn' && has(labels, key) && values?.includes(labels[key] ?? '')) return false;
  }
  return true;
}

function inCidr(ip: string, cidr: string): boolean {
  if (ip.includes(':') || cidr.includes(':')) return ip.includes(':') && cidr.includes(':') && cidr === '::/0';
  const bits = (text: string): string =>
    text
      .split('.')
      .map((octet) => Number(octet).toString(2).padStart(8, '0'))
      .join('');
  const [network = '', length = ''] = cidr.split('/');
  return bits(ip).startsWith(bits(network).slice(0, Number(length)));
}

function isPeer(world: LiteralWorld, own: string, written: LiteralPeer, peer: PolicyPeer): boolean {
  const { ipBlock, namespaceSelector, podSelector } = written;
  const policies = world.spec.network.policies.reading;
  const onHost = peer.kind === 'pod' && isItsNode(world, peer.pod);
  if (ipBlock !== undefined) {
    if (peer.kind === 'pod' && !onHost && !policies.ipBlockMatchesPods) return false;
    if ((peer.kind === 'node' || onHost) && !policies.ipBlockMatchesNodes) return false;
    return inCidr(peer.ip, ipBlock.cidr) && !(ipBlock.except ?? []).some((except) => inCidr(peer.ip, except));
  }
  if (peer.kind !== 'pod' || onHost) return false;
  if (hasEnded(peer.pod)) return false;
  const namespace = peer.pod.ref.namespace;
  const labels = peer.pod.object.metadata.labels ?? {};
  if (podSelector !== undefined && !selected(podSelector, labels)) return false;
  if (namespaceSelector === undefined) return namespace === own;
  return selected(namespaceSelector, { ...world.namespaces[namespace], 'kubernetes.io/metadata.name': namespace });
}

function isPort(world: LiteralWorld, written: LiteralPort, question: PolicyQuestion): boolean {
  if (written.protocol !== question.protocol) return false;
  if (written.port === undefined) return true;
  if (typeof written.port === 'number') {
    const last = world.spec.network.policies.reading.endPort ? (written.endPort ?? written.port) : written.port;
    return written.port <= question.port && question.port <= last;
  }
  const { peer } = question;
  const destination = question.direction === 'ingress' ? question.pod : peer.kind === 'pod' ? peer.pod : undefined;
  if (destination === undefined) return false;
  if (question.direction === 'egress' && (isItsNode(world, destination) || isAmbiguous(world, written))) return false;
  return portsNamed(destination, written)[0] === question.port;
}

function portsNamed({ object }: Resource<Pod>, { port, protocol }: LiteralPort): readonly number[] {
  const ports = object.spec.containers.flatMap((container) => container.ports ?? []);
  const named = ports.filter((each) => each.name === port && each.protocol === protocol);
  return named.map(({ containerPort }) => containerPort);
}

function isAmbiguous({ spec, state }: LiteralWorld, written: LiteralPort): boolean {
  if (spec.network.policies.reading.duplicateNamedPort === 'resolve') return false;
  const pods = state.list('Pod').filter((pod) => pod.object.spec.hostNetwork !== true && !hasEnded(pod));
  return new Set(pods.flatMap((pod) => portsNamed(pod, written))).size > 1;
}

function hasEnded({ object }: Resource<Pod>): boolean {
  return ['Succeeded', 'Failed'].includes(object.status?.phase ?? '');
}

function isItsNode({ spec }: LiteralWorld, { object }: Resource<Pod>): boolean {
  return object.spec.hostNetwork === true && spec.network.policies.reading.hostNetwork !== 'pod';
}

/**
 * What the documentation of NetworkPolicy says about one side of a connection, read aloud: one policy after the other,
 * rule by rule, on the objects as they were written. It shares nothing with the engine but the types. Of IPv6 blocks it
 * knows `::/0` alone.
 */
export function literalVerdict(world: LiteralWorld, question: PolicyQuestion): 'pass' | 'drop' {
  const { direction, pod, peer } = question;
  const { enforced, reading: policies } = world.spec.network.policies;
  if (!enforced.includes('NetworkPolicy')) return 'pass';
  if (question.protocol === 'ICMP' && policies.icmp === 'allow') return 'pass';
  if (question.hairpin === true && policies.hairpin === 'allow') return 'pass';
  if (isItsNode(world, pod) || hasEnded(pod)) return 'pass';
  const peerNode = peer.kind === 'node' ? peer.node : undefined;
  const hostNode = peer.kind === 'pod' && isItsNode(world, peer.pod) ? peer.pod.object.spec.nodeName : peerNode;
  if (direction === 'ingress' && hostNode !== undefined && hostNode === pod.object.spec.nodeName) return 'pass';
  let isolated = false;
  for (const { ref, object } of world.state.list('NetworkPolicy', pod.ref.namespace)) {
    const spec = object.spec;
    if (!selected(spec.podSelector, pod.object.metadata.labels ?? {})) continue;
    if (!isAbout(spec, direction)) continue;
    isolated = true;
    for (const rule of (spec[direction] ?? []) as readonly LiteralRule[]) {
      if (allows(world, ref.namespace, rule, question)) return 'pass';
    }
  }
  return isolated ? 'drop' : 'pass';
}

function isAbout({ policyTypes, egress }: Policy, direction: Direction): boolean {
  const type = direction === 'ingress' ? 'Ingress' : 'Egress';
  const byDefault = type === 'Ingress' || (egress !== undefined && egress.length > 0);
  return policyTypes !== undefined && policyTypes.length > 0 ? policyTypes.includes(type) : byDefault;
}

function allows(world: LiteralWorld, own: string, rule: LiteralRule, question: PolicyQuestion): boolean {
  const { ports } = rule;
  const peers = question.direction === 'ingress' ? rule.from : rule.to;
  const fits =
    peers === undefined || peers.length === 0 || peers.some((each) => isPeer(world, own, each, question.peer));
  return fits && (ports === undefined || ports.length === 0 || ports.some((each) => isPort(world, each, question)));
}
