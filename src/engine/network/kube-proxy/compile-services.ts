import type { Address, ClusterView, Diagnostic, EndpointSlice, Labels, Resource, Service } from '../../model/index.ts';
import { formatSocketAddress, parseAddress, qualifiedName, SERVICE_NAME_LABEL } from '../../model/index.ts';
import type { ProxiedPort, ServiceVia } from './proxied-port.ts';
import { proxiedPorts } from './proxied-port.ts';
import type { AddressRule, LeftAlone } from './table.ts';
import { addressKey, nodePortKey, ServiceTable } from './table.ts';

/** Objects with either label never reach kube-proxy: its informers leave them out (cmd/kube-proxy/app/server.go). */
const SERVICE_PROXY_NAME = 'service.kubernetes.io/service-proxy-name';
const HEADLESS = 'service.kubernetes.io/headless';

/**
 * Compiles the Services of a snapshot. The only news is `duplicate-service-address`: two Services claim one external
 * or load balancer address and port, and kube-proxy serves just one of them (here the first by name).
 */
export function compileServices(view: ClusterView): {
  readonly table: ServiceTable;
  readonly diagnostics: readonly Diagnostic[];
} {
  const ports: ProxiedPort[] = [];
  const leftAlone = new Map<string, LeftAlone>();
  for (const service of view.list('Service')) {
    noteUnproxied(service, leftAlone);
    if (isProxied(service.object.metadata.labels)) ports.push(...proxiedPorts(service));
  }
  const claims = new Claims();
  for (const port of ports) claims.add(port);
  const { byAddress, byNodePort, byIP, byHealthCheckPort } = claims;
  const slices = slicesByService(view);
  const table = new ServiceTable(view, { ports, byAddress, byNodePort, byIP, byHealthCheckPort, leftAlone, slices });
  return { table, diagnostics: claims.conflicts.map((conflict) => duplicate(view, conflict)) };
}

interface Conflict {
  readonly ip: Address;
  readonly port: ProxiedPort;
  readonly owner: ProxiedPort;
}

/** The addresses as they are handed out: the first to claim one keeps it. */
class Claims {
  readonly byAddress = new Map<string, AddressRule>();
  readonly byNodePort = new Map<string, ProxiedPort>();
  readonly byIP = new Map<string, AddressRule[]>();
  readonly byHealthCheckPort = new Map<number, ProxiedPort[]>();
  readonly conflicts: Conflict[] = [];

  add(port: ProxiedPort): void {
    this.#claim(port.clusterIP, 'ClusterIP', port);
    for (const ip of port.externalIPs) this.#claim(ip, 'ExternalIP', port);
    for (const ip of port.loadBalancerIPs) this.#claim(ip, 'LoadBalancer', port);
    if (port.healthCheckNodePort !== 0) append(this.byHealthCheckPort, port.healthCheckNodePort, port);
    if (port.nodePort === 0) return;
    const key = nodePortKey(port.family, port.nodePort, port.protocol);
    if (!this.byNodePort.has(key)) this.byNodePort.set(key, port);
  }

  #claim(ip: Address, via: ServiceVia, port: ProxiedPort): void {
    const key = addressKey(ip, port.port, port.protocol);
    const owner = this.byAddress.get(key);
    if (owner !== undefined) {
      if (owner.port !== port) this.conflicts.push({ ip, port, owner: owner.port });
      return;
    }
    const rule = { via, port };
    this.byAddress.set(key, rule);
    append(this.byIP, ip.text, rule);
  }
}

function append<K, V>(groups: Map<K, V[]>, key: K, value: V): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [value]);
  else group.push(value);
}

function duplicate(view: ClusterView, { ip, port, owner }: Conflict): Diagnostic {
  const about = port.service.ref;
  const at = view.locate(about, ['spec', 'ports', port.index]);
  const names = `Service ${qualifiedName(about)} and Service ${qualifiedName(owner.service.ref)}`;
  return {
    code: 'duplicate-service-address',
    severity: 'warning',
    message: `${names} both claim ${formatSocketAddress({ ip, port: port.port })}/${port.protocol}; only one of them answers there`,
    hint: 'give each its own external address, or another port',
    about,
    ...(at === undefined ? {} : { at }),
  };
}

function isProxied(labels: Labels | undefined): boolean {
  return labels === undefined || !(SERVICE_PROXY_NAME in labels || HEADLESS in labels);
}

function slicesByService(view: ClusterView): ReadonlyMap<string, readonly Resource<EndpointSlice>[]> {
  const groups = new Map<string, Resource<EndpointSlice>[]>();
  for (const slice of view.list('EndpointSlice')) {
    const labels = slice.object.metadata.labels;
    const name = labels?.[SERVICE_NAME_LABEL];
    if (name === undefined || name === '' || !isProxied(labels)) continue;
    const key = `${slice.ref.namespace}/${name}`;
    append(groups, key, slice);
  }
  return groups;
}

/** Remembers the addresses that a reader would expect to answer, and that kube-proxy has no rules for. */
function noteUnproxied(service: Resource<Service>, leftAlone: Map<string, LeftAlone>): void {
  const { spec, status, metadata } = service.object;
  const note = (text: string, path: LeftAlone['path'], because: string) => {
    const address = parseAddress(text);
    if (address !== undefined) leftAlone.set(address.text, { service: service.ref, path, because });
  };
  const proxy = metadata.labels?.[SERVICE_PROXY_NAME];
  if (proxy !== undefined) {
    const because = `it is left to the service proxy ${proxy}`;
    for (const ip of spec.clusterIPs ?? [spec.clusterIP ?? ''])
      note(ip, ['metadata', 'labels', SERVICE_PROXY_NAME], because);
  }
  for (const [index, { ip, ipMode }] of (status?.loadBalancer?.ingress ?? []).entries()) {
    if (ipMode !== 'Proxy') continue;
    note(
      ip ?? '',
      ['status', 'loadBalancer', 'ingress', index],
      'its ipMode is Proxy: traffic really goes to the load balancer',
    );
  }
}
