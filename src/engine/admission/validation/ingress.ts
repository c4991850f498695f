import type { FieldPath } from '../../model/index.ts';
import { readLegacyAddress } from '../../model/index.ts';
import type { Ingress } from '../written.ts';
import { validatePortNumber } from './container-ports.ts';
import { dnsSubdomain, pathSegment, portName, serviceName, wildcardSubdomain } from './formats.ts';
import type { Report } from './report.ts';
import { check, invalid, invalidEach, notSupported, required, warn } from './report.ts';

type Spec = NonNullable<Ingress['spec']>;
type Rule = NonNullable<Spec['rules']>[number];
type Path = NonNullable<Rule['http']>['paths'][number];
type Backend = Path['backend'];

const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';
const PATH_TYPES: readonly string[] = ['Exact', 'ImplementationSpecific', 'Prefix'];
const BAD_SEQUENCES: readonly string[] = ['//', '/./', '/../', '%2f', '%2F'];
const BAD_SUFFIXES: readonly string[] = ['/..', '/.'];

/** Checks an Ingress beyond its metadata (pkg/apis/networking/validation/validation.go). */
export function validateIngress(report: Report, { metadata, spec = {} }: Ingress): void {
  const { defaultBackend, rules = [], tls = [], ingressClassName } = spec;
  if (rules.length === 0 && defaultBackend === undefined) {
    invalid(report, ['spec'], spec.rules, 'either `defaultBackend` or `rules` must be specified');
  }
  if (defaultBackend !== undefined) validateBackend(report, ['spec', 'defaultBackend'], defaultBackend);
  for (const [index, rule] of rules.entries()) validateRule(report, ['spec', 'rules', index], rule);
  for (const [index, { hosts = [], secretName = '' }] of tls.entries()) {
    const at = ['spec', 'tls', index];
    for (const [item, host] of hosts.entries()) validateHost(report, [...at, 'hosts', item], host);
    if (secretName !== '') check(report, at, 'secretName', secretName, dnsSubdomain);
  }
  if (ingressClassName !== undefined) {
    invalidEach(report, ['spec', 'ingressClassName'], ingressClassName, dnsSubdomain(ingressClassName));
  }
  const annotation = metadata?.annotations?.[CLASS_ANNOTATION];
  if (annotation === undefined || annotation === ingressClassName) return;
  const path = ['metadata', 'annotations', CLASS_ANNOTATION];
  if (ingressClassName === undefined) {
    warn(report, path, `annotation "${CLASS_ANNOTATION}" is deprecated, please use 'spec.ingressClassName' instead`);
  } else {
    const detail = 'must match `ingressClassName` when both are specified';
    invalid(report, { path, shown: `annotations.${CLASS_ANNOTATION}` }, annotation, detail);
  }
}

function validateRule(report: Report, at: FieldPath, { host = '', http }: Rule): void {
  if (host !== '') {
    const isAddress = readLegacyAddress(host) !== undefined;
    if (isAddress) invalid(report, [...at, 'host'], host, 'must be a DNS name, not an IP address');
    validateHost(report, [...at, 'host'], host);
  }
  if (http === undefined) return;
  const paths = http.paths ?? [];
  if (paths.length === 0) required(report, [...at, 'http', 'paths']);
  for (const [index, path] of paths.entries()) validatePath(report, [...at, 'http', 'paths', index], path);
}

function validateHost(report: Report, at: FieldPath, host: string): void {
  invalidEach(report, at, host, host.includes('*') ? wildcardSubdomain(host) : dnsSubdomain(host));
}

function validatePath(report: Report, at: FieldPath, { path = '', pathType, backend }: Path): void {
  if (pathType === undefined) {
    required(report, [...at, 'pathType'], 'pathType must be specified');
    return;
  }
  const literal = pathType === 'Exact' || pathType === 'Prefix';
  if (!PATH_TYPES.includes(pathType)) notSupported(report, [...at, 'pathType'], pathType, PATH_TYPES);
  else if (!path.startsWith('/') && (literal || path !== '')) {
    invalid(report, [...at, 'path'], path, 'must be an absolute path');
  }
  for (const part of literal ? BAD_SEQUENCES : []) {
    if (path.includes(part)) invalid(report, [...at, 'path'], path, `must not contain '${part}'`);
  }
  for (const end of literal ? BAD_SUFFIXES : []) {
    if (path.endsWith(end)) invalid(report, [...at, 'path'], path, `cannot end with '${end}'`);
  }
  validateBackend(report, [...at, 'backend'], backend ?? {});
}

function validateBackend(report: Report, at: FieldPath, { service, resource }: Backend): void {
  if (service !== undefined && resource !== undefined) {
    invalid(report, at, '', 'cannot set both resource and service backends');
    return;
  }
  if (resource !== undefined) {
    validateReference(report, [...at, 'resource'], resource);
    return;
  }
  if (service === undefined) {
    invalid(report, at, '', 'resource or service backend is required');
    return;
  }
  const { name = '', port = {} } = service;
  if (name === '') required(report, [...at, 'service', 'name']);
  else invalidEach(report, [...at, 'service', 'name'], name, serviceName(report.gates)(name));
  const { name: portText = '', number = 0 } = port;
  if (portText !== '' && number !== 0) invalid(report, at, '', 'cannot set both port name & port number');
  else if (portText !== '') invalidEach(report, [...at, 'service', 'port', 'name'], portText, portName(portText));
  else if (number !== 0) validatePortNumber(report, [...at, 'service', 'port'], 'number', number);
  else required(report, at, 'port name or number is required');
}

/** An object of another kind, in the same namespace or in none. */
export interface Reference {
  readonly apiGroup?: string;
  readonly kind?: string;
  readonly name?: string;
}

/** Checks a reference to such an object (validateIngressTypedLocalObjectReference). */
export function validateReference(report: Report, at: FieldPath, { apiGroup, kind = '', name = '' }: Reference): void {
  if (apiGroup !== undefined) check(report, at, 'apiGroup', apiGroup, dnsSubdomain);
  if (kind === '') required(report, [...at, 'kind']);
  else check(report, at, 'kind', kind, pathSegment);
  if (name === '') required(report, [...at, 'name']);
  else check(report, at, 'name', name, pathSegment);
}
