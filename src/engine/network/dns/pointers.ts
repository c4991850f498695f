import type { Resource, Service } from '../../model/index.ts';
import { clusterIPsOf } from './service-kind.ts';
import type { KubernetesZone, Pointer } from './zone.ts';

/** The name of a Service in the zone, without the final dot. */
export function domainOf(zone: Pick<KubernetesZone, 'domain'>, service: Resource<Service>): string {
  return `${service.ref.name}.${service.ref.namespace}.svc.${zone.domain}`;
}

/**
 * Every address of the zone with the names it stands for. A cluster IP stands for its Service alone, an endpoint for
 * its name below every Service that has it (coredns plugin/kubernetes/reverse.go serviceRecordForIP).
 */
export function* pointers(zone: KubernetesZone): Iterable<readonly [string, Pointer]> {
  const taken = new Set<string>();
  for (const service of zone.services()) {
    for (const ip of clusterIPsOf(service.object)) {
      if (taken.has(ip)) continue;
      taken.add(ip);
      yield [ip, { target: `${domainOf(zone, service)}.`, object: service.ref }];
    }
  }
  for (const service of zone.services()) {
    for (const endpoint of zone.endpointsOf(service)) {
      if (taken.has(endpoint.address)) continue;
      yield [endpoint.address, { target: `${endpoint.name}.${domainOf(zone, service)}.`, object: endpoint.object }];
    }
  }
}
