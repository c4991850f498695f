import type {
  Address,
  Cidr,
  ClusterView,
  Container,
  FieldPath,
  NodeSources,
  Pod,
  Resource,
  Service,
} from '../../model/index.ts';
import {
  isFinished,
  NODE_LOCAL_DNS,
  nodeSourceAddresses,
  parseAddress,
  parseCidr,
  podAddresses,
  usesHostNetwork,
} from '../../model/index.ts';
import type { HostPort, Owner, RouteTable } from './table.ts';

const compiled = new WeakMap<ClusterView, RouteTable>();

/** Who has which address in a cluster; compiled once for each view. */
export function routesOf(view: ClusterView): RouteTable {
  const known = compiled.get(view) ?? compileRoutes(view);
  compiled.set(view, known);
  return known;
}

/**
 * Compiles who has which address: pods, nodes, load balancers and routers in front of the nodes, and the hosts outside
 * that the user named. Where two claim one address, the earlier in this list has it.
 */
function compileRoutes(view: ClusterView): RouteTable {
  const owners = new Map<string, Owner>();
  addApiServer(view, owners);
  for (const host of view.spec.externalHosts) {
    for (const { text } of addresses(host.addresses)) owners.set(text, { kind: 'external', host });
  }
  addDnsAddresses(view, owners);
  addServiceAddresses(view, owners);
  const nodeAddresses = new Map<string, readonly Address[]>();
  for (const node of view.list('Node')) {
    const own = (node.object.status?.addresses ?? [])
      .filter(({ type }) => type === 'InternalIP' || type === 'ExternalIP')
      .flatMap(({ address }) => parseAddress(address) ?? []);
    nodeAddresses.set(node.ref.name, own);
    for (const { text } of own) owners.set(text, { kind: 'node', node });
  }
  const nodeSources = addNodeSources(view, owners);
  return {
    owners,
    nodeRanges: nodeRanges(view),
    podRanges: cidrs(view.spec.network.podCIDRs),
    serviceRanges: cidrs(view.spec.network.serviceCIDRs),
    nodeAddresses,
    balancedNodes: balancedNodes(view),
    nodeSources,
    ...addPods(view, owners),
  };
}

/** The addresses that a node has in its block of the pod range, at the interfaces that lead to pods. */
function addNodeSources(view: ClusterView, owners: Map<string, Owner>): RouteTable['nodeSources'] {
  const sources = new Map<string, Readonly<Record<keyof NodeSources, readonly Address[]>>>();
  for (const node of view.list('Node')) {
    const of = (towards: keyof NodeSources) => nodeSourceAddresses(view, node.ref.name, towards);
    const own = { ownPods: of('ownPods'), otherPods: of('otherPods') };
    sources.set(node.ref.name, own);
    for (const { text } of [...own.ownPods, ...own.otherPods]) owners.set(text, { kind: 'node', node });
  }
  return sources;
}

/** An API server that is no node answers at its port, and at that alone. */
function addApiServer({ spec }: ClusterView, owners: Map<string, Owner>): void {
  const { addresses: own, port } = spec.apiServer;
  const host = { name: API_SERVER, addresses: own, listens: [`${port}/TCP`] };
  for (const { text } of addresses(own)) owners.set(text, { kind: 'external', host });
}

/** What an API server outside the cluster is called. */
const API_SERVER = 'kube-apiserver';

function addPods(view: ClusterView, owners: Map<string, Owner>): Pick<RouteTable, 'hostNetworkPods' | 'hostPorts'> {
  const hostNetworkPods = new Map<string, Resource<Pod>[]>();
  const hostPorts = new Map<string, HostPort[]>();
  for (const pod of view.list('Pod')) {
    const node = pod.object.spec.nodeName;
    const own = podAddresses(pod.object);
    if (node === undefined || own.length === 0 || isFinished(pod.object)) continue;
    if (usesHostNetwork(pod.object)) {
      append(hostNetworkPods, node, pod);
      continue;
    }
    for (const { text } of own) owners.set(text, { kind: 'pod', pod, node });
    for (const bound of hostPortsOf(pod)) append(hostPorts, `${node}/${bound.hostPort}/${bound.protocol}`, bound);
  }
  return { hostNetworkPods, hostPorts };
}

