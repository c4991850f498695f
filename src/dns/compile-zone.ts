import type { ClusterView, Diagnostic, Resource, Service } from '../model/index.ts';
import { isFinished, isTerminating, podIPs, qualifiedName } from '../model/index.ts';
import { indexed, remembered } from './lazy-index.ts';
import { addressTypeOf, canonicalName } from './names.ts';
import { pointers } from './pointers.ts';
import { servedEndpoints } from './served-endpoints.ts';
import { clusterIPsOf, isExternalName } from './service-kind.ts';
import type { ExternalHosts, Zone } from './zone.ts';

/** Namespaces that every API server creates for itself. */
const ALWAYS_THERE: ReadonlySet<string> = new Set(['default', 'kube-node-lease', 'kube-public', 'kube-system']);

/**
 * Makes the zone that CoreDNS' kubernetes plugin serves from these objects (coredns plugin/kubernetes). `table` reads
 * the view on demand, so that compiling costs next to nothing. The spec's external hosts are all that it knows of other
 * names.
 */
export function compileZone(view: ClusterView): {
  readonly table: Zone;
  readonly diagnostics: readonly Diagnostic[];
} {
  const { dns } = view.spec;
  const services = view.list('Service');
  const table: Zone = {
    view,
    domain: canonicalName(dns.domain),
    implementation: dns.implementation,
    servers: serverAddresses(view),
    externalHosts: externalHostsOf(view),
    hasNamespace: (name) => hasNamespace(view, name),
    service: (namespace, name) => view.get('Service', name, namespace),
    endpointsOf: remembered(
      (service: Resource<Service>) => qualifiedName(service.ref),
      (service) => servedEndpoints(view, service),
    ),
    pointersTo: indexed(() => pointers(table)),
    namespacesWith: indexed(() => services.map(({ ref }) => [ref.name, ref.namespace ?? ''] as const)),
    namespacesOfPod: indexed(() => podNamespaces(view)),
  };
  return { table, diagnostics: services.flatMap((service) => diagnose(view, service)) };
}

function serverAddresses(view: ClusterView): ReadonlySet<string> {
  const { dns } = view.spec;
  const service = view.get('Service', dns.name, 'kube-system');
  const ips = service === undefined ? [] : clusterIPsOf(service.object);
  return new Set([dns.serviceIP, ...ips].filter((ip) => ip !== ''));
}

function externalHostsOf(view: ClusterView): ExternalHosts {
  const hosts = new Map<string, readonly string[]>();
  for (const { name, addresses } of view.spec.externalHosts) {
    const key = canonicalName(name);
    hosts.set(key, [...new Set([...(hosts.get(key) ?? []), ...addresses])]);
  }
  return hosts;
}

// An API server rejects objects of a namespace that does not exist, so an object in it proves the namespace.
function hasNamespace(view: ClusterView, name: string): boolean {
  if (ALWAYS_THERE.has(name) || view.get('Namespace', name) !== undefined) return true;
  return view.list('Service', name).length > 0 || view.list('Pod', name).length > 0;
}

// CoreDNS keeps the primary address of pods that neither ended nor end (plugin/kubernetes/object/pod.go, controller.go).
function* podNamespaces(view: ClusterView): Iterable<readonly [string, string]> {
  for (const pod of view.list('Pod')) {
    const [ip] = podIPs(pod.object);
    if (ip === undefined || isFinished(pod.object) || isTerminating(pod.object)) continue;
    yield [ip, pod.ref.namespace ?? ''];
  }
}

function diagnose(view: ClusterView, service: Resource<Service>): readonly Diagnostic[] {
  const target = service.object.spec?.externalName;
  if (!isExternalName(service.object) || target === undefined || addressTypeOf(target) === undefined) return [];
  const at = view.locate(service.ref, ['spec', 'externalName']);
  return [
    {
      code: 'external-name-is-address',
      severity: 'warning',
      message: `externalName ${target} is an IP address: the cluster's DNS answers NXDOMAIN for this Service`,
      hint: 'write a Service without a selector and an EndpointSlice that holds the address',
      ...(at === undefined ? {} : { at }),
      about: service.ref,
    },
  ];
}
