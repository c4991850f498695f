import type { ObjectRef, Reason, Resource, RuleRef, Service, ServicePort } from '../../model/index.ts';
import { isExternalName, isHeadless, ruleAt } from '../../model/index.ts';
import * as missing from './missing.ts';
import { addressTypeOf } from './names.ts';
import type { Query, ServiceQuery } from './parse-query.ts';
import { parseQuery } from './parse-query.ts';
import { domainOf } from './pointers.ts';
import { clusterIPsOf } from './service-kind.ts';
import type { Explanation, KubernetesZone, ZoneEndpoint } from './zone.ts';

/** What stands behind a name: an address with a port (-1 for none), or the name that it is an alias of. */
export interface Entry {
  readonly host: string;
  readonly port: number;
  /** The name that SRV records give as the target, without the final dot. */
  readonly owner: string;
  readonly object: ObjectRef;
}

/** What a name of the zone is: something with records, a name without any (NODATA), or nothing (NXDOMAIN). */
export type Finding =
  | {
      readonly kind: 'records';
      readonly code: string;
      readonly entries: readonly Entry[];
      readonly rule: () => RuleRef | undefined;
    }
  | { readonly kind: 'empty'; readonly explain: () => Explanation }
  | { readonly kind: 'missing'; readonly explain: () => Explanation };

/** Looks a canonical name up in the zone (coredns plugin/kubernetes/kubernetes.go Records). */
export function findRecords(zone: KubernetesZone, name: string): Finding {
  const query = parseQuery(name, zone.domain);
  switch (query.kind) {
    case 'nothing':
      return empty('empty-name', `${name === '' ? 'the root' : name} exists, and has no records of its own`);
    case 'invalid':
      return { kind: 'missing', explain: () => missing.outsideSchema(zone, name, query.because) };
    case 'namespace':
      if (!zone.hasNamespace(query.namespace)) return noNamespace(zone, query.namespace, undefined);
      return empty('empty-name', `${name} is a namespace, and has no records of its own`);
    case 'pod':
      return findPod(zone, query);
    case 'service':
      return findService(zone, query);
  }
}

function empty(code: string, text: string): Finding {
  return { kind: 'empty', explain: () => ({ reason: { code, text }, considered: [] }) };
}

function noNamespace(zone: KubernetesZone, namespace: string, service: string | undefined): Finding {
  return { kind: 'missing', explain: () => missing.noSuchNamespace(zone, namespace, service) };
}

function findPod(zone: KubernetesZone, query: Extract<Query, { kind: 'pod' }>): Finding {
  const { namespace, name } = query;
  const mode = zone.settings.pods;
  const nothing = (reason: Reason): Finding => ({
    kind: 'missing',
    explain: () => missing.noSuchPod(zone, namespace, name, reason),
  });
  if (!zone.hasNamespace(namespace)) return noNamespace(zone, namespace, undefined);
  if (mode === 'disabled') return nothing(missing.podsDisabled());
  const four = name.split('-').length === 4 && !name.includes('--');
  const ip = name.replaceAll('-', four ? '.' : ':');
  if (addressTypeOf(ip) === undefined) return nothing(missing.notADashedAddress(name));
  if (mode === 'verified' && !zone.namespacesOfPod(ip).includes(namespace)) {
    return nothing({ code: 'no-such-pod', text: `no pod of namespace ${namespace} has address ${ip}` });
  }
  const object = { kind: 'Namespace', name: namespace };
  const owner = `${name}.${namespace}.pod.${zone.domain}`;
  return {
    kind: 'records',
    code: 'pod-address',
    entries: [{ host: ip, port: 0, owner, object }],
    rule: () => undefined,
  };
}

function findService(zone: KubernetesZone, query: ServiceQuery): Finding {
  if (!zone.hasNamespace(query.namespace)) return noNamespace(zone, query.namespace, query.name);
  const service = zone.service(query.namespace, query.name);
  if (service === undefined) {
    return { kind: 'missing', explain: () => missing.noSuchService(zone, query.namespace, query.name) };
  }
  if (isExternalName(service.object)) return findAlias(zone, service, query);
  if (isSilent(zone, service)) return { kind: 'missing', explain: () => missing.noReadyEndpoint(zone, service) };
  if (query.endpoint !== undefined || isHeadless(service.object)) return findEndpoints(zone, service, query);
  return findClusterIP(zone, service, query);
}

// kubernetes.go findServices: `ignore empty_service` is about Services with a cluster IP alone.
function isSilent(zone: KubernetesZone, service: Resource<Service>): boolean {
  if (!zone.settings.ignoreEmptyService || isHeadless(service.object)) return false;
  return zone.endpointsOf(service).length === 0;
}

