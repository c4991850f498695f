import type { FieldPath, KubernetesObject, LabelSelector } from '../../model/index.ts';
import type { Report } from './report.ts';
import { required, violates } from './report.ts';
import type { NamespacedPod } from './schema-rules.ts';
import {
  atLeastOneProperty,
  between,
  charactersUpTo,
  exactlyOne,
  isCidr,
  isDomainName,
  itemsUpTo,
  namedPortsNeedPods,
  oneOf,
  requireSelectors,
} from './schema-rules.ts';

/** A ClusterNetworkPolicy (policy.networking.k8s.io/v1alpha2). */
export interface ClusterNetworkPolicy extends KubernetesObject {
  readonly spec?: {
    readonly tier?: string;
    readonly priority?: number;
    readonly subject?: Subject;
    readonly ingress?: readonly Rule[];
    readonly egress?: readonly Rule[];
  };
}

interface Subject {
  readonly namespaces?: LabelSelector;
  readonly pods?: NamespacedPod;
}

interface Rule {
  readonly name?: string;
  readonly action?: string;
  readonly from?: readonly Peer[];
  readonly to?: readonly Peer[];
  readonly protocols?: readonly Protocol[];
}

interface Peer extends Subject {
  readonly nodes?: LabelSelector;
  readonly networks?: readonly string[];
  readonly domainNames?: readonly string[];
}

interface Ports {
  readonly destinationPort?: {
    readonly number?: number;
    readonly range?: { readonly start?: number; readonly end?: number };
  };
}

interface Protocol {
  readonly tcp?: Ports;
  readonly udp?: Ports;
  readonly sctp?: Ports;
  readonly destinationNamedPort?: string;
}

const SELECTORS: readonly (keyof NamespacedPod)[] = ['podSelector'];
const PORTS = { min: 1, max: 65535 };
const MOST_ITEMS = 25;
const OUTSIDE: readonly string[] = ['networks', 'nodes', 'domainNames'];

/** Checks a ClusterNetworkPolicy beyond its metadata, by its resource definition (network-policy-api v0.2.0). */
export function validateClusterNetworkPolicy(report: Report, { spec = {} }: ClusterNetworkPolicy): void {
  oneOf(report, ['spec', 'tier'], spec.tier, ['Admin', 'Baseline']);
  between(report, ['spec', 'priority'], spec.priority, { min: 0, max: 1000 });
  exactlyOne(report, ['spec', 'subject'], spec.subject);
  requireSelectors(report, ['spec', 'subject', 'pods'], spec.subject?.pods, SELECTORS);
  for (const direction of ['ingress', 'egress'] as const) {
    const rules = spec[direction] ?? [];
    if (rules.length > 0) itemsUpTo(report, ['spec', direction], rules, MOST_ITEMS);
    for (const [index, rule] of rules.entries()) validateRule(report, ['spec', direction, index], rule);
  }
}

function validateRule(report: Report, at: FieldPath, rule: Rule): void {
  const side = at[1] === 'ingress' ? 'from' : 'to';
  const { [side]: peers, protocols } = rule;
  charactersUpTo(report, [...at, 'name'], rule.name, 100);
  oneOf(report, [...at, 'action'], rule.action, ['Accept', 'Deny', 'Pass']);
  if (peers === undefined) required(report, [...at, side]);
  else itemsUpTo(report, [...at, side], peers, MOST_ITEMS);
  for (const [index, peer] of (peers ?? []).entries()) validatePeer(report, [...at, side, index], peer);
  if (protocols !== undefined) itemsUpTo(report, [...at, 'protocols'], protocols, MOST_ITEMS);
  for (const [index, each] of (protocols ?? []).entries()) validateProtocol(report, [...at, 'protocols', index], each);
  const named = (protocols ?? []).some(({ destinationNamedPort }) => destinationNamedPort !== undefined);
  namedPortsNeedPods(report, at, peers ?? [], { named, kinds: OUTSIDE });
}

function validatePeer(report: Report, at: FieldPath, peer: Peer): void {
  exactlyOne(report, at, peer);
  requireSelectors(report, [...at, 'pods'], peer.pods, SELECTORS);
  if (peer.networks !== undefined) itemsUpTo(report, [...at, 'networks'], peer.networks, MOST_ITEMS);
  for (const [index, cidr] of (peer.networks ?? []).entries()) isCidr(report, [...at, 'networks', index], cidr);
  if (peer.domainNames !== undefined) itemsUpTo(report, [...at, 'domainNames'], peer.domainNames, MOST_ITEMS);
  for (const [index, name] of (peer.domainNames ?? []).entries()) {
    isDomainName(report, [...at, 'domainNames', index], name);
  }
}

function validateProtocol(report: Report, at: FieldPath, protocol: Protocol): void {
  exactlyOne(report, at, protocol);
  for (const name of ['tcp', 'udp', 'sctp'] as const) {
    const ports = protocol[name];
    if (ports === undefined) continue;
    atLeastOneProperty(report, [...at, name], ports);
    const path = [...at, name, 'destinationPort'];
    const { destinationPort: port } = ports;
    if (port === undefined) continue;
    exactlyOne(report, path, port);
    if (port.number !== undefined) between(report, [...path, 'number'], port.number, PORTS);
    if (port.range === undefined) continue;
    const { start, end } = port.range;
    between(report, [...path, 'range', 'start'], start, PORTS);
    between(report, [...path, 'range', 'end'], end, PORTS);
    if (start === undefined || end === undefined || start < end) continue;
    violates(report, [...path, 'range'], 'Start port must be less than End port');
  }
}
