import type { Cidr, ClusterView, Pod, Resource } from '../model/index.ts';
import { isFinished, parseCidr, podIPs, usesHostNetwork } from '../model/index.ts';
import type { HostPort, Owner, RouteTable } from './table.ts';

/** Compiles who has which address: pods, nodes, the hosts outside that the user named, and load balancers. */
export function compileRoutes(view: ClusterView): RouteTable {
  const owners = new Map<string, Owner>();
  for (const host of view.spec.externalHosts) {
    for (const address of host.addresses) owners.set(address, { kind: 'external', host });
  }
  addLoadBalancers(view, owners);
  const nodeAddresses = new Map<string, readonly string[]>();
  for (const node of view.list('Node')) {
    const addresses = (node.object.status?.addresses ?? [])
      .filter(({ type }) => type === 'InternalIP' || type === 'ExternalIP')
      .map(({ address }) => address);
    nodeAddresses.set(node.ref.name, addresses);
    for (const address of addresses) owners.set(address, { kind: 'node', node });
  }
  const hostNetworkPods = new Map<string, Resource<Pod>[]>();
  const hostPorts = new Map<string, HostPort[]>();
  for (const pod of view.list('Pod')) {
    const node = pod.object.spec?.nodeName;
    if (node === undefined || isFinished(pod.object)) continue;
    if (usesHostNetwork(pod.object)) {
      append(hostNetworkPods, node, pod);
      continue;
    }
    for (const ip of podIPs(pod.object)) owners.set(ip, { kind: 'pod', pod, node });
    addHostPorts(pod, node, hostPorts);
  }
  return {
    owners,
    nodeRanges: nodeRanges(view),
    podRanges: cidrs(view.spec.network.podCIDRs),
    serviceRanges: cidrs(view.spec.network.serviceCIDRs),
    nodeAddresses,
    hostNetworkPods,
    hostPorts,
  };
}

function addHostPorts(pod: Resource<Pod>, node: string, hostPorts: Map<string, HostPort[]>): void {
  for (const [container, { ports = [] }] of (pod.object.spec?.containers ?? []).entries()) {
    for (const [index, port] of ports.entries()) {
      if (port.hostPort === undefined) continue;
      append(hostPorts, `${node}/${port.hostPort}/${port.protocol ?? 'TCP'}`, {
        pod,
        containerPort: port.containerPort,
        hostIP: port.hostIP === undefined || /^(|0\.0\.0\.0|::)$/.test(port.hostIP) ? undefined : port.hostIP,
        path: ['spec', 'containers', container, 'ports', index, 'hostPort'],
      });
    }
  }
}

const EXCLUDED = 'node.kubernetes.io/exclude-from-external-load-balancers';

/** A cloud's load balancer sends to every Ready node that is not excluded (kubernetes cloud-provider/controllers/service). */
function addLoadBalancers(view: ClusterView, owners: Map<string, Owner>): void {
  const nodes = view
    .list('Node')
    .filter(({ object }) => object.metadata?.labels?.[EXCLUDED] === undefined)
    .map(({ ref }) => ref.name)
    .filter((name) => view.nodeSpec(name)?.up !== false && view.nodeSpec(name)?.kubeProxy !== false);
  for (const service of view.list('Service')) {
    const ingress = service.object.status?.loadBalancer?.ingress ?? [];
    const addresses = [...ingress.flatMap(({ ip }) => ip ?? []), ...(service.object.spec?.externalIPs ?? [])];
    for (const address of addresses) owners.set(address, { kind: 'load-balancer', nodes });
  }
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
