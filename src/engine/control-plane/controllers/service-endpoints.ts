import type { ClusterView, Family, Labels, Pod, Resource, Service, ServicePort } from '../../model/index.ts';
import { compareText, isFinished, parseAddress, parseCidr, podAddresses, podIPs, targetOn } from '../../model/index.ts';

/** The label of slices and Endpoints whose Service is headless. */
export const HEADLESS_LABEL = 'service.kubernetes.io/headless';

/** A Service whose endpoints the controllers keep, and the pods that it selects. */
export interface SelectedPods {
  readonly service: Resource<Service>;
  readonly pods: readonly Resource<Pod>[];
}

const selections = new WeakMap<ClusterView, readonly SelectedPods[]>();

/**
 * The Services that have a selector and are not ExternalName, with their pods that have an address and have not ended.
 * For the others the endpoint controllers do nothing, and what is there stays. An empty selector is none.
 */
export function selectingServices(view: ClusterView): readonly SelectedPods[] {
  const known = selections.get(view);
  if (known !== undefined) return known;
  const selected = selectPods(view);
  selections.set(view, selected);
  return selected;
}

function selectPods(view: ClusterView): readonly SelectedPods[] {
  return view.list('Service').flatMap((service) => {
    const selector = service.object.spec.selector;
    if (service.object.spec.type === 'ExternalName' || !isSelecting(selector)) return [];
    const pods = view.labelled('Pod', service.ref.namespace, selector);
    return [{ service, pods: pods.filter(({ object }) => !isFinished(object) && podIPs(object).length > 0) }];
  });
}

/** Reports whether a Service has a selector at all. */
export function isSelecting(selector: Labels | undefined): selector is Labels {
  return selector !== undefined && Object.keys(selector).length > 0;
}

/** The families that the Service has endpoints of, the primary first; the cluster's own where none is written yet. */
export function familiesOf(view: ClusterView, service: Service): readonly Family[] {
  const families = service.spec.ipFamilies?.map((family): Family => (family === 'IPv6' ? 6 : 4)) ?? [];
  if (families.length > 0) return families;
  const { clusterIP } = service.spec;
  const own = parseAddress(clusterIP ?? '') ?? parseCidr(view.spec.network.serviceCIDRs[0] ?? '');
  return [own?.family ?? 4];
}

/** The pod's addresses of one family. */
export function addressesOf(pod: Pod, family: Family): readonly string[] {
  return podAddresses(pod).flatMap((address) => (address.family === family ? [address.text] : []));
}

/** One of the Service's ports with the number that it has on some pods. */
export interface ResolvedPort {
  readonly port: ServicePort;
  readonly number: number;
}

/** Pods that resolve the Service's ports to the same numbers. */
export interface PortGroup {
  readonly ports: readonly ResolvedPort[];
  readonly pods: readonly Resource<Pod>[];
}

/** Groups the pods by the numbers behind the Service's ports; a port that a pod does not name is left out for it. */
export function byPorts({ service, pods }: SelectedPods): readonly PortGroup[] {
  const ports = service.object.spec.ports ?? [];
  const groups = new Map<string, { ports: readonly ResolvedPort[]; pods: Resource<Pod>[] }>();
  for (const pod of pods) {
    const numbers = ports.map((port) => targetOn(pod.object, port));
    const key = numbers.join();
    const group = groups.get(key) ?? { ports: resolved(ports, numbers), pods: [] };
    group.pods.push(pod);
    groups.set(key, group);
  }
  return [...groups].sort(([a], [b]) => compareText(a, b)).map(([, group]) => group);
}

function resolved(ports: readonly ServicePort[], numbers: readonly (number | undefined)[]): readonly ResolvedPort[] {
  return ports.flatMap((port, index) => {
    const number = numbers[index];
    return number === undefined ? [] : [{ port, number }];
  });
}

/** The pod's hostname, if this Service is the one that its subdomain names (ShouldSetHostname). */
export function hostnameIn({ ref }: Resource<Service>, { spec }: Pod): string | undefined {
  return spec.hostname !== '' && spec.subdomain === ref.name ? spec.hostname : undefined;
}
