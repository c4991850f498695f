import type { ServiceSpec } from '../written.ts';
import { validatePortNumber } from './container-ports.ts';
import type { Report } from './report.ts';
import { forbidden, invalid, notSupported, required } from './report.ts';

const AFFINITIES: readonly string[] = ['ClientIP', 'None'];
const TRAFFIC_POLICIES: readonly string[] = ['Cluster', 'Local'];
const DISTRIBUTIONS: readonly string[] = ['PreferClose'];
const SAME_DISTRIBUTIONS: readonly string[] = [...DISTRIBUTIONS, 'PreferSameZone', 'PreferSameNode'];
const ONE_DAY = 86_400;

/** Checks session affinity: its timeout lies within a day (validateClientIPAffinityConfig in core validation.go). */
export function validateSessionAffinity(report: Report, spec: ServiceSpec): void {
  const { sessionAffinity = '', sessionAffinityConfig: config } = spec;
  const path = ['spec', 'sessionAffinityConfig'];
  if (!AFFINITIES.includes(sessionAffinity)) {
    notSupported(report, ['spec', 'sessionAffinity'], sessionAffinity, AFFINITIES);
  }
  if (sessionAffinity === 'None' && config !== undefined) {
    forbidden(report, path, 'must not be set when session affinity is None');
  }
  if (sessionAffinity !== 'ClientIP') return;
  const timeout = config?.clientIP?.timeoutSeconds;
  if (timeout === undefined) {
    required(report, [...path, 'clientIP', 'timeoutSeconds'], 'when session affinity type is ClientIP');
  } else if (timeout <= 0 || timeout > ONE_DAY) {
    const at = [...path, 'clientIP', 'timeoutSeconds'];
    invalid(report, at, timeout, `must be greater than 0 and less than ${ONE_DAY}`);
  }
}

/** Checks both traffic policies, the health check port that goes with one of them, and the distribution. */
export function validateTrafficPolicies(report: Report, spec: ServiceSpec): void {
  validateExternalPolicy(report, spec);
  const { internalTrafficPolicy: internal, trafficDistribution: distribution } = spec;
  if (internal !== undefined && !TRAFFIC_POLICIES.includes(internal)) {
    notSupported(report, ['spec', 'internalTrafficPolicy'], internal, TRAFFIC_POLICIES);
  }
  const distributions = report.gates.sameTrafficDistribution ? SAME_DISTRIBUTIONS : DISTRIBUTIONS;
  if (distribution !== undefined && !distributions.includes(distribution)) {
    notSupported(report, ['spec', 'trafficDistribution'], distribution, distributions);
  }
}

/** Reports whether clients outside the cluster can reach the Service at all (ExternallyAccessible in pkg/api/service). */
function isExternal({ type, externalIPs = [] }: ServiceSpec): boolean {
  return type === 'LoadBalancer' || type === 'NodePort' || (type === 'ClusterIP' && externalIPs.length > 0);
}

function validateExternalPolicy(report: Report, spec: ServiceSpec): void {
  const { externalTrafficPolicy: policy = '', healthCheckNodePort: port = 0 } = spec;
  const path = ['spec', 'externalTrafficPolicy'];
  if (!isExternal(spec)) {
    if (policy !== '') invalid(report, path, policy, 'may only be set for externally-accessible services');
  } else if (policy !== '' && !TRAFFIC_POLICIES.includes(policy)) notSupported(report, path, policy, TRAFFIC_POLICIES);
  if (port === 0) return;
  if (spec.type !== 'LoadBalancer' || policy !== 'Local') {
    const detail = "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'";
    invalid(report, ['spec', 'healthCheckNodePort'], port, detail);
  } else validatePortNumber(report, ['spec'], 'healthCheckNodePort', port);
}
