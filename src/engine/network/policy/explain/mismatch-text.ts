import type { Labels } from '../../../model/index.ts';
import {
  cidrOf,
  contains,
  formatPort,
  formatRequirement,
  namedPort,
  podIPs,
  qualifiedName,
} from '../../../model/index.ts';
import type { PolicyTable } from '../compile/table.ts';
import type { PolicyRule } from '../contract/policy.ts';
import type { NamedPortRule, TrafficRule } from '../contract/traffic.ts';
import type { Connection } from '../decide/connection.ts';
import type { Bearer, UnmetPeer } from '../decide/unmet-peer.ts';
import { hiddenClientHint, serviceAddressHint, servicePortHint, servicePortNameHint } from './service-hints.ts';

/**
 * Names the other end: `pod shop/cart`, `node worker-1 (192.168.0.11)`, `203.0.113.9`; before translation
 * `10.96.0.12 (a Service of pod shop/cart)`.
 */
export function partyText(connection: Connection): string {
  const { peer } = connection;
  switch (peer.kind) {
    case 'pod':
      return isOfService(connection) ? addressText(connection) : `pod ${qualifiedName(peer.pod.ref)}`;
    case 'node':
      return `node ${peer.node} (${peer.ip})`;
    case 'external':
      return outsideText(peer);
  }
}

function outsideText({ ip, within }: Extract<Connection['peer'], { kind: 'external' }>): string {
  return within === undefined ? ip : 'a client outside whose address another node hides';
}

/** Says in what the other end differs from the peer of a rule. */
export function mismatchText(unmet: UnmetPeer, table: PolicyTable, connection: Connection): string {
  const who = partyText(connection);
  const { plugin } = table.view.spec.network;
  switch (unmet.kind) {
    case 'own-namespace':
      return `${who} is not in namespace ${unmet.namespace}, the policy's own: no namespaceSelector says otherwise`;
    case 'label':
      return labelText(unmet, connection);
    case 'not-a-pod':
      return notAPodText(connection);
    case 'not-a-service':
      return `${connection.peer.ip} is no cluster IP of a Service, and plugin ${plugin} asks before translation`;
    case 'not-a-node':
      return `${who} is not a node`;
    case 'not-in-blocks':
      return notInBlocksText(unmet.blocks, table, connection);
    case 'excepted':
      return `${addressText(connection)} is in except ${unmet.except}`;
    case 'blind':
      return `plugin ${plugin} matches no ${connection.peer.kind}s by ipBlock, and ${connection.peer.ip} is ${who}`;
    case 'not-named':
      return `${connection.peer.ip} is no address of ${unmet.names.join(', ')}`;
    case 'nobody':
      return 'the peer names nobody';
  }
}

/** Says which ports the rule has instead: `port 8080/TCP is not among 80/TCP, 443/TCP`. */
export function trafficMismatchText(rule: PolicyRule, table: PolicyTable, connection: Connection): string {
  const ports = rule.traffic.map((port) => portText(port, table, connection));
  const asked = connection.protocol === 'ICMP' ? 'ICMP' : `port ${formatPort(connection)}`;
  return ports.length === 1 ? `${asked} is not ${ports[0]}` : `${asked} is not among ${ports.join(', ')}`;
}

function portText(port: TrafficRule, table: PolicyTable, connection: Connection): string {
  switch (port.kind) {
    case 'any':
      return 'any port';
    case 'protocol':
      return `any ${port.protocol} port`;
    case 'range': {
      const range = `${port.from === port.to ? port.from : `${port.from}-${port.to}`}/${port.protocol}`;
      if (port.ignoredEnd === undefined) return `${range}${servicePortHint(port, table.view, connection)}`;
      return `${range} (plugin ${table.view.spec.network.plugin} ignores endPort ${port.ignoredEnd})`;
    }
    case 'named':
      return namedPortText(port, table, connection);
  }
}

function namedPortText(rule: NamedPortRule, table: PolicyTable, connection: Connection): string {
  const { name, protocol, ambiguous } = rule;
  const { destination, protocol: asked } = connection;
  const written = protocol === undefined ? name : `${name}/${protocol}`;
  if (ambiguous !== undefined)
    return `${written} (pods name ${ambiguous.join(', ')} so, and plugin ${table.view.spec.network.plugin} takes none)`;
  if (destination === undefined) return `${written} (only pods have port names)`;
  const number = namedPort(destination.object, name, protocol ?? asked);
  const pod = `pod ${qualifiedName(destination.ref)}`;
  if (number !== undefined) return `${written} (${number} on ${pod})`;
  return `${written} (${pod} has no such port${servicePortNameHint(rule, table.view, connection)})`;
}

