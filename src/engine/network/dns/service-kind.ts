import type { Service } from '../../model/index.ts';
import { isExternalName } from '../../model/index.ts';

/** The cluster IPs, the primary family first; none for headless and ExternalName Services. */
export function clusterIPsOf(service: Service): readonly string[] {
  if (isExternalName(service)) return [];
  const many = service.spec.clusterIPs ?? [];
  const ips = many.length > 0 ? many : [service.spec.clusterIP ?? ''];
  return ips.filter((ip) => ip !== '' && ip !== 'None');
}
