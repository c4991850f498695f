import type {
  ClusterView,
  EndpointPort,
  Family,
  Labels,
  Pod,
  Resource,
  Service,
  SliceEndpoint,
} from '../../model/index.ts';
import { isReady, isTerminating } from '../../model/index.ts';
import { nodeLabels } from './node-match.ts';
import type { ResolvedPort, SelectedPods } from './service-endpoints.ts';
import { addressesOf, byPorts, hostnameIn } from './service-endpoints.ts';
import { uidOf } from './writing.ts';

const ZONE_LABEL = 'topology.kubernetes.io/zone';
const TOPOLOGY_ANNOTATIONS = ['service.kubernetes.io/topology-aware-hints', 'service.kubernetes.io/topology-mode'];

/** The content of a slice, or of several that share their ports. */
export interface EndpointGroup {
  readonly ports: readonly EndpointPort[];
  readonly endpoints: readonly SliceEndpoint[];
}

/** discovery/v1 EndpointHints with `forNodes`, which Kubernetes has since 1.33. */
interface Hints {
  readonly forZones?: readonly { readonly name: string }[];
  readonly forNodes?: readonly { readonly name: string }[];
}

/**
 * The endpoints of one family, grouped by the ports that their pods have, in the order of the pods' names.
 *
 * A pod on a node that is not there is left out, unless the Service publishes what is not ready.
 */
export function endpointGroups(view: ClusterView, selected: SelectedPods, family: Family): readonly EndpointGroup[] {
  return byPorts(selected).flatMap(({ ports, pods }) => {
    const endpoints = pods.flatMap((pod) => endpointsOf(view, selected.service, pod, family));
    return endpoints.length === 0 ? [] : [{ ports: ports.map(endpointPort), endpoints }];
  });
}

function endpointPort({ port, number }: ResolvedPort): EndpointPort {
  const { name = '', protocol, appProtocol } = port;
  return { name, port: number, protocol, ...(appProtocol !== undefined && { appProtocol }) };
}

function endpointsOf(
  view: ClusterView,
  service: Resource<Service>,
  pod: Resource<Pod>,
  family: Family,
): readonly SliceEndpoint[] {
  const addresses = addressesOf(pod.object, family);
  const labels = nodeLabels(view, pod.object.spec.nodeName ?? '');
  if (addresses.length === 0) return [];
  if (labels === undefined && service.object.spec.publishNotReadyAddresses !== true) return [];
  return [endpointOf(service, pod, { addresses, zone: zoneIn(labels) })];
}

function zoneIn(labels: Labels | undefined): string | undefined {
  const zone = labels?.[ZONE_LABEL];
  return zone === '' ? undefined : zone;
}

/** podToEndpoint in staging/src/k8s.io/endpointslice/utils.go. */
function endpointOf(
  service: Resource<Service>,
  pod: Resource<Pod>,
  { addresses, zone }: { readonly addresses: readonly string[]; readonly zone: string | undefined },
): SliceEndpoint {
  const { ref, object } = pod;
  const serving = isReady(object);
  const terminating = isTerminating(object);
  const ready = service.object.spec.publishNotReadyAddresses === true || (serving && !terminating);
  const hostname = hostnameIn(service, object);
  const nodeName = object.spec.nodeName;
  const hints = ready ? hintsFor(service.object, zone, nodeName) : undefined;
  return {
    addresses,
    conditions: { ready, serving, terminating },
    ...(hostname !== undefined && { hostname }),
    targetRef: { kind: 'Pod', namespace: ref.namespace, name: ref.name, uid: uidOf(pod) },
    ...(nodeName !== undefined && { nodeName }),
    ...(zone !== undefined && { zone }),
    ...(hints !== undefined && { hints }),
  };
}

/** trafficDistribution as hints (staging/src/k8s.io/endpointslice/trafficdist); PreferClose is PreferSameZone. */
function hintsFor(service: Service, zone: string | undefined, node: string | undefined): Hints | undefined {
  const distribution = service.spec.trafficDistribution;
  const isClose = distribution === 'PreferClose' || distribution === 'PreferSameZone';
  const isSameNode = distribution === 'PreferSameNode';
  if ((!isClose && !isSameNode) || usesTopologyMode(service) !== undefined) return undefined;
  const forZones = zone === undefined ? {} : { forZones: [{ name: zone }] };
  const forNodes = !isSameNode || node === undefined ? {} : { forNodes: [{ name: node }] };
  const hints: Hints = { ...forZones, ...forNodes };
  return Object.keys(hints).length === 0 ? undefined : hints;
}

/** The annotation that asks for hints by the zones' CPUs, which then replace trafficDistribution. The old one wins. */
export function usesTopologyMode({ metadata }: Service): string | undefined {
  const annotation = TOPOLOGY_ANNOTATIONS.find((name) => metadata.annotations?.[name] !== undefined);
  const value = annotation === undefined ? undefined : metadata.annotations?.[annotation];
  return value === 'Auto' || value === 'auto' ? annotation : undefined;
}
