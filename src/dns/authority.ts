import type { DnsRecord } from '../model/index.ts';
import { addressTypeOf } from './names.ts';
import { clusterIPsOf } from './service-kind.ts';
import type { Zone } from './zone.ts';

/** The TTL that kubeadm's Corefile sets; the plugin's own default is 5 (kubeadm phases/addons/dns/manifests.go). */
export const TTL = 30;

/** CoreDNS takes the second of the last change; a fixed number keeps answers the same from run to run. */
const SERIAL = 1;

/** The SOA record of the zone (coredns plugin/backend_lookup.go SOA). */
export function soaRecord(origin: string): DnsRecord {
  const data = `ns.dns.${origin}. hostmaster.${origin}. ${SERIAL} 7200 1800 86400 ${TTL}`;
  return { name: `${origin}.`, type: 'SOA', ttl: TTL, data };
}

/** The zone's own nameserver and its addresses: the DNS Service, or `ns.dns` without one (plugin/kubernetes/ns.go). */
export function nameServer(zone: Zone): { readonly name: string; readonly addresses: readonly DnsRecord[] } {
  const service = zone.service('kube-system', zone.view.spec.dns.name);
  const name = `${service === undefined ? 'ns.dns' : `${service.ref.name}.kube-system.svc`}.${zone.domain}.`;
  const ips = service === undefined ? [...zone.servers] : clusterIPsOf(service.object);
  return { name, addresses: ips.flatMap((ip) => addressRecord(name, ip)) };
}

/** The A or AAAA record of an address; none where the text is no address. */
export function addressRecord(name: string, ip: string): readonly DnsRecord[] {
  const type = addressTypeOf(ip);
  return type === undefined ? [] : [{ name, type, ttl: TTL, data: ip }];
}
