import { hasNodePorts, needsHealthCheck } from '../../model/index.ts';
import type { Service, ServicePort, ServiceSpec } from '../written.ts';

/**
 * The new version of a Service with the addresses and ports of the old one, where the new one leaves them open: a
 * Service that is applied again keeps its cluster IP. pkg/registry/core/service/storage/storage.go (patchAllocatedValues)
 */
export function keepAllocated(before: Service, after: Service): Service {
  const [old, spec] = [before.spec, after.spec];
  if (old === undefined || spec === undefined) return after;
  return { ...after, spec: { ...spec, ...keptIPs(old, spec), ...keptPorts(old, spec), ...keptHealthCheck(old, spec) } };
}

function keptIPs(old: ServiceSpec, spec: ServiceSpec): Partial<ServiceSpec> {
  if (old.type === 'ExternalName' || spec.type === 'ExternalName') return {};
  if (!isOpen(spec.clusterIP) && spec.clusterIP !== old.clusterIP) return {};
  if (spec.clusterIPs !== undefined && spec.clusterIPs.length > 0) return {};
  const { clusterIP, ipFamilyPolicy } = old;
  const kept = spec.ipFamilyPolicy === 'SingleStack' ? 1 : 2;
  return {
    ...(clusterIP === undefined ? {} : { clusterIP }),
    ...(old.clusterIPs === undefined ? {} : { clusterIPs: old.clusterIPs.slice(0, kept) }),
    ...(old.ipFamilies === undefined || spec.ipFamilies !== undefined
      ? {}
      : { ipFamilies: old.ipFamilies.slice(0, kept) }),
    ...(ipFamilyPolicy === undefined || spec.ipFamilyPolicy !== undefined ? {} : { ipFamilyPolicy }),
  };
}

function isOpen(clusterIP: string | undefined): boolean {
  return clusterIP === undefined || clusterIP === '';
}

/** Ports are the same by protocol and number; a node port that the new version names elsewhere is not kept. */
function keptPorts(old: ServiceSpec, spec: ServiceSpec): Partial<ServiceSpec> {
  if (!hasNodePorts(old) || !hasNodePorts(spec) || spec.ports === undefined) return {};
  const key = (port: ServicePort) => `${port.protocol ?? 'TCP'} ${port.port}`;
  const named = new Set(spec.ports.map((port) => port.nodePort));
  const known = new Map(old.ports?.map((port) => [key(port), port.nodePort]));
  const ports = spec.ports.map((port): ServicePort => {
    const nodePort = known.get(key(port));
    const keeps = (port.nodePort ?? 0) === 0 && nodePort !== undefined && !named.has(nodePort);
    return keeps ? { ...port, nodePort } : port;
  });
  return { ports };
}

function keptHealthCheck(old: ServiceSpec, spec: ServiceSpec): Partial<ServiceSpec> {
  if (!needsHealthCheck(old) || !needsHealthCheck(spec) || (spec.healthCheckNodePort ?? 0) !== 0) return {};
  return old.healthCheckNodePort === undefined ? {} : { healthCheckNodePort: old.healthCheckNodePort };
}
