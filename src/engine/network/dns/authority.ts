import type { DnsRecord } from '../../model/index.ts';
import { addressTypeOf } from './names.ts';
import { clusterIPsOf } from './service-kind.ts';
import type { KubernetesZone } from './zone.ts';

/** CoreDNS takes the second of the last change; a fixed number keeps answers the same from run to run. */
const SERIAL = 1;

/** The SOA record of the zone (coredns plugin/backend_lookup.go SOA). */
export function soaRecord({ domain, settings: { ttl } }: KubernetesZone): DnsRecord {
  const data = `ns.dns.${domain}. hostmaster.${domain}. ${SERIAL} 7200 1800 86400 ${ttl}`;
  return { name: `${domain}.`, type: 'SOA', ttl, data };
}

/** The zone's own nameserver and its addresses: the DNS Service, or `ns.dns` without one (plugin/kubernetes/ns.go). */
export function nameServer(zone: KubernetesZone): { readonly name: string; readonly addresses: readonly DnsRecord[] } {
  const dns = zone.view.spec.dns;
  const service = zone.service(dns.namespace, dns.name);
  const name = `${service === undefined ? 'ns.dns' : `${service.ref.name}.${dns.namespace}.svc`}.${zone.domain}.`;
  const ips = service === undefined ? [...zone.servers] : clusterIPsOf(service.object);
  return { name, addresses: ips.flatMap((ip) => addressRecord(name, ip, zone.settings.ttl)) };
}

/** The A or AAAA record of an address; none where the text is no address. */
export function addressRecord(name: string, ip: string, ttl: number): readonly DnsRecord[] {
  const type = addressTypeOf(ip);
  return type === undefined ? [] : [{ name, type, ttl, data: ip }];
}
