import type { RecordType, Resource, Service } from '../../model/index.ts';
import { isExternalName } from '../../model/index.ts';
import { reverseName } from './names.ts';
import { domainOf } from './pointers.ts';
import { clusterIPsOf } from './service-kind.ts';
import type { KubernetesZone, Question } from './zone.ts';

/**
 * The questions that a zone has records for, Service by Service: addresses or alias, SRV, its endpoints by name, its
 * reverse names. The pod names of `pods insecure` have no end, and are left out.
 */
export function* zoneQuestions(zone: KubernetesZone): Iterable<Question> {
  const { domain } = zone;
  yield* [ask('SOA')(domain), ask('NS')(domain), ask('TXT')(`dns-version.${domain}`)];
  for (const service of zone.services()) yield* serviceQuestions(zone, service);
}

function ask(type: RecordType): (name: string) => Question {
  return (name) => ({ name, type });
}

function serviceQuestions(zone: KubernetesZone, service: Resource<Service>): readonly Question[] {
  const domain = domainOf(zone, service);
  if (isExternalName(service.object)) return [ask('CNAME')(domain)];
  const ports = (service.object.spec.ports ?? []).flatMap(({ name, protocol }) =>
    name === undefined || name === '' ? [] : [`_${name}._${(protocol).toLowerCase()}.${domain}`],
  );
  const endpoints = zone.endpointsOf(service);
  const names = [...new Set(endpoints.map((endpoint) => `${endpoint.name}.${domain}`))];
  const addresses = [...clusterIPsOf(service.object), ...endpoints.map(({ address }) => address)];
  return [
    ...[domain, ...names].flatMap((name) => [ask('A')(name), ask('AAAA')(name)]),
    ...[domain, ...ports].map(ask('SRV')),
    ...addresses.flatMap((ip) => reverseName(ip) ?? []).map(ask('PTR')),
  ];
}
