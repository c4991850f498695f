import type {
  Ingress,
  MatrixExposure,
  Pod,
  Protocol,
  Resource,
  Service,
  ServicePort,
  WorkloadPeer,
} from '../model/index.ts';
import { compareText, formatSocket, namedPort, ruleAt } from '../model/index.ts';
import { hasPort, judge } from '../network-policy/index.ts';
import type { Connectivity } from './connectivity.ts';
import { type Backend, ingressBackends } from './ingress-backends.ts';
import type { Port } from './spokesmen.ts';

/**
 * The ways into the cluster that Services and Ingresses open, with what policies say of them, by the workload behind.
 *
 * Policies are asked as the pods would see the traffic: with `externalTrafficPolicy: Local` the client's own address, with
 * Cluster that of the node where it entered; for an Ingress, as if its controller ran as a pod without labels in a
 * namespace without labels.
 */
export function findExposure(connectivity: Connectivity): readonly MatrixExposure[] {
  const { view } = connectivity;
  const services = view.list('Service').filter(({ origin }) => origin.kind === 'manifest');
  const ingresses = view.list('Ingress').filter(({ origin }) => origin.kind === 'manifest');
  const found = [
    ...services.flatMap((service) => ofService(connectivity, service)),
    ...ingresses.flatMap((ingress) => ofIngress(connectivity, ingress)),
  ];
  return found.sort((a, b) => compareText(sortKey(a), sortKey(b)));
}

function sortKey({ to, by, via, address, protocol }: MatrixExposure): string {
  return [to.namespace, to.name, to.workloadKind, via, by.object, address, protocol].join('\n');
}

function ofService(connectivity: Connectivity, service: Resource<Service>): readonly MatrixExposure[] {
  const ports = service.object.spec?.ports ?? [];
  const keepsSource = service.object.spec?.externalTrafficPolicy === 'Local';
  const permitted = keepsSource ? permittedFromOutside : permittedThroughNodes;
  return ports.flatMap((port, index) => {
    const by = ruleAt(connectivity.view, service.ref, ['spec', 'ports', index]);
    const protocol = (port.protocol ?? 'TCP') as Protocol;
    return waysIn(service.object, port).flatMap(({ via, address }) =>
      behind(connectivity, service, port).map(({ to, target }) => ({
        ...{ via, by, address, protocol, to, port: target },
        permitted: permitted(connectivity, to, { protocol, port: target }),
      })),
    );
  });
}

function waysIn({ spec, status }: Service, port: ServicePort): readonly Pick<MatrixExposure, 'via' | 'address'>[] {
  const { type, externalIPs = [], loadBalancerIP } = spec ?? {};
  const assigned = (status?.loadBalancer?.ingress ?? []).flatMap(({ ip, hostname }) => ip ?? hostname ?? []);
  const balancers = assigned.length > 0 ? assigned : [loadBalancerIP ?? '<pending>'];
  return [
    ...externalIPs.map((ip) => ({ via: 'ExternalIP' as const, address: formatSocket(ip, port.port) })),
    ...(type === 'LoadBalancer'
      ? balancers.map((host) => ({ via: 'LoadBalancer' as const, address: formatSocket(host, port.port) }))
      : []),
    ...(port.nodePort === undefined ? [] : [{ via: 'NodePort' as const, address: `*:${port.nodePort}` }]),
  ];
}

interface Behind {
  readonly to: WorkloadPeer;
  readonly target: number;
}

/** The workloads whose pods the Service selects, and the port of theirs that it leads to. */
function behind({ workloads }: Connectivity, { ref, object }: Resource<Service>, port: ServicePort): readonly Behind[] {
  const selector = Object.entries(object.spec?.selector ?? {});
  if (selector.length === 0) return [];
  return workloads
    .filter(({ workload }) => workload.ref.namespace === ref.namespace)
    .flatMap(({ workload, peer }) => {
      const selected = workload.pods.filter(({ object: pod }) =>
        selector.every(([key, value]) => pod.metadata?.labels?.[key] === value),
      );
      const targets = new Set(selected.flatMap((pod) => targetOf(pod.object, port) ?? []));
      return [...targets].map((target) => ({ to: peer, target }));
    });
}

function targetOf(pod: Pod, { port, targetPort = port, protocol = 'TCP' }: ServicePort): number | undefined {
  return typeof targetPort === 'number' ? targetPort : namedPort(pod, targetPort, protocol as Protocol);
}

function permittedFromOutside(connectivity: Connectivity, to: WorkloadPeer, at: Port): MatrixExposure['permitted'] {
  const { sources, workloads } = connectivity;
  const end = workloads.find(({ peer }) => peer === to);
  if (end === undefined) return 'none';
  const open = sources.filter((from) => hasPort(connectivity.between(from, end), at.protocol, at.port));
  if (open.length === 0) return 'none';
  return open.length === sources.length ? 'all' : 'some';
}

/** The node puts its own address in place of the client's, and a pod's own node is always let in. */
function permittedThroughNodes(
  { table, view, workloads }: Connectivity,
  to: WorkloadPeer,
  at: Port,
): MatrixExposure['permitted'] {
  const pods = workloads.find(({ peer }) => peer === to)?.workload.pods ?? [];
  const entries = pods.flatMap((pod) =>
    view.spec.nodes.flatMap(({ name, addresses: [ip = ''] }) =>
      name === pod.object.spec?.nodeName ? [] : [{ pod, peer: { kind: 'node', node: name, ip } as const }],
    ),
  );
  const open = entries.filter((ends) => judge(table, { direction: 'ingress', ...ends, ...at }).action === 'pass');
  if (open.length === entries.length) return pods.length === 0 ? 'none' : 'all';
  return open.length > 0 ? 'some' : 'own-node';
}

function ofIngress(connectivity: Connectivity, ingress: Resource<Ingress>): readonly MatrixExposure[] {
  const { view } = connectivity;
  return ingressBackends(ingress.object).flatMap((backend) => {
    const service = view.get('Service', backend.service, ingress.ref.namespace);
    const port = service?.object.spec?.ports?.find((each) => isBackendPort(each, backend));
    if (service === undefined || port === undefined) return [];
    const by = ruleAt(view, ingress.ref, backend.path);
    return behind(connectivity, service, port).map(({ to, target }) => ({
      ...{ via: 'Ingress' as const, by, address: backend.address, protocol: 'TCP' as const, to, port: target },
      permitted: permittedFromController(connectivity, to, target),
    }));
  });
}

function isBackendPort({ name, port }: ServicePort, backend: Backend): boolean {
  return backend.port === undefined || backend.port === port || backend.port === name;
}

/** A pod of which nothing is known: no label, and a namespace that nobody selects by name. */
const CONTROLLER: Resource<Pod> = {
  ref: { kind: 'Pod', namespace: '', name: 'ingress-controller' },
  object: {},
  origin: { kind: 'builtin' },
};

function permittedFromController(
  { workloads, table, podRanges }: Connectivity,
  to: WorkloadPeer,
  port: number,
): MatrixExposure['permitted'] {
  const pods = workloads.find(({ peer }) => peer === to)?.workload.pods ?? [];
  const peer = { kind: 'pod', pod: CONTROLLER, ip: '', within: podRanges } as const;
  const open = pods.filter(
    (pod) => judge(table, { direction: 'ingress', pod, peer, port, protocol: 'TCP' }).action === 'pass',
  );
  if (open.length === 0) return 'none';
  return open.length === pods.length ? 'all' : 'some';
}
