import type { FieldPath, KubernetesObject } from '../../model/index.ts';
import { parseAddress, parseCidr } from '../../model/index.ts';
import type { Report } from './report.ts';
import { invalid, violates } from './report.ts';

/**
 * An AdminNetworkPolicy, BaselineAdminNetworkPolicy or ClusterNetworkPolicy (policy.networking.k8s.io). The structure
 * of these custom resources is judged by their schemas; here are the rules that the schemas state in CEL.
 *
 * kubernetes-sigs/network-policy-api apis/v1alpha1 (v0.1.7) and apis/v1beta1 (v0.3.0), XValidation
 */
export interface AdminNetworkPolicy extends KubernetesObject {
  readonly spec?: { readonly ingress?: readonly Rule[]; readonly egress?: readonly Rule[] };
}

interface Rule {
  readonly to?: readonly Peer[];
  /** The ports of v1alpha1. */
  readonly ports?: readonly { readonly namedPort?: string }[];
  /** The ports of a ClusterNetworkPolicy. */
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

/** Reports whether a CIDR is one that the kind takes. */
type IsCidr = (text: string) => boolean;

/** `isCIDR(self)`: host bits may be set. */
const isCidr: IsCidr = (text) => parseCidr(text) !== undefined;

/** `isCIDR(self) && cidr(self) == cidr(self).masked()`, since release 0.2.1: host bits are not set. */
const isMaskedCidr: IsCidr = (text) => {
  const cidr = parseCidr(text);
  return cidr !== undefined && parseAddress(text.slice(0, text.indexOf('/')))?.value === cidr.first;
};

/** Checks an AdminNetworkPolicy beyond its metadata and structure. */
export function validateAdminNetworkPolicy(report: Report, policy: AdminNetworkPolicy): void {
  validateRules(report, policy, { outside: OUTSIDE, isNetwork: isCidr });
}

/** Checks a ClusterNetworkPolicy, of either version. */
export function validateClusterNetworkPolicy(report: Report, policy: AdminNetworkPolicy): void {
  validateRules(report, policy, { outside: OUTSIDE, isNetwork: isMaskedCidr });
}

/** Checks a BaselineAdminNetworkPolicy: there is only the one named default. */
export function validateBaselineAdminNetworkPolicy(report: Report, policy: AdminNetworkPolicy): void {
  validateRules(report, policy, { outside: OUTSIDE_BASELINE, isNetwork: isCidr });
  if (policy.metadata?.name === 'default') return;
  const rule = 'Only one baseline admin network policy with metadata.name="default" can be created in the cluster';
  violates(report, { path: ['metadata', 'name'], shown: '<nil>' }, rule);
}

interface Limits {
  readonly outside: Outside;
  readonly isNetwork: IsCidr;
}

function validateRules(report: Report, { spec }: AdminNetworkPolicy, { outside, isNetwork }: Limits): void {
  for (const direction of ['ingress', 'egress'] as const) {
    for (const [index, rule] of (spec?.[direction] ?? []).entries()) {
      const at = ['spec', direction, index];
      validateNamedPorts(report, at, rule, outside);
      for (const [item, { networks = [] }] of (rule.to ?? []).entries()) {
        validateNetworks(report, [...at, 'to', item, 'networks'], networks, isNetwork);
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

function validateNetworks(report: Report, path: FieldPath, networks: readonly string[], isNetwork: IsCidr): void {
  for (const [index, text] of networks.entries()) {
    if (!isNetwork(text)) invalid(report, [...path, index], text, 'Invalid CIDR format provided');
  }
}

function validateRanges(report: Report, path: FieldPath, protocol: Protocol): void {
  for (const name of ['tcp', 'udp', 'sctp'] as const) {
    const range = protocol[name]?.destinationPort?.range;
    if (range === undefined || range.start < range.end) continue;
    violates(report, [...path, name, 'destinationPort', 'range'], 'Start port must be less than End port');
  }
}
