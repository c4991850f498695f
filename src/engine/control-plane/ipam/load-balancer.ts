import type { ClusterView, Diagnostic, ObjectRef, Resource, Service } from '../../model/index.ts';
import { formatAddress, parseAddress, sameRef } from '../../model/index.ts';
import { hostIPsOf } from './node-addresses.ts';
import type { LoadBalancerIngress, ServiceDraft } from './service-draft.ts';
import { familyName } from './service-families.ts';
import type { ClusterIPRange, ServicePools } from './service-pools.ts';

/** The addresses of a Service's load balancer; none while it is pending. */
export interface Ingress {
  readonly entries: readonly LoadBalancerIngress[];
  readonly diagnostics: readonly Diagnostic[];
}

const PENDING: Ingress = { entries: [], diagnostics: [] };

/** Takes the addresses that a Service of type LoadBalancer has in its status. */
export function holdIngress(pools: ServicePools, owner: ObjectRef, service: Service): void {
  if (service.spec.type !== 'LoadBalancer') return;
  for (const ip of ingressIPs(service)) {
    const address = parseAddress(ip);
    if (address?.family === pools.loadBalancer?.family && address !== undefined) {
      pools.loadBalancer?.pool.claim(address.value, owner);
    }
    for (const port of portsOf(service)) if (!pools.lentPorts.has(port)) pools.lentPorts.set(port, owner);
  }
}

/**
 * Gives a Service of type LoadBalancer an address of the cluster's pool, the one that spec.loadBalancerIP names if it
 * is free, those of the nodes, or the name `localhost`. Without a pool, or with a loadBalancerClass that is somebody else's, the Service stays pending.
 */
export function ingressFor(view: ClusterView, pools: ServicePools, { resource, families }: ServiceDraft): Ingress {
  const { ref, object: service } = resource;
  const range = pools.loadBalancer;
  const { loadBalancer } = view.spec.network;
  if (loadBalancer === 'nodes') return lentAddresses(view, pools, { resource, families });
  if (service.spec.type !== 'LoadBalancer' || isServed(service)) return PENDING;
  if (loadBalancer === 'localhost') return { entries: [{ hostname: 'localhost' }], diagnostics: [] };
  if (range === undefined || service.spec.loadBalancerClass !== undefined) return PENDING;
  if (!families.includes(familyName(range.family))) {
    const message = `the load balancer pool ${range.cidr} has another IP family`;
    return pending(view, ref, { code: 'load-balancer-family', message });
  }
  if ((service.spec.loadBalancerIP ?? '') !== '') return namedAddress(view, range, resource);
  const value = range.pool.take(ref);
  if (value === undefined) {
    const message = `the load balancer pool ${range.cidr} has no free address`;
    return pending(view, ref, { code: 'load-balancer-exhausted', message });
  }
  return { entries: entriesOf([formatAddress({ family: range.family, value })]), diagnostics: [] };
}

/**
 * ServiceLB of K3s runs pods with the Service's ports as host ports, and gives the Service the addresses of the nodes where
 * they run; where another Service has a port already, they find no node, and the Service stays pending.
 *
 * https://docs.k3s.io/networking/networking-services; k3s issue 2270. Host ports of other pods are not looked at.
 */
function lentAddresses(
  view: ClusterView,
  pools: ServicePools,
  { resource: { ref, object: service }, families }: Pick<ServiceDraft, 'resource' | 'families'>,
): Ingress {
  const { spec } = service;
  if (spec.type !== 'LoadBalancer' || spec.loadBalancerClass !== undefined) return PENDING;
  const ports = portsOf(service);
  const taken = ports.find((port) => pools.lentPorts.get(port) !== undefined && !isHeldBy(pools, port, ref));
  if (taken !== undefined) {
    const holder = pools.lentPorts.get(taken);
    const message = `port ${taken} of the nodes belongs to Service ${holder?.namespace}/${holder?.name}`;
    return pending(view, ref, { code: 'load-balancer-port-taken', message });
  }
  for (const port of ports) pools.lentPorts.set(port, ref);
  const nodes = view.list('Node').filter((node) => view.nodeSpec(node.ref.name)?.up !== false);
  const chosen = nodes.filter(({ object }) => object.metadata.labels?.[ENABLE] === 'true');
  const lending = chosen.length > 0 ? chosen : nodes;
  const ips = lending
    .flatMap((node) => hostIPsOf(view, node.ref.name))
    .filter((ip) => families.includes(familyName(parseAddress(ip)?.family ?? 4)));
  return { entries: ips.join() === ingressIPs(service).join() ? [] : entriesOf(ips), diagnostics: [] };
}

/** Where nodes have this label, ServiceLB uses those alone. */
const ENABLE = 'svccontroller.k3s.cattle.io/enablelb';

function isHeldBy({ lentPorts }: ServicePools, port: string, owner: ObjectRef): boolean {
  const holder = lentPorts.get(port);
  return holder !== undefined && sameRef(holder, owner);
}

function portsOf({ spec }: Service): readonly string[] {
  return spec.ports?.map(({ port, protocol }) => `${port}/${protocol}`) ?? [];
}

function isServed({ status }: Service): boolean {
  return (status?.loadBalancer?.ingress ?? []).length > 0;
}

function entriesOf(ips: readonly string[]): readonly LoadBalancerIngress[] {
  return ips.map((ip) => ({ ip, ipMode: 'VIP' }));
}

function ingressIPs(service: Service): readonly string[] {
  return service.status?.loadBalancer?.ingress?.flatMap((each) => each.ip ?? []) ?? [];
}

function namedAddress(view: ClusterView, range: ClusterIPRange, { ref, object }: Resource<Service>): Ingress {
  const wanted = object.spec.loadBalancerIP ?? '';
  const address = parseAddress(wanted);
  if (address === undefined || address.family !== range.family || !range.pool.includes(address.value)) {
    const message = `spec.loadBalancerIP ${wanted} is not in the load balancer pool ${range.cidr}`;
    return pending(view, ref, { code: 'load-balancer-ip-outside', message });
  }
  const holder = range.pool.holderOf(address.value);
  if (holder !== undefined) {
    const message = `spec.loadBalancerIP ${wanted} belongs to Service ${holder.namespace}/${holder.name}`;
    return pending(view, ref, { code: 'load-balancer-ip-taken', message });
  }
  range.pool.claim(address.value, ref);
  return { entries: entriesOf([wanted]), diagnostics: [] };
}

function pending(view: ClusterView, ref: ObjectRef, { code, message }: Pick<Diagnostic, 'code' | 'message'>): Ingress {
  const at = view.locate(ref, code.startsWith('load-balancer-ip') ? ['spec', 'loadBalancerIP'] : ['spec', 'type']);
  const hint = 'the Service keeps its external address <pending>; its cluster IP and node ports work';
  const diagnostic = { code, severity: 'warning', message, hint, about: ref } as const;
  return { entries: [], diagnostics: [at === undefined ? diagnostic : { ...diagnostic, at }] };
}
