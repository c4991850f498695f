import type { FieldPath, KubernetesObject, LabelSelector } from '../../model/index.ts';
import type { Report } from './report.ts';
import { required, violates } from './report.ts';
import type { NamespacedPod } from './schema-rules.ts';
import {
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

/** An AdminNetworkPolicy or BaselineAdminNetworkPolicy (policy.networking.k8s.io/v1alpha1). */
export interface AdminNetworkPolicy extends KubernetesObject {
  readonly spec?: {
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
  readonly ports?: readonly Port[];
}

interface Peer extends Subject {
  readonly nodes?: LabelSelector;
  readonly networks?: readonly string[];
  readonly domainNames?: readonly string[];
}

interface Port {
  readonly portNumber?: { readonly protocol?: string; readonly port?: number };
  readonly portRange?: { readonly protocol?: string; readonly start?: number; readonly end?: number };
  readonly namedPort?: string;
}

/** What tells the two kinds apart. */
interface Tier {
  readonly actions: readonly string[];
  /** The peers that are no pods, in the words of the rule about named ports. */
  readonly outside: readonly string[];
}

const ADMIN: Tier = { actions: ['Allow', 'Deny', 'Pass'], outside: ['networks', 'nodes', 'domainNames'] };
const BASELINE: Tier = { actions: ['Allow', 'Deny'], outside: ['networks', 'nodes'] };
const SELECTORS: readonly (keyof NamespacedPod)[] = ['namespaceSelector', 'podSelector'];
const PORTS = { min: 1, max: 65535 };
const MOST_ITEMS = 100;
const MOST_NETWORKS = 25;

/** Checks an AdminNetworkPolicy beyond its metadata, by its resource definition (network-policy-api v0.1.7). */
export function validateAdminNetworkPolicy(report: Report, { spec = {} }: AdminNetworkPolicy): void {
  between(report, ['spec', 'priority'], spec.priority, { min: 0, max: 1000 });
  validateRules(report, spec, ADMIN);
}

/** Checks a BaselineAdminNetworkPolicy: there is only the one named default. */
export function validateBaselineAdminNetworkPolicy(report: Report, { metadata, spec = {} }: AdminNetworkPolicy): void {
  validateRules(report, spec, BASELINE);
  if (metadata?.name === 'default') return;
  const field = { path: ['metadata', 'name'], shown: '<nil>' };
  const rule = 'Only one baseline admin network policy with metadata.name="default" can be created in the cluster';
  violates(report, field, rule);
}

function validateRules(report: Report, spec: NonNullable<AdminNetworkPolicy['spec']>, tier: Tier): void {
  const subject = ['spec', 'subject'];
  exactlyOne(report, subject, spec.subject);
  requireSelectors(report, [...subject, 'pods'], spec.subject?.pods, SELECTORS);
  for (const direction of ['ingress', 'egress'] as const) {
    const rules = spec[direction] ?? [];
    if (rules.length > 0) itemsUpTo(report, ['spec', direction], rules, MOST_ITEMS);
    for (const [index, rule] of rules.entries()) validateRule(report, ['spec', direction, index], rule, tier);
  }
}

function validateRule(report: Report, at: FieldPath, rule: Rule, tier: Tier): void {
  const side = at[1] === 'ingress' ? 'from' : 'to';
  const { [side]: peers, ports } = rule;
  charactersUpTo(report, [...at, 'name'], rule.name, MOST_ITEMS);
  oneOf(report, [...at, 'action'], rule.action, tier.actions);
  if (peers === undefined) required(report, [...at, side]);
  else itemsUpTo(report, [...at, side], peers, MOST_ITEMS);
  for (const [index, peer] of (peers ?? []).entries()) validatePeer(report, [...at, side, index], peer);
  if (ports !== undefined) itemsUpTo(report, [...at, 'ports'], ports, MOST_ITEMS);
  for (const [index, port] of (ports ?? []).entries()) validatePort(report, [...at, 'ports', index], port);
  const named = (ports ?? []).some(({ namedPort }) => namedPort !== undefined);
  namedPortsNeedPods(report, at, peers ?? [], { named, kinds: tier.outside });
}

function validatePeer(report: Report, at: FieldPath, peer: Peer): void {
  exactlyOne(report, at, peer);
  requireSelectors(report, [...at, 'pods'], peer.pods, SELECTORS);
  if (peer.networks !== undefined) itemsUpTo(report, [...at, 'networks'], peer.networks, MOST_NETWORKS);
  for (const [index, cidr] of (peer.networks ?? []).entries()) isCidr(report, [...at, 'networks', index], cidr);
  if (peer.domainNames !== undefined) itemsUpTo(report, [...at, 'domainNames'], peer.domainNames, MOST_NETWORKS);
  for (const [index, name] of (peer.domainNames ?? []).entries()) {
    isDomainName(report, [...at, 'domainNames', index], name);
  }
}

function validatePort(report: Report, at: FieldPath, port: Port): void {
  exactlyOne(report, at, port);
  if (port.portNumber !== undefined) between(report, [...at, 'portNumber', 'port'], port.portNumber.port, PORTS);
  if (port.portRange === undefined) return;
  between(report, [...at, 'portRange', 'start'], port.portRange.start, PORTS);
  between(report, [...at, 'portRange', 'end'], port.portRange.end, PORTS);
}
