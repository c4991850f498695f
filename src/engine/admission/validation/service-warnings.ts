import type { Service } from '../written.ts';
import type { Report } from './report.ts';
import { warn } from './report.ts';
import { isHeadless } from './service-addresses.ts';

const HINTS = 'service.kubernetes.io/topology-aware-hints';

/** Collects what the API server warns of when a Service comes (pkg/api/service/warnings.go). */
export function warnOfService(report: Report, { metadata, spec = {} }: Service): void {
  const { externalIPs = [], externalName = '', loadBalancerIP = '' } = spec;
  const headless = spec.type === 'ClusterIP' && isHeadless(spec);
  const external = spec.type === 'ExternalName';
  if (metadata?.annotations?.[HINTS] !== undefined) {
    const text = `annotation ${HINTS} is deprecated, please use service.kubernetes.io/topology-mode instead`;
    warn(report, ['metadata', 'annotations', HINTS], text);
  }
  if (headless && loadBalancerIP !== '') {
    warn(report, ['spec', 'loadBalancerIP'], 'spec.loadBalancerIP is ignored for headless services');
  }
  if (headless && externalIPs.length > 0) {
    warn(report, ['spec', 'externalIPs'], 'spec.externalIPs is ignored for headless services');
  }
  if (headless && spec.sessionAffinity !== 'None') {
    warn(report, ['spec', 'sessionAffinity'], 'spec.SessionAffinity is ignored for headless services');
  }
  if (externalIPs.length > 0 && !headless && !external && report.gates.externalIPsDeprecated) {
    const text = 'spec.externalIPs is deprecated and may no longer be implemented in some clusters';
    warn(report, ['spec', 'externalIPs'], text);
  }
  if (external && externalIPs.length > 0) {
    warn(report, ['spec', 'externalIPs'], 'spec.externalIPs is ignored when spec.type is "ExternalName"');
  }
  if (!external && externalName !== '') {
    warn(report, ['spec', 'externalName'], 'spec.externalName is ignored when spec.type is not "ExternalName"');
  }
  if (spec.trafficDistribution === 'PreferClose' && report.gates.sameTrafficDistribution) {
    const text = 'spec.trafficDistribution: "PreferClose" is deprecated; use "PreferSameZone"';
    warn(report, ['spec', 'trafficDistribution'], text);
  }
}
