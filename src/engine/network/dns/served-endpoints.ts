import type {
  ClusterView,
  EndpointSlice,
  ObjectRef,
  Protocol,
  Resource,
  Service,
  SliceEndpoint,
} from '../../model/index.ts';
import { SERVICE_NAME_LABEL } from '../../model/index.ts';
import type { KubernetesSettings } from './corefile/kubernetes-settings.ts';
import { endpointName } from './endpoint-name.ts';
import type { EndpointPortRecord, ZoneEndpoint } from './zone.ts';

const NO_PORTS: readonly EndpointPortRecord[] = [{ name: '', protocol: 'TCP', port: -1 }];

/** The EndpointSlices of a Service, by name. */
export function slicesOf(view: ClusterView, service: Resource<Service>): readonly Resource<EndpointSlice>[] {
  return view.labelled('EndpointSlice', service.ref.namespace, { [SERVICE_NAME_LABEL]: service.ref.name });
}

/** Reports whether DNS serves the endpoint: no `ready` condition counts as ready (discovery/v1 EndpointConditions). */
export function isServed(endpoint: SliceEndpoint): boolean {
  return endpoint.conditions?.ready !== false;
}

/** The object that stands behind an endpoint: its Pod, or the slice where it names none. */
export function objectBehind(slice: Resource<EndpointSlice>, endpoint: SliceEndpoint): ObjectRef {
  const target = endpoint.targetRef;
  if (target?.kind !== 'Pod' || target.name === undefined) return slice.ref;
  return { kind: 'Pod', namespace: slice.ref.namespace, name: target.name };
}

/** The endpoints that DNS serves for a Service, by slice name (coredns plugin/kubernetes/object/endpoint.go). */
export function servedEndpoints(
  view: ClusterView,
  service: Resource<Service>,
  { endpointPodNames }: Pick<KubernetesSettings, 'endpointPodNames'>,
): readonly ZoneEndpoint[] {
  const { implementation } = view.spec.dns;
  return slicesOf(view, service).flatMap((slice) => {
    const ports = portsOf(slice.object);
    return slice.object.endpoints.filter(isServed).flatMap((endpoint) => {
      const object = objectBehind(slice, endpoint);
      const podName = endpointPodNames && object.kind === 'Pod' && isLabel(object.name) ? object.name : undefined;
      const named = endpoint.hostname || podName;
      return endpoint.addresses.map((address) => {
        return { address, name: endpointName(implementation, address, named), ports, object };
      });
    });
  });
}

/** A label of a name has 63 characters at most; other pods have their address (plugin/kubernetes/kubernetes.go endpointHostname). */
function isLabel(name: string): boolean {
  return name.length < 64;
}

function portsOf(slice: EndpointSlice): readonly EndpointPortRecord[] {
  const ports = slice.ports ?? [];
  if (ports.length === 0) return NO_PORTS;
  return ports.map((port) => ({
    name: port.name,
    protocol: port.protocol as Protocol,
    port: port.port ?? -1,
  }));
}
