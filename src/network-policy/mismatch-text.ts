import type { Labels } from '../model/index.ts';
import { formatPort, formatRequirement, namedPort, qualifiedName } from '../model/index.ts';
import type { NamedPortRule, PolicyRule, PortRule } from './policy.ts';
import type { PolicyTable } from './table.ts';
import type { Traffic } from './traffic.ts';
import type { UnmetPeer } from './unmet-peer.ts';

/** Names the other end: `pod shop/cart`, `node worker-1 (192.168.0.11)`, `203.0.113.9`. */
export function partyText({ peer }: Traffic): string {
  switch (peer.kind) {
    case 'pod':
      return `pod ${qualifiedName(peer.pod.ref)}`;
    case 'node':
      return `node ${peer.node} (${peer.ip})`;
    case 'external':
      return peer.ip;
  }
}

/** Says in what the other end differs from the peer of a rule. */
export function mismatchText(unmet: UnmetPeer, table: PolicyTable, traffic: Traffic): string {
  const who = partyText(traffic);
  const { plugin } = table.view.spec.network;
  switch (unmet.kind) {
    case 'own-namespace':
      return `${who} is not in namespace ${unmet.namespace}, the policy's own`;
    case 'label':
      return labelText(unmet, traffic);
    case 'not-a-pod':
      return notAPodText(traffic);
    case 'not-a-node':
      return `${who} is not a node`;
    case 'not-in-blocks':
      return `${addressText(traffic)} is not in ${unmet.text}`;
    case 'excepted':
      return `${addressText(traffic)} is in except ${unmet.except}`;
    case 'blind':
      return `plugin ${plugin} matches no ${traffic.peer.kind}s by ipBlock, and ${traffic.peer.ip} is ${who}`;
    case 'not-named':
      return `${traffic.peer.ip} is no address of ${unmet.names.join(', ')}`;
    case 'nobody':
      return 'the peer names nobody';
  }
}

/** Says which ports the rule has instead: `port 8080/TCP is not among 80/TCP, 443/TCP`. */
export function portMismatchText(rule: PolicyRule, table: PolicyTable, traffic: Traffic): string {
  const ports = rule.ports.map((port) => portText(port, table, traffic));
  const asked = traffic.protocol === 'ICMP' ? 'ICMP' : `port ${formatPort(traffic)}`;
  return ports.length === 1 ? `${asked} is not ${ports[0]}` : `${asked} is not among ${ports.join(', ')}`;
}

function portText(port: PortRule, table: PolicyTable, traffic: Traffic): string {
  switch (port.kind) {
    case 'any':
      return 'any port';
    case 'protocol':
      return `any ${port.protocol} port`;
    case 'range': {
      const range = port.from === port.to ? `${port.from}` : `${port.from}-${port.to}`;
      if (port.ignoredEnd === undefined) return `${range}/${port.protocol}`;
      return `${range}/${port.protocol} (plugin ${table.view.spec.network.plugin} ignores endPort ${port.ignoredEnd})`;
    }
    case 'named':
      return namedPortText(port, table, traffic);
  }
}

function namedPortText(
  { name, protocol, ambiguous }: NamedPortRule,
  table: PolicyTable,
  { destination, protocol: asked }: Traffic,
): string {
  const written = protocol === undefined ? name : `${name}/${protocol}`;
  if (ambiguous !== undefined)
    return `${written} (pods name ${ambiguous.join(', ')} so, and plugin ${table.view.spec.network.plugin} takes none)`;
  if (destination === undefined) return `${written} (only pods have port names)`;
  const number = namedPort(destination.object, name, protocol ?? asked);
  const pod = `pod ${qualifiedName(destination.ref)}`;
  return `${written} (${number === undefined ? `${pod} has no such port` : `${number} on ${pod}`})`;
}

function notAPodText(traffic: Traffic): string {
  const { peer } = traffic;
  if (peer.kind === 'pod') return `${partyText(traffic)} has ended`;
  if (peer.kind === 'node') return `${partyText(traffic)} is not a pod, nor are pods on its network told from it`;
  return `${peer.ip} is not a pod`;
}

function addressText(traffic: Traffic): string {
  return traffic.peer.kind === 'pod' ? `${traffic.peer.ip} (${partyText(traffic)})` : traffic.peer.ip;
}

function labelText({ of, requirement }: Extract<UnmetPeer, { kind: 'label' }>, traffic: Traffic): string {
  const { who, labels } = bearerOf(of, traffic);
  const { key, operator, values } = requirement;
  const wanted = formatRequirement(requirement);
  const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
  if (value === undefined) {
    if (operator === 'Exists' || values.length === 1) return `${who} has no label ${wanted}`;
    return `${who} has no label ${key}, and ${wanted} is asked for`;
  }
  return operator === 'In'
    ? `${who} has ${key}=${value}, not ${wanted}`
    : `${who} has ${key}=${value}, and ${wanted} is asked for`;
}

function bearerOf(
  of: 'namespace' | 'pod' | 'node',
  traffic: Traffic,
): { readonly who: string; readonly labels: Labels } {
  if (of === 'pod') return { who: partyText(traffic), labels: traffic.peerClass?.labels ?? {} };
  if (of === 'node') return { who: partyText(traffic), labels: traffic.nodeLabels ?? {} };
  return { who: `namespace ${traffic.peerClass?.namespace}`, labels: traffic.peerClass?.namespaceLabels ?? {} };
}
