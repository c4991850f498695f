import type { DnsRecord, RecordType, Resource, Service } from '../model/index.ts';
import { answer } from './answer.ts';
import { reverseName } from './names.ts';
import { domainOf } from './pointers.ts';
import { clusterIPsOf } from './service-kind.ts';
import type { Zone } from './zone.ts';

/**
 * Every record of the zone, Service by Service: addresses or alias, SRV, its endpoints by name, its reverse names.
 * The pod names of `pods insecure` have no end, and are left out.
 */
export function zoneRecords(zone: Zone): readonly DnsRecord[] {
  const ask = (name: string, type: RecordType): readonly DnsRecord[] => answer(zone, { name, type }).records;
  const apex = [...ask(zone.domain, 'SOA'), ...ask(zone.domain, 'NS'), ...ask(`dns-version.${zone.domain}`, 'TXT')];
  const services = zone.view.list('Service').flatMap((service) => serviceRecordsOf(zone, service, ask));
  const distinct = new Map(
    [...apex, ...services].map((record) => [`${record.name} ${record.type} ${record.data}`, record]),
  );
  return [...distinct.values()];
}

function serviceRecordsOf(
  zone: Zone,
  service: Resource<Service>,
  ask: (name: string, type: RecordType) => readonly DnsRecord[],
): readonly DnsRecord[] {
  const domain = domainOf(zone, service);
  const alias = ask(domain, 'CNAME');
  if (alias.length > 0) return alias;
  const ports = (service.object.spec?.ports ?? []).flatMap(({ name, protocol }) =>
    name === undefined || name === '' ? [] : [`_${name}._${(protocol ?? 'TCP').toLowerCase()}.${domain}`],
  );
  const endpoints = zone.endpointsOf(service);
  const names = [...new Set(endpoints.map((endpoint) => `${endpoint.name}.${domain}`))];
  const addresses = [...clusterIPsOf(service.object), ...endpoints.map(({ address }) => address)];
  return [
    ...[domain, ...names].flatMap((name) => [...ask(name, 'A'), ...ask(name, 'AAAA')]),
    ...[domain, ...ports].flatMap((name) => ask(name, 'SRV')),
    ...addresses.flatMap((ip) => ask(reverseName(ip) ?? '', 'PTR')),
  ];
}