function findAlias(zone: KubernetesZone, service: Resource<Service>, query: ServiceQuery): Finding {
  const host = service.object.spec.externalName ?? '';
  const asked = query.endpoint ?? `${query.port}${query.protocol}`;
  if (asked !== '') return { kind: 'missing', explain: () => missing.belowAlias(zone, service) };
  if (addressTypeOf(host) !== undefined) {
    return { kind: 'missing', explain: () => missing.aliasOfAddress(zone, service, host) };
  }
  const entry = { host, port: 0, owner: domainOf(zone, service), object: service.ref };
  const rule = () => ruleAt(zone.view, service.ref, ['spec', 'externalName']);
  return { kind: 'records', code: 'external-name', entries: [entry], rule };
}

function findEndpoints(zone: KubernetesZone, service: Resource<Service>, query: ServiceQuery): Finding {
  const owner = domainOf(zone, service);
  const named = zone
    .endpointsOf(service)
    .filter((each) => query.endpoint === undefined || each.name === query.endpoint);
  const entries = named.flatMap((each) =>
    each.ports
      .filter((port) => matchesPort(query, port.name, port.protocol))
      .map(({ port }): Entry => ({ host: each.address, port, owner: `${each.name}.${owner}`, object: each.object })),
  );
  if (entries.length === 0) return { kind: 'missing', explain: () => noEndpoint(zone, service, query, named) };
  if (query.endpoint === undefined) {
    return { kind: 'records', code: 'headless', entries, rule: () => portRule(zone, service, query) };
  }
  const object = entries[0]?.object ?? service.ref;
  return { kind: 'records', code: 'endpoint', entries, rule: () => endpointRule(zone, object) };
}

function noEndpoint(
  zone: KubernetesZone,
  service: Resource<Service>,
  query: ServiceQuery,
  named: readonly ZoneEndpoint[],
): Explanation {
  if (!zone.settings.endpoints) return missing.endpointsDisabled(zone);
  if (named.length > 0) return missing.noSuchPort(zone, service, query);
  const idle = isHeadless(service.object) && zone.endpointsOf(service).length === 0;
  if (query.endpoint === undefined || idle) return missing.noReadyEndpoint(zone, service);
  return missing.noSuchEndpoint(zone, service, query.endpoint);
}

/** Of a Service without ports no port can be asked, and its name has its address all the same. */
const NO_PORT: Pick<ServicePort, 'name' | 'protocol' | 'port'> = { port: -1, protocol: 'TCP' };

function findClusterIP(zone: KubernetesZone, service: Resource<Service>, query: ServiceQuery): Finding {
  const owner = domainOf(zone, service);
  const ips = clusterIPsOf(service.object);
  const ports: readonly Pick<ServicePort, 'name' | 'protocol' | 'port'>[] = service.object.spec.ports ?? [];
  const matching = (ports.length > 0 ? ports : [NO_PORT]).filter((port) =>
    matchesPort(query, port.name ?? '', port.protocol),
  );
  if (matching.length === 0) return { kind: 'missing', explain: () => missing.noSuchPort(zone, service, query) };
  if (ips.length === 0) return empty('no-cluster-ip', `Service ${query.namespace}/${query.name} has no cluster IP yet`);
  const entries = matching.flatMap(({ port }) =>
    ips.map((host): Entry => ({ host, port, owner, object: service.ref })),
  );
  return { kind: 'records', code: 'cluster-ip', entries, rule: () => portRule(zone, service, query) };
}

// Matching ignores case, and what the query leaves out matches all (kubernetes.go matchPortAndProtocol).
function matchesPort(query: ServiceQuery, name: string, protocol: string): boolean {
  if (query.port !== '' && query.port !== name.toLowerCase()) return false;
  return query.protocol === '' || query.protocol === protocol.toLowerCase();
}

function portRule(zone: KubernetesZone, service: Resource<Service>, query: ServiceQuery): RuleRef {
  const index = service.object.spec.ports?.findIndex((port) => port.name?.toLowerCase() === query.port) ?? -1;
  const named = query.port !== '' && index >= 0;
  return ruleAt(zone.view, service.ref, named ? ['spec', 'ports', index] : ['spec', 'clusterIP']);
}

function endpointRule(zone: KubernetesZone, object: ObjectRef): RuleRef {
  const pod = object.kind === 'Pod' ? zone.view.get('Pod', object.name, object.namespace) : undefined;
  return ruleAt(zone.view, object, pod?.object.spec.hostname === undefined ? [] : ['spec', 'hostname']);
}