/** App containers and sidecars alike: the pod's sandbox maps the ports of both. */
function hostPortsOf(pod: Resource<Pod>): readonly HostPort[] {
  const { containers, initContainers = [] } = pod.object.spec;
  return [
    ...containers.flatMap((container, index) => boundPorts(pod, container, ['spec', 'containers', index])),
    ...initContainers.flatMap((container, index) =>
      container.restartPolicy === 'Always' ? boundPorts(pod, container, ['spec', 'initContainers', index]) : [],
    ),
  ];
}

function boundPorts(pod: Resource<Pod>, { ports = [] }: Container, path: FieldPath): readonly HostPort[] {
  return ports.flatMap(({ hostPort, hostIP = '', containerPort, protocol }, index) => {
    if (hostPort === undefined || hostPort === 0) return [];
    const address = parseAddress(hostIP);
    const isEvery = hostIP === '' || address?.value === 0n;
    if (!isEvery && address === undefined) return [];
    return {
      pod,
      hostPort,
      protocol,
      containerPort,
      hostIP: isEvery ? undefined : address,
      path: [...path, 'ports', index, 'hostPort'],
    };
  });
}

const DNS_PORTS: readonly string[] = ['53/UDP', '53/TCP'];

/**
 * Where DNS answers that is no Service: Cloud DNS outside the cluster, and NodeLocal DNSCache on every node, which takes
 * the DNS Service's address over unless kube-proxy is in ipvs mode
 * (https://kubernetes.io/docs/tasks/administer-cluster/nodelocaldns/).
 */
function addDnsAddresses({ spec }: ClusterView, owners: Map<string, Owner>): void {
  const { dns, proxy } = spec;
  const own = (name: string, texts: readonly string[]) => {
    const listening = addresses(texts).map(({ text }) => text);
    return { listening, host: { name, addresses: listening, listens: DNS_PORTS } };
  };
  if (dns.nodeLocal) {
    const taken = proxy.mode === 'ipvs' ? [] : [dns.serviceIP];
    const { listening, host } = own('NodeLocal DNSCache', [NODE_LOCAL_DNS, dns.address, ...taken]);
    for (const text of listening) owners.set(text, { kind: 'external', host, onNode: true });
  } else if (dns.implementation === 'cloud-dns') {
    const { listening, host } = own('Cloud DNS', [dns.address]);
    for (const text of listening) owners.set(text, { kind: 'external', host });
  }
}

const EXCLUDED = 'node.kubernetes.io/exclude-from-external-load-balancers';

/**
 * A cloud's load balancer sends to every Ready node that is not excluded (kubernetes cloud-provider/controllers/service).
 * An external IP reaches the cluster as the network's administrator has it: by any such node.
 */
function addServiceAddresses(view: ClusterView, owners: Map<string, Owner>): void {
  const nodes = balancedNodes(view);
  const balanced = new Map<string, Resource<Service>[]>();
  for (const service of view.list('Service')) {
    const { spec, status } = service.object;
    for (const { text } of addresses(spec.externalIPs ?? [])) {
      owners.set(text, { kind: 'load-balancer', nodes, services: [] });
    }
    for (const { text } of addresses((status?.loadBalancer?.ingress ?? []).map(({ ip = '' }) => ip))) {
      append(balanced, text, service);
    }
  }
  for (const [ip, services] of balanced) owners.set(ip, { kind: 'load-balancer', nodes, services });
}

function balancedNodes(view: ClusterView): readonly string[] {
  return view
    .list('Node')
    .filter(({ object }) => object.metadata.labels?.[EXCLUDED] === undefined)
    .map(({ ref }) => ref.name)
    .filter((name) => view.nodeSpec(name)?.up !== false && view.nodeSpec(name)?.kubeProxy !== false);
}

function nodeRanges(view: ClusterView): { cidr: Cidr; node: string }[] {
  return view.list('Node').flatMap(({ ref, object }) => {
    const written = object.spec?.podCIDRs ?? (object.spec?.podCIDR === undefined ? [] : [object.spec.podCIDR]);
    return cidrs(written).map((cidr) => ({ cidr, node: ref.name }));
  });
}

/** What is no address, as a load balancer's host name, is left out: nobody has it. */
function addresses(texts: readonly string[]): readonly Address[] {
  return texts.flatMap((text) => parseAddress(text) ?? []);
}

function cidrs(texts: readonly string[]): readonly Cidr[] {
  return texts.flatMap((text) => parseCidr(text) ?? []);
}

function append<T>(groups: Map<string, T[]>, key: string, value: T): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [value]);
  else group.push(value);
}
