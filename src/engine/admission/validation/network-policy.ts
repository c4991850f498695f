import type { FieldPath, NetworkPolicyPeer } from '../../model/index.ts';
import type { NetworkPolicy, NetworkPolicyPort } from '../written.ts';
import { legacyCidr } from './addresses.ts';
import { validatePortNumber } from './container-ports.ts';
import { portName } from './formats.ts';
import type { Report } from './report.ts';
import { check, forbidden, invalid, notSupported, required } from './report.ts';
import { validateLabelSelector } from './selector.ts';

const POLICY_TYPES: readonly string[] = ['Ingress', 'Egress'];
const PROTOCOLS: readonly string[] = ['TCP', 'UDP', 'SCTP'];

/** Checks a NetworkPolicy beyond its metadata (pkg/apis/networking/validation/validation.go). */
export function validateNetworkPolicy(report: Report, { spec }: NetworkPolicy): void {
  validateLabelSelector(report, ['spec', 'podSelector'], spec?.podSelector);
  for (const [index, { ports = [], from = [] }] of (spec?.ingress ?? []).entries()) {
    const at = ['spec', 'ingress', index];
    for (const [item, port] of ports.entries()) validatePort(report, [...at, 'ports', item], port);
    for (const [item, peer] of from.entries()) validatePeer(report, [...at, 'from', item], peer);
  }
  for (const [index, { ports = [], to = [] }] of (spec?.egress ?? []).entries()) {
    const at = ['spec', 'egress', index];
    for (const [item, port] of ports.entries()) validatePort(report, [...at, 'ports', item], port);
    for (const [item, peer] of to.entries()) validatePeer(report, [...at, 'to', item], peer);
  }
  const types = spec?.policyTypes ?? [];
  if (types.length > POLICY_TYPES.length) {
    invalid(report, ['spec', 'policyTypes'], types, 'may not specify more than two policyTypes');
    return;
  }
  for (const [index, type] of types.entries()) {
    if (!POLICY_TYPES.includes(type)) notSupported(report, ['spec', 'policyTypes', index], type, POLICY_TYPES);
  }
}

function validatePort(report: Report, at: FieldPath, { protocol, port, endPort }: NetworkPolicyPort): void {
  if (protocol !== undefined && !PROTOCOLS.includes(protocol)) {
    notSupported(report, [...at, 'protocol'], protocol, PROTOCOLS);
  }
  if (typeof port === 'number') {
    validatePortNumber(report, at, 'port', port);
    if (endPort === undefined) return;
    // The server really prints the port here, not the end port.
    if (endPort < port) invalid(report, [...at, 'endPort'], port, 'must be greater than or equal to `port`');
    validatePortNumber(report, at, 'endPort', endPort);
    return;
  }
  if (endPort !== undefined) {
    const state = port === undefined ? 'not specified' : 'non-numeric';
    invalid(report, [...at, 'endPort'], endPort, `may not be specified when \`port\` is ${state}`);
  }
  if (port !== undefined) check(report, at, 'port', port, portName);
}

function validatePeer(report: Report, at: FieldPath, peer: NetworkPolicyPeer): void {
  const { podSelector, namespaceSelector, ipBlock } = peer;
  validateLabelSelector(report, [...at, 'podSelector'], podSelector);
  validateLabelSelector(report, [...at, 'namespaceSelector'], namespaceSelector);
  if (ipBlock !== undefined) validateIPBlock(report, [...at, 'ipBlock'], ipBlock);
  if (ipBlock === undefined && podSelector === undefined && namespaceSelector === undefined) {
    required(report, at, 'must specify a peer');
  } else if (ipBlock !== undefined && (podSelector !== undefined || namespaceSelector !== undefined)) {
    forbidden(report, at, 'may not specify both ipBlock and another peer');
  }
}

function validateIPBlock(report: Report, at: FieldPath, ipBlock: NonNullable<NetworkPolicyPeer['ipBlock']>): void {
  if ((ipBlock.cidr ?? '') === '') {
    required(report, [...at, 'cidr']);
    return;
  }
  const cidr = legacyCidr(report, [...at, 'cidr'], ipBlock.cidr);
  if (cidr === undefined) return;
  for (const [index, text] of (ipBlock.except ?? []).entries()) {
    const except = legacyCidr(report, [...at, 'except', index], text);
    if (except === undefined) continue;
    const inside = except.family === cidr.family && cidr.first <= except.first && except.last <= cidr.last;
    if (inside && except.prefix > cidr.prefix) continue;
    invalid(report, [...at, 'except', index], text, 'must be a strict subset of `cidr`');
  }
}
