import type {
  Change,
  ClusterView,
  EndpointPort,
  EndpointSlice,
  Endpoints,
  Resource,
  SliceEndpoint,
} from '../../model/index.ts';
import { canonicalJson, parseAddress, qualifiedName, SERVICE_NAME_LABEL } from '../../model/index.ts';
import type { Controller } from './controller.ts';
import { generatedName } from './generated-names.ts';
import { keepSlices, MANAGED_BY_LABEL } from './keep-slices.ts';
import { isSelecting } from './service-endpoints.ts';
import { derived } from './writing.ts';

const NAME = 'endpointslice-mirroring-controller';
const MANAGER = 'endpointslicemirroring-controller.k8s.io';
const SKIP_LABEL = 'endpointslice.kubernetes.io/skip-mirror';
const LEADER_ANNOTATION = 'control-plane.alpha.kubernetes.io/leader';
const UNMIRRORED_ANNOTATIONS = [
  'endpoints.kubernetes.io/last-change-trigger-time',
  'kubectl.kubernetes.io/last-applied-configuration',
];
const MAX_ADDRESSES = 1000;

type Subset = NonNullable<Endpoints['subsets']>[number];

/**
 * Mirrors the Endpoints that somebody wrote for a Service without a selector into EndpointSlices, the only thing that
 * kube-proxy and the DNS server read (kubernetes pkg/controller/endpointslicemirroring).
 */
export const endpointSliceMirroringController: Controller = {
  name: NAME,
  reconcile: (view) => ({
    changes: view.list('Endpoints').flatMap((endpoints) => reconcileMirror(view, endpoints)),
    diagnostics: [],
  }),
};

function reconcileMirror(view: ClusterView, endpoints: Resource<Endpoints>): readonly Change[] {
  const wanted = isMirrored(view, endpoints) ? mirrorsOf(endpoints) : [];
  return keepSlices(view, { service: endpoints.ref, manager: MANAGER }, wanted);
}

function isMirrored(view: ClusterView, { ref, object }: Resource<Endpoints>): boolean {
  const service = view.get('Service', ref.name, ref.namespace);
  if (service === undefined || isSelecting(service.object.spec.selector)) return false;
  if (object.metadata.labels?.[SKIP_LABEL] === 'true') return false;
  return object.metadata.annotations?.[LEADER_ANNOTATION] === undefined;
}

interface Group {
  readonly addressType: 'IPv4' | 'IPv6';
  readonly ports: readonly EndpointPort[];
  readonly endpoints: SliceEndpoint[];
}

/** One slice for each set of ports and family, and of a subset's addresses no more than 1000. */
function mirrorsOf(endpoints: Resource<Endpoints>): readonly Resource<EndpointSlice>[] {
  const groups = new Map<string, Group>();
  for (const subset of endpoints.object.subsets ?? []) {
    const ports = portsOf(subset);
    for (const { addressType, endpoint } of mirroredAddresses(subset)) {
      const key = `${addressType}/${canonicalJson(ports)}`;
      const group = groups.get(key) ?? { addressType, ports, endpoints: [] };
      group.endpoints.push(endpoint);
      groups.set(key, group);
    }
  }
  return [...groups].map(([key, group]) => mirrorOf(endpoints, key, group));
}

function portsOf(subset: Subset): readonly EndpointPort[] {
  return (subset.ports ?? []).map(({ name, port, protocol, appProtocol }) => ({
    name: name ?? '',
    port,
    protocol: protocol,
    ...(appProtocol !== undefined && { appProtocol }),
  }));
}

function mirroredAddresses(
  subset: Subset,
): readonly { readonly addressType: 'IPv4' | 'IPv6'; readonly endpoint: SliceEndpoint }[] {
  const ready = (subset.addresses ?? []).map((address) => ({ address, isReady: true }));
  const unready = (subset.notReadyAddresses ?? []).map((address) => ({ address, isReady: false }));
  const mirrored = [...ready, ...unready].flatMap(({ address, isReady }) => {
    const family = parseAddress(address.ip)?.family;
    if (family === undefined) return [];
    const { hostname, nodeName, targetRef } = address;
    const endpoint = {
      addresses: [address.ip],
      conditions: { ready: isReady },
      ...(hostname !== undefined && hostname !== '' && { hostname }),
      ...(nodeName !== undefined && { nodeName }),
      ...(targetRef !== undefined && { targetRef }),
    };
    return [{ addressType: family === 6 ? ('IPv6' as const) : ('IPv4' as const), endpoint }];
  });
  return mirrored.slice(0, MAX_ADDRESSES);
}

function mirrorOf(endpoints: Resource<Endpoints>, key: string, group: Group): Resource<EndpointSlice> {
  const { ref, object } = endpoints;
  const annotations = Object.entries(object.metadata.annotations ?? {});
  return derived(NAME, endpoints, {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name: generatedName(ref.name, `${qualifiedName(ref)}/${key}`),
      generateName: `${ref.name}-`,
      labels: { ...object.metadata.labels, [SERVICE_NAME_LABEL]: ref.name, [MANAGED_BY_LABEL]: MANAGER },
      annotations: Object.fromEntries(annotations.filter(([name]) => !UNMIRRORED_ANNOTATIONS.includes(name))),
    },
    ...group,
  });
}