function notAPodText(connection: Connection): string {
  const { peer } = connection;
  if (peer.kind === 'pod') return `${partyText(connection)} has ended`;
  if (peer.kind === 'node') return `${partyText(connection)} is not a pod, and pods on its network count as the node`;
  if (peer.within !== undefined) return `${partyText(connection)} is not a pod`;
  return isNodeLocalDns(connection) ? `${peer.ip} is not a pod but ${NODE_LOCAL_DNS}` : `${peer.ip} is not a pod`;
}

/** kubernetes cluster/addons/dns/nodelocaldns: the cache listens on an address that each node has for itself. */
const NODE_LOCAL_DNS = "a link-local address, as of a DNS cache on the pod's own node: an ipBlock may name it";

function isNodeLocalDns({ address, direction, port }: Connection): boolean {
  if (address === undefined || direction === 'ingress' || port !== 53) return false;
  return LINK_LOCAL.some((cidr) => contains(cidr, address));
}

const LINK_LOCAL = [cidrOf({ family: 4, value: 0xa9fe0000n }, 16), cidrOf({ family: 6, value: 0xfe80n << 112n }, 10)];

function notInBlocksText(
  blocks: Extract<UnmetPeer, { kind: 'not-in-blocks' }>['blocks'],
  { view }: PolicyTable,
  connection: Connection,
): string {
  const text = `${addressText(connection)} is not in ${blocks.text}`;
  return `${text}${serviceAddressHint(blocks, view, connection)}${hiddenClientHint(view, connection)}`;
}

/** An address, and whose it is. */
function addressText(connection: Connection): string {
  const { peer } = connection;
  switch (peer.kind) {
    case 'pod': {
      const pod = `pod ${qualifiedName(peer.pod.ref)}`;
      return `${peer.ip} (${isOfService(connection) ? `a Service of ${pod}` : pod})`;
    }
    case 'node':
      return `${peer.ip} (node ${peer.node})`;
    case 'external':
      return outsideText(peer);
  }
}

/** Before translation a pod is asked for by the address of its Service. */
function isOfService({ peer }: Connection): boolean {
  return peer.kind === 'pod' && !podIPs(peer.pod.object).includes(peer.ip);
}

function labelText({ of, requirement }: Extract<UnmetPeer, { kind: 'label' }>, connection: Connection): string {
  const { who, labels } = bearerOf(of, connection);
  const { key, operator, values } = requirement;
  const wanted = formatRequirement(requirement);
  const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
  if (value === undefined) {
    const isName = of === 'namespace' && values.includes(connection.peerClass?.namespace ?? '');
    const hint = isName ? '; its name is the label kubernetes.io/metadata.name' : '';
    if (operator === 'Exists' || values.length === 1) return `${who} has no label ${wanted}${hint}`;
    return `${who} has no label ${key}, and ${wanted} is asked for${hint}`;
  }
  return operator === 'In'
    ? `${who} has ${key}=${value}, not ${wanted}`
    : `${who} has ${key}=${value}, and ${wanted} is asked for`;
}

function bearerOf(of: Bearer, connection: Connection): { readonly who: string; readonly labels: Labels } {
  if (of === 'pod') return { who: partyText(connection), labels: connection.peerClass?.labels ?? {} };
  if (of === 'service') return selectorOf(connection);
  if (of === 'node') return { who: partyText(connection), labels: connection.nodeLabels ?? {} };
  const { asksService } = connection;
  const bearer = asksService === undefined || asksService === 'none' ? connection.peerClass : asksService;
  return { who: `namespace ${bearer?.namespace}`, labels: bearer?.namespaceLabels ?? {} };
}

/** Before translation a Service stands for its pods, by its own selector. */
function selectorOf({ asksService }: Connection): { readonly who: string; readonly labels: Labels } {
  if (asksService === undefined || asksService === 'none') return { who: 'the selector', labels: {} };
  return { who: `the selector of Service ${qualifiedName(asksService.resource.ref)}`, labels: asksService.labels };
}
