import { findWorkload } from '../api/index.ts';
import type { ClusterView, Container, EndpointSlice, Pod, Probe, Resource } from '../engine/model/index.ts';
import {
  apiServersWithRoute,
  parseAddress,
  podIPs,
  qualifiedName,
  SERVICE_NAME_LABEL,
  SetupError,
} from '../engine/model/index.ts';
import type { PartyQuery, Target, WorkloadQuery } from '../grammar/index.ts';
import type { Scope } from './scope.ts';

/** Connections that a component of the control plane, or of a node, opens by itself. */
export interface ComponentCalls {
  readonly clients: readonly PartyQuery[];
  readonly targets: readonly Target[];
}

/**
 * What the API server opens for a webhook, an aggregated API or a CRD conversion: from each machine that it runs on, to each
 * ready endpoint of the Service. Without any endpoint it asks the Service's own address, and is refused there; where it runs
 * outside the cluster no kube-proxy knows that address, and it asks nobody: then a SetupError says so.
 *
 * kubernetes staging/src/k8s.io/apiserver/pkg/util/proxy/proxy.go (ResolveEndpoint, ResolveCluster)
 */
export function callsOfApiServer({ view, namespace }: Scope, written: string): ComponentCalls {
  const [, own = namespace, name = '', number = ''] = /^(?:([^/:]+)\/)?([^/:]+):(\d+)$/.exec(written) ?? [];
  if (name === '') throw new SetupError(`"${written}" is no port of a Service`, { hint: 'write shop/webhook:443' });
  const service = view.get('Service', name, own);
  if (service === undefined) throw new SetupError(`no Service named "${own}/${name}"`);
  const port = service.object.spec.ports?.find((each) => each.port === Number(number));
  if (port === undefined) throw new SetupError(`Service ${own}/${name} has no port ${number}`);
  const slices = view.labelled('EndpointSlice', own, { [SERVICE_NAME_LABEL]: name });
  const endpoints = slices.flatMap((slice) => targetsIn(slice, port.name ?? ''));
  const clients = apiServers(view);
  if (endpoints.length > 0) return { clients, targets: endpoints };
  if (view.spec.apiServer.addresses.length > 0) {
    const message = `Service ${own}/${name} has no ready endpoint, so that an API server outside the cluster connects to nothing`;
    throw new SetupError(message, { hint: `write: service ${own}/${name} has no endpoints` });
  }
  const { clusterIP = '' } = service.object.spec;
  return { clients, targets: [{ host: clusterIP, port: Number(number), protocol: 'TCP' }] };
}

function targetsIn({ object }: Resource<EndpointSlice>, name: string): readonly Target[] {
  const port = object.ports?.find((each) => each.name === name)?.port;
  if (port === undefined) return [];
  return object.endpoints
    .filter(({ conditions }) => conditions?.ready !== false)
    .flatMap(({ addresses }) => addresses.slice(0, 1).map((host): Target => ({ host, port, protocol: 'TCP' })));
}

/** The machines that run the API server: nodes, or addresses outside. */
function apiServers(view: ClusterView): readonly PartyQuery[] {
  const { spec } = view;
  const { addresses } = spec.apiServer;
  if (addresses.length > 0) {
    if (apiServersWithRoute(spec).length < addresses.length) throw unknownWay(spec.name);
    return addresses.map((ip): PartyQuery => ({ kind: 'address', ip }));
  }
  const slice = view.get('EndpointSlice', 'kubernetes', 'default')?.object;
  return (slice?.endpoints ?? []).flatMap(({ addresses: own }) =>
    own.flatMap((ip): PartyQuery[] => (parseAddress(ip) === undefined ? [] : [{ kind: 'address', ip }])),
  );
}

/** AKS has agents in the cluster that open the connection (https://kubernetes.io/docs/tasks/extend-kubernetes/setup-konnectivity). */
function unknownWay(cluster: string): SetupError {
  return new SetupError(`how the API server of ${cluster} comes to pods is outside the model`, {
    hint: 'it is outside the cluster, and no network of network.routableFrom, which has routes to pods, holds its address',
  });
}

/** The connections of the kubelet for the probes of a pod, those that go over the network: from the pod's own node. */
export function callsOfKubelet(scope: Scope, query: WorkloadQuery): ComponentCalls {
  const [pod] = findWorkload(scope.view, query, scope.namespace).pods;
  if (pod === undefined) throw new SetupError(`${query.name} has no pods`);
  const targets = pod.object.spec.containers.flatMap((container) => probesOf(pod, container));
  if (targets.length > 0) {
    return { clients: [{ kind: 'node', name: pod.object.spec.nodeName ?? '' }], targets };
  }
  const hint = 'only httpGet, tcpSocket and grpc connect';
  throw new SetupError(`pod ${qualifiedName(pod.ref)} has no probe that the kubelet would connect for`, { hint });
}

function probesOf(pod: Resource<Pod>, container: Container): readonly Target[] {
  const probes = [container.startupProbe, container.readinessProbe, container.livenessProbe];
  return probes.flatMap((probe) => targetOf(pod, container, probe) ?? []);
}

/** A name is that of a port of the same container (kubernetes pkg/probe/util.go, ResolveContainerPort). */
function targetOf({ object }: Resource<Pod>, { ports = [] }: Container, probe: Probe | undefined): Target | undefined {
  const { httpGet, tcpSocket, grpc } = probe ?? {};
  const asked = httpGet?.port ?? tcpSocket?.port ?? grpc?.port;
  const port = typeof asked === 'string' ? ports.find(({ name }) => name === asked)?.containerPort : asked;
  const written = httpGet?.host ?? tcpSocket?.host ?? '';
  const host = written === '' ? podIPs(object)[0] : written;
  return port === undefined || host === undefined ? undefined : { host, port, protocol: 'TCP' };
}
