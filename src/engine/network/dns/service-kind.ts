import type { Service } from '../../model/index.ts';

/** Reports whether the Service is an alias of another name. */
export function isExternalName(service: Service): boolean {
  return service.spec.type === 'ExternalName';
}

/** The cluster IPs, the primary family first; none for headless and ExternalName Services. */
export function clusterIPsOf(service: Service): readonly string[] {
  if (isExternalName(service)) return [];
  const many = service.spec.clusterIPs ?? [];
  const ips = many.length > 0 ? many : [service.spec.clusterIP ?? ''];
  return ips.filter((ip) => ip !== '' && ip !== 'None');
}
