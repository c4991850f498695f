import type { FieldPath, KubernetesObject } from '../../model/index.ts';
import { parseCidr } from '../../model/index.ts';
import type { Report } from './report.ts';
import { invalid, violates } from './report.ts';

/**
 * An AdminNetworkPolicy, BaselineAdminNetworkPolicy or ClusterNetworkPolicy (policy.networking.k8s.io). The structure
 * of these custom resources is judged by their schemas; here are the rules that the schemas state in CEL.
 *
 * kubernetes-sigs/network-policy-api apis/v1alpha1 (v0.1.7) and apis/v1alpha2 (v0.2.0), XValidation
 */
export interface AdminNetworkPolicy extends KubernetesObject {
  readonly spec?: { readonly ingress?: readonly Rule[]; readonly egress?: readonly Rule[] };
}

interface Rule {
  readonly to?: readonly Peer[];
  /** The ports of v1alpha1. */
  readonly ports?: readonly { readonly namedPort?: string }[];
  /** The ports of v1alpha2. */
  readonly protocols?: readonly Protocol[];
}

interface Peer {
  readonly networks?: readonly string[];
  readonly nodes?: object;
  readonly domainNames?: readonly string[];
}

interface Protocol {
  readonly tcp?: Ports;
  readonly udp?: Ports;
  readonly sctp?: Ports;
  readonly destinationNamedPort?: string;
}

interface Ports {
  readonly destinationPort?: { readonly range?: { readonly start: number; readonly end: number } };
}

type Outside = readonly (keyof Peer)[];

/** The peers that are no pods and so have no named ports, in the words of the rule. */
const OUTSIDE: Outside = ['networks', 'nodes', 'domainNames'];
const OUTSIDE_BASELINE: Outside = ['networks', 'nodes'];

/** Checks an AdminNetworkPolicy or ClusterNetworkPolicy beyond its metadata and structure. */
export function validateAdminNetworkPolicy(report: Report, policy: AdminNetworkPolicy): void {
  validateRules(report, policy, OUTSIDE);
}

/** Checks a BaselineAdminNetworkPolicy: there is only the one named default. */
export function validateBaselineAdminNetworkPolicy(report: Report, policy: AdminNetworkPolicy): void {
  validateRules(report, policy, OUTSIDE_BASELINE);
  if (policy.metadata?.name === 'default') return;
  const rule = 'Only one baseline admin network policy with metadata.name="default" can be created in the cluster';
  violates(report, { path: ['metadata', 'name'], shown: '<nil>' }, rule);
}

function validateRules(report: Report, { spec }: AdminNetworkPolicy, outside: Outside): void {
  for (const direction of ['ingress', 'egress'] as const) {
    for (const [index, rule] of (spec?.[direction] ?? []).entries()) {
      const at = ['spec', direction, index];
      validateNamedPorts(report, at, rule, outside);
      for (const [item, { networks = [] }] of (rule.to ?? []).entries()) {
        validateNetworks(report, [...at, 'to', item, 'networks'], networks);
      }
      for (const [item, protocol] of (rule.protocols ?? []).entries()) {
        validateRanges(report, [...at, 'protocols', item], protocol);
      }
    }
  }
}

function validateNamedPorts(report: Report, at: FieldPath, { to, ports, protocols }: Rule, outside: Outside): void {
  const named =
    (ports ?? []).some(({ namedPort }) => namedPort !== undefined) ||
    (protocols ?? []).some(({ destinationNamedPort }) => destinationNamedPort !== undefined);
  if (!named || !(to ?? []).some((peer) => outside.some((kind) => peer[kind] !== undefined))) return;
  const list = outside.join('/');
  violates(report, at, `${list} peer cannot be set with namedPorts since there are no namedPorts for ${list}`);
}

function validateNetworks(report: Report, path: FieldPath, networks: readonly string[]): void {
  for (const [index, text] of networks.entries()) {
    if (parseCidr(text) === undefined) invalid(report, [...path, index], text, 'Invalid CIDR format provided');
  }
}

function validateRanges(report: Report, path: FieldPath, protocol: Protocol): void {
  for (const name of ['tcp', 'udp', 'sctp'] as const) {
    const range = protocol[name]?.destinationPort?.range;
    if (range === undefined || range.start < range.end) continue;
    violates(report, [...path, name, 'destinationPort', 'range'], 'Start port must be less than End port');
  }
}
