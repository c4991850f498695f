import type {
  Ingress,
  IngressBackend,
  MatrixExposure,
  Pod,
  Protocol,
  Resource,
  Service,
  ServicePort,
} from '../../engine/model/index.ts';
import { compareText, formatRef, formatSocket, ingressBackends, ruleAt, targetOn } from '../../engine/model/index.ts';
import { hasPort, judge } from '../../engine/network/policy/index.ts';
import type { Connectivity, End } from './connectivity.ts';
import type { Port } from './representatives.ts';

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
  ].map((way) => asFarAsKnown(connectivity, way));
  found.push(...services.flatMap((service) => unmodelledWays(connectivity, service)));
  return found.sort((a, b) => compareText(sortKey(a), sortKey(b)));
}

/** Whatever policies say of a way in, something that is not modelled, or rejected, may say otherwise. */
function asFarAsKnown(connectivity: Connectivity, { to, ...way }: MatrixExposure): MatrixExposure {
  const end = connectivity.workloads.find(({ peer }) => peer === to);
  const doubt = connectivity.doubtOn(undefined, end?.workload);
  const isOpen = doubt !== undefined && (doubt.overrules || way.permitted !== 'none');
  return { ...way, to, ...(isOpen && { permitted: 'unknown' as const }) };
}

/** The ways in that objects of kinds that are not modelled may open to a Service. */
function unmodelledWays(connectivity: Connectivity, service: Resource<Service>): readonly MatrixExposure[] {
  return connectivity.foreign.leadingTo(service).flatMap(({ object }) =>
    (service.object.spec.ports ?? []).flatMap((port) =>
      behind(connectivity, service, port).map(({ to, target }) => ({
        ...{ via: 'Other' as const, by: object.rule, address: '<unknown>', to: to.peer, port: target },
        ...{ protocol: port.protocol as Protocol, permitted: 'unknown' as const },
      })),
    ),
  );
}

function sortKey({ to, by, via, address, protocol }: MatrixExposure): string {
  return [to.namespace, to.name, to.workloadKind, via, formatRef(by.ref), address, protocol].join('\n');
}

function ofService(connectivity: Connectivity, service: Resource<Service>): readonly MatrixExposure[] {
  const ports = service.object.spec.ports ?? [];
  const keepsSource = service.object.spec.externalTrafficPolicy === 'Local';
  const permitted = keepsSource ? permittedFromOutside : permittedThroughNodes;
  return ports.flatMap((port, index) => {
    const by = ruleAt(connectivity.view, service.ref, ['spec', 'ports', index]);
    const protocol = port.protocol as Protocol;
    return waysIn(service.object, port).flatMap(({ via, address }) =>
      behind(connectivity, service, port).map(({ to, target }) => ({
        ...{ via, by, address, protocol, to: to.peer, port: target },
        permitted: permitted(connectivity, to, { protocol, port: target }),
      })),
    );
  });
}

function waysIn({ spec, status }: Service, port: ServicePort): readonly Pick<MatrixExposure, 'via' | 'address'>[] {
  const { type, externalIPs = [], loadBalancerIP } = spec;
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

type WorkloadEnd = End & { readonly kind: 'workload' };

interface Behind {
  readonly to: WorkloadEnd;
  readonly target: number;
}

/** The workloads whose pods the Service selects, and the port of theirs that it leads to. */
function behind({ workloads }: Connectivity, { ref, object }: Resource<Service>, port: ServicePort): readonly Behind[] {
  const selector = Object.entries(object.spec.selector ?? {});
  if (selector.length === 0) return [];
  return workloads
    .filter(({ workload }) => workload.ref.namespace === ref.namespace)
    .flatMap((to) => {
      const selected = to.workload.pods.filter(({ object: pod }) =>
        selector.every(([key, value]) => pod.metadata.labels?.[key] === value),
      );
      const targets = new Set(selected.flatMap((pod) => targetOn(pod.object, port) ?? []));
      return [...targets].map((target) => ({ to, target }));
    });
}

function permittedFromOutside(connectivity: Connectivity, to: WorkloadEnd, at: Port): MatrixExposure['permitted'] {
  return shareOf(connectivity.sources, (from) => hasPort(connectivity.between(from, to), at.protocol, at.port));
}

function shareOf<T>(all: readonly T[], isOpen: (each: T) => boolean): 'all' | 'some' | 'none' {
  const open = all.filter(isOpen).length;
  if (open === 0) return 'none';
  return open === all.length ? 'all' : 'some';
}

/** The node puts its own address in place of the client's, and a pod's own node is always let in. */
function permittedThroughNodes(
  { table, view }: Connectivity,
  { workload }: WorkloadEnd,
  at: Port,
): MatrixExposure['permitted'] {
  const entries = workload.pods.flatMap((pod) =>
    view.spec.nodes.flatMap(({ name, addresses: [ip = ''] }) =>
      name === pod.object.spec.nodeName ? [] : [{ pod, peer: { kind: 'node', node: name, ip } as const }],
    ),
  );
  if (entries.length === 0) return 'all';
  const share = shareOf(entries, (ends) => judge(table, { direction: 'ingress', ...ends, ...at }).action === 'pass');
  return share === 'none' ? 'own-node' : share;
}

function ofIngress(connectivity: Connectivity, ingress: Resource<Ingress>): readonly MatrixExposure[] {
  const { view } = connectivity;
  return ingressBackends(ingress.object).flatMap((backend) => {
    const service = view.get('Service', backend.service, ingress.ref.namespace);
    const port = service?.object.spec.ports?.find((each) => isBackendPort(each, backend));
    if (service === undefined || port === undefined) return [];
    const by = ruleAt(view, ingress.ref, backend.path);
    return behind(connectivity, service, port).map(({ to, target }) => ({
      ...{ via: 'Ingress' as const, by, address: backend.address, protocol: 'TCP' as const, to: to.peer, port: target },
      permitted: permittedFromController(connectivity, to, target),
    }));
  });
}

function isBackendPort({ name, port }: ServicePort, backend: IngressBackend): boolean {
  return backend.port === undefined || backend.port === port || backend.port === name;
}

/** A pod of which nothing is known: no label, and a namespace that nobody selects by name. */
const CONTROLLER: Resource<Pod> = {
  ref: { kind: 'Pod', namespace: '', name: 'ingress-controller' },
  object: { metadata: { namespace: '', name: 'ingress-controller' }, spec: { containers: [] } },
  origin: { kind: 'builtin' },
};

function permittedFromController(
  connectivity: Connectivity,
  { workload }: WorkloadEnd,
  port: number,
): MatrixExposure['permitted'] {
  const { table } = connectivity;
  const peer = connectivity.podPeer(CONTROLLER);
  return shareOf(
    workload.pods,
    (pod) => judge(table, { direction: 'ingress', pod, peer, port, protocol: 'TCP' }).action === 'pass',
  );
}
