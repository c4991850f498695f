import type { ClusterView, Resource, Service } from '../../model/index.ts';
import { isFinished, isTerminating, podIPs, qualifiedName, selects } from '../../model/index.ts';
import type { KubernetesSettings } from './corefile/kubernetes-settings.ts';
import { indexed, remembered } from './lazy-index.ts';
import { isReverseName } from './names.ts';
import { namespaceExists } from './namespace-exists.ts';
import { pointers } from './pointers.ts';
import { servedEndpoints } from './served-endpoints.ts';
import type { KubernetesZone } from './zone.ts';

/** What the zones of every kubernetes plugin share. */
export type ZoneGround = Pick<KubernetesZone, 'view' | 'implementation' | 'servers' | 'ask'>;

/**
 * The zones of a kubernetes plugin, by name. Addresses stand for names of the first that is no reverse zone (coredns
 * plugin/kubernetes/kubernetes.go primaryZone).
 */
export function kubernetesZones(ground: ZoneGround, settings: KubernetesSettings): ReadonlyMap<string, KubernetesZone> {
  const { view } = ground;
  const isExposed = remembered(
    (name: string) => name,
    (name) => exposesNamespace(view, settings, name),
  );
  const services = lazily(() => {
    const all = view.list('Service').filter(({ object }) => exposesService(settings, object));
    return all.filter(({ ref }) => isExposed(ref.namespace));
  });
  const primary: KubernetesZone = {
    ...ground,
    domain: settings.zones.find((zone) => !isReverseName(zone)) ?? '',
    settings,
    services,
    hasNamespace: isExposed,
    service: (namespace, name) => {
      const service = view.get('Service', name, namespace);
      return service !== undefined && exposesService(settings, service.object) ? service : undefined;
    },
    endpointsOf: remembered(
      (service: Resource<Service>) => qualifiedName(service.ref),
      (service) => (settings.endpoints ? servedEndpoints(view, service, settings) : []),
    ),
    pointersTo: indexed(() => pointers(primary)),
    namespacesWith: indexed(() => services().map(({ ref }) => [ref.name, ref.namespace] as const)),
    namespacesOfPod: indexed(() => podNamespaces(view)),
  };
  return new Map(settings.zones.map((domain) => [domain, { ...primary, domain }]));
}

function exposesNamespace(view: ClusterView, settings: KubernetesSettings, name: string): boolean {
  const { namespaces, namespaceSelector } = settings;
  if (!namespaceExists(view, name) || namespaces?.has(name) === false) return false;
  if (namespaceSelector === undefined) return true;
  return selects(namespaceSelector, view.get('Namespace', name)?.object.metadata.labels);
}

function exposesService({ selector }: KubernetesSettings, service: Service): boolean {
  return selector === undefined || selects(selector, service.metadata.labels);
}

function lazily<T>(compute: () => T): () => T {
  let value: { readonly of: T } | undefined;
  return () => {
    value ??= { of: compute() };
    return value.of;
  };
}

// CoreDNS keeps the primary address of pods that neither ended nor end (plugin/kubernetes/object/pod.go, controller.go).
function* podNamespaces(view: ClusterView): Iterable<readonly [string, string]> {
  for (const pod of view.list('Pod')) {
    const [ip] = podIPs(pod.object);
    if (ip === undefined || isFinished(pod.object) || isTerminating(pod.object)) continue;
    yield [ip, pod.ref.namespace];
  }
}
