import type { Service, ServicePort, ServiceSpec } from '../written.ts';
import { legacyCidr } from './addresses.ts';
import { validatePortNumber, validatePortNumberOrName, validateProtocol } from './container-ports.ts';
import { dnsLabel, dnsSubdomain, qualifiedName } from './formats.ts';
import type { Report } from './report.ts';
import { check, duplicate, entry, forbidden, invalid, invalidEach, notSupported, required } from './report.ts';
import { validateLabels } from './selector.ts';
import { clusterIPsOf, isHeadless, validateClusterIPs, validateExternalIPs } from './service-addresses.ts';
import { validateSessionAffinity, validateTrafficPolicies } from './service-traffic.ts';
import { warnOfService } from './service-warnings.ts';

const TYPES: readonly string[] = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const SOURCE_RANGES = 'service.beta.kubernetes.io/load-balancer-source-ranges';
const HINTS = 'service.kubernetes.io/topology-aware-hints';
const MODE = 'service.kubernetes.io/topology-mode';

/**
 * Checks a Service beyond its metadata. The ranges of cluster IPs and node ports are the cluster's, not checked here.
 *
 * core validation.go, validateService
 */
export function validateService(report: Report, service: Service): void {
  const spec = service.spec ?? {};
  validateTopologyAnnotations(report, service);
  if ((spec.ports ?? []).length === 0 && !isHeadless(spec) && spec.type !== 'ExternalName') {
    required(report, ['spec', 'ports']);
  }
  validateType(report, spec);
  validatePorts(report, spec.ports ?? []);
  validateLabels(report, ['spec', 'selector'], spec.selector);
  validateSessionAffinity(report, spec);
  validateClusterIPs(report, spec);
  validateExternalIPs(report, spec.externalIPs ?? []);
  if (!TYPES.includes(spec.type ?? '')) notSupported(report, ['spec', 'type'], spec.type ?? '', TYPES);
  validateNodePorts(report, spec);
  validateUniquePorts(report, spec.ports ?? []);
  validateSourceRanges(report, service);
  validateLoadBalancerFields(report, spec);
  validateTrafficPolicies(report, spec);
  warnOfService(report, service);
}

function validateTopologyAnnotations(report: Report, { metadata }: Service): void {
  const hints = metadata?.annotations?.[HINTS];
  const mode = metadata?.annotations?.[MODE];
  if (hints === undefined || mode === undefined || hints === mode) return;
  const field = entry(['metadata', 'annotations'], MODE);
  invalid(report, field, mode, `must match annotations[${HINTS}] when both are specified`);
}

/** What the type rules out: headless node ports and load balancers, and nearly everything beside an external name. */
function validateType(report: Report, spec: ServiceSpec): void {
  if (spec.type === 'LoadBalancer' || spec.type === 'NodePort') {
    const { at } = clusterIPsOf(spec);
    if (isHeadless(spec)) invalid(report, at(0), 'None', `may not be set to 'None' for ${spec.type} services`);
    return;
  }
  if (spec.type !== 'ExternalName') return;
  const unwanted = 'may not be set for ExternalName services';
  const clusterIPs = clusterIPsOf(spec);
  if (clusterIPs.values.length > 0) forbidden(report, clusterIPs.field, unwanted);
  if ((spec.ipFamilies ?? []).length > 0) forbidden(report, ['spec', 'ipFamilies'], unwanted);
  if (spec.ipFamilyPolicy !== undefined) forbidden(report, ['spec', 'ipFamilyPolicy'], unwanted);
  const name = (spec.externalName ?? '').replace(/\.$/, '');
  if (name === '') required(report, ['spec', 'externalName']);
  else invalidEach(report, ['spec', 'externalName'], name, dnsSubdomain(name));
}

function validatePorts(report: Report, ports: readonly ServicePort[]): void {
  const names = new Set<string>();
  for (const [index, port] of ports.entries()) {
    const at = ['spec', 'ports', index];
    const { name = '', appProtocol } = port;
    if (name === '' && ports.length > 1) required(report, [...at, 'name']);
    if (name !== '') {
      check(report, at, 'name', name, dnsLabel);
      if (names.has(name)) duplicate(report, [...at, 'name'], name);
      names.add(name);
    }
    validatePortNumber(report, at, 'port', port.port ?? 0);
    validateProtocol(report, at, port.protocol ?? '');
    validatePortNumberOrName(report, at, 'targetPort', port.targetPort ?? 0);
    if (appProtocol !== undefined) check(report, at, 'appProtocol', appProtocol, qualifiedName);
  }
}

function validateNodePorts(report: Report, { type, ports = [] }: ServiceSpec): void {
  const taken = new Set<string>();
  for (const [index, { nodePort = 0 }] of ports.entries()) {
    if (type !== 'ClusterIP' || nodePort === 0) continue;
    forbidden(report, ['spec', 'ports', index, 'nodePort'], "may not be used when `type` is 'ClusterIP'");
  }
  for (const [index, { nodePort = 0, protocol }] of ports.entries()) {
    if (nodePort === 0) continue;
    const claim = `${protocol}/${nodePort}`;
    if (taken.has(claim)) duplicate(report, ['spec', 'ports', index, 'nodePort'], nodePort);
    taken.add(claim);
  }
}

function validateUniquePorts(report: Report, ports: readonly ServicePort[]): void {
  const taken = new Set<string>();
  for (const [index, { port, protocol = '' }] of ports.entries()) {
    const claim = `${protocol}/${port}`;
    if (taken.has(claim)) {
      const shown = { Name: '', Protocol: protocol, AppProtocol: null, Port: port, TargetPort: 0, NodePort: 0 };
      duplicate(report, ['spec', 'ports', index], shown);
    }
    taken.add(claim);
  }
}

/** The ranges of the field, or else of the annotation, which may stand in blanks. */
function validateSourceRanges(report: Report, { metadata, spec }: Service): void {
  const ranges = spec?.loadBalancerSourceRanges ?? [];
  const annotation = metadata?.annotations?.[SOURCE_RANGES];
  const unwanted = "may only be used when `type` is 'LoadBalancer'";
  if (ranges.length > 0) {
    const path = ['spec', 'loadBalancerSourceRanges'];
    const shown = 'spec.LoadBalancerSourceRanges';
    if (spec?.type !== 'LoadBalancer') forbidden(report, { path, shown }, unwanted);
    for (const [index, range] of ranges.entries()) {
      legacyCidr(report, { path: [...path, index], shown: `${shown}[${index}]` }, range.trim());
    }
  } else if (annotation !== undefined) {
    const field = entry(['metadata', 'annotations'], SOURCE_RANGES);
    if (spec?.type !== 'LoadBalancer') forbidden(report, field, unwanted);
    const list = annotation.trim() === '' ? [] : annotation.split(',');
    for (const range of list) legacyCidr(report, field, range.trim());
  }
}

function validateLoadBalancerFields(report: Report, spec: ServiceSpec): void {
  const { loadBalancerClass } = spec;
  const unwanted = "may only be used when `type` is 'LoadBalancer'";
  if (spec.type !== 'LoadBalancer') {
    if (spec.allocateLoadBalancerNodePorts !== undefined) {
      forbidden(report, ['spec', 'allocateLoadBalancerNodePorts'], unwanted);
    }
    if (loadBalancerClass !== undefined) forbidden(report, ['spec', 'loadBalancerClass'], unwanted);
  } else if (loadBalancerClass !== undefined) {
    invalidEach(report, ['spec', 'loadBalancerClass'], loadBalancerClass, qualifiedName(loadBalancerClass));
  }
}
