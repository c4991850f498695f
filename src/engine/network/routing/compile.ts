import type { Cidr, ClusterView, Container, FieldPath, Pod, Resource, Service } from '../../model/index.ts';
import { isFinished, parseCidr, podIPs, usesHostNetwork } from '../../model/index.ts';
import { canonicalIP } from './canonical-ip.ts';
import type { HostPort, Owner, RouteTable } from './table.ts';

/**
 * Compiles who has which address: pods, nodes, load balancers and routers in front of the nodes, and the hosts outside
 * that the user named. Where two claim one address, the earlier in this list has it.
 */
export function compileRoutes(view: ClusterView): RouteTable {
  const owners = new Map<string, Owner>();
  for (const host of view.spec.externalHosts) {
    for (const address of host.addresses) owners.set(canonicalIP(address), { kind: 'external', host });
  }
  addServiceAddresses(view, owners);
  const nodeAddresses = new Map<string, readonly string[]>();
  for (const node of view.list('Node')) {
    const addresses = (node.object.status?.addresses ?? [])
      .filter(({ type }) => type === 'InternalIP' || type === 'ExternalIP')
      .map(({ address }) => canonicalIP(address));
    nodeAddresses.set(node.ref.name, addresses);
    for (const address of addresses) owners.set(address, { kind: 'node', node });
  }
  return {
    owners,
    nodeRanges: nodeRanges(view),
    podRanges: cidrs(view.spec.network.podCIDRs),
    serviceRanges: cidrs(view.spec.network.serviceCIDRs),
    nodeAddresses,
    ...addPods(view, owners),
  };
}

function addPods(view: ClusterView, owners: Map<string, Owner>): Pick<RouteTable, 'hostNetworkPods' | 'hostPorts'> {
  const hostNetworkPods = new Map<string, Resource<Pod>[]>();
  const hostPorts = new Map<string, HostPort[]>();
  for (const pod of view.list('Pod')) {
    const node = pod.object.spec?.nodeName;
    const ips = podIPs(pod.object);
    if (node === undefined || ips.length === 0 || isFinished(pod.object)) continue;
    if (usesHostNetwork(pod.object)) {
      append(hostNetworkPods, node, pod);
      continue;
    }
    for (const ip of ips) owners.set(canonicalIP(ip), { kind: 'pod', pod, node });
    for (const bound of hostPortsOf(pod)) append(hostPorts, `${node}/${bound.hostPort}/${bound.protocol}`, bound);
  }
  return { hostNetworkPods, hostPorts };
}

/** App containers and sidecars alike: the pod's sandbox maps the ports of both. */
function hostPortsOf(pod: Resource<Pod>): readonly HostPort[] {
  const { containers = [], initContainers = [] } = pod.object.spec ?? {};
  return [
    ...containers.flatMap((container, index) => boundPorts(pod, container, ['spec', 'containers', index])),
    ...initContainers.flatMap((container, index) =>
      container.restartPolicy === 'Always' ? boundPorts(pod, container, ['spec', 'initContainers', index]) : [],
    ),
  ];
}

function boundPorts(pod: Resource<Pod>, { ports = [] }: Container, path: FieldPath): readonly HostPort[] {
  return ports.flatMap(({ hostPort, hostIP = '', containerPort, protocol = 'TCP' }, index) => {
    if (hostPort === undefined || hostPort === 0) return [];
    const everywhere = hostIP === '' || hostIP === '0.0.0.0' || hostIP === '::';
    return {
      pod,
      hostPort,
      protocol,
      containerPort,
      hostIP: everywhere ? undefined : canonicalIP(hostIP),
      path: [...path, 'ports', index, 'hostPort'],
    };
  });
}

const EXCLUDED = 'node.kubernetes.io/exclude-from-external-load-balancers';

/**
 * A cloud's load balancer sends to every Ready node that is not excluded (kubernetes cloud-provider/controllers/service).
 * An external IP reaches the cluster as the network's administrator has it: by any such node.
 */
function addServiceAddresses(view: ClusterView, owners: Map<string, Owner>): void {
  const nodes = view
    .list('Node')
    .filter(({ object }) => object.metadata?.labels?.[EXCLUDED] === undefined)
    .map(({ ref }) => ref.name)
    .filter((name) => view.nodeSpec(name)?.up !== false && view.nodeSpec(name)?.kubeProxy !== false);
  const balanced = new Map<string, Resource<Service>[]>();
  for (const service of view.list('Service')) {
    const { spec, status } = service.object;
    for (const ip of spec?.externalIPs ?? []) {
      owners.set(canonicalIP(ip), { kind: 'load-balancer', nodes, services: [] });
    }
    for (const { ip } of status?.loadBalancer?.ingress ?? []) {
      if (ip !== undefined) append(balanced, canonicalIP(ip), service);
    }
  }
  for (const [ip, services] of balanced) owners.set(ip, { kind: 'load-balancer', nodes, services });
}

function nodeRanges(view: ClusterView): { cidr: Cidr; node: string }[] {
  return view.list('Node').flatMap(({ ref, object }) => {
    const written = object.spec?.podCIDRs ?? (object.spec?.podCIDR === undefined ? [] : [object.spec.podCIDR]);
    return cidrs(written).map((cidr) => ({ cidr, node: ref.name }));
  });
}

function cidrs(texts: readonly string[]): readonly Cidr[] {
  return texts.flatMap((text) => parseCidr(text) ?? []);
}

function append<T>(groups: Map<string, T[]>, key: string, value: T): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [value]);
  else group.push(value);
}
