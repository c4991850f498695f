import { type Cluster, findWorkload, parseParty, parseTarget } from '../api/index.ts';
import type { Branch, PacketProtocol, Pod, Resource, Service, ServicePort } from '../engine/model/index.ts';
import { formatSocket, parseAddress, podIPs, qualifiedName, SetupError } from '../engine/model/index.ts';
import { asked, evidence, listOf, QUALIFIED, reachesOthers, refuseWithoutPort } from './connectivity.ts';
import { endpointIPs, foundOpen, serviceGoal } from './exposure.ts';
import { failExpectation } from './failure.ts';
import { type Attempt, type Goal, tryFromOutside } from './from-outside.ts';
import { clientsOf, NEXT } from './quantified.ts';
import { serviceNamed } from './service-named.ts';
import { nodeIPs, protocolOf, waysIn } from './ways-in.ts';

/** What nothing outside may reach. `target` is `host:port`, `namespace/name:port` or `service NAME`: each of its ports. */
export interface Closed {
  readonly target: string;
  /** Where names of Services are looked for. */
  readonly namespace: string;
  /** The namespaces inside; absent means the whole cluster. */
  readonly within?: readonly string[];
}

/**
 * Holds if nobody outside gets through, not even sometimes: no client outside the cluster by any way in, nor, where
 * namespaces are given, a workload of any other. Every one that does is reported.
 */
export function expectNothingOutside(cluster: Cluster, closed: Closed): void {
  const { target, within } = closed;
  refuseWithoutPort(cluster, target);
  const service = serviceOf(cluster, closed);
  const open = tryFromOutside(cluster, goalOf(cluster, closed, service)).filter(({ arrives }) => arrives !== 'never');
  const clients = within === undefined ? [] : clientsOf(cluster, { to: target, outside: within });
  const names = service === undefined ? [target] : askedOf(service);
  const pods = clients.length === 0 ? [] : names.flatMap((name) => asked(cluster, clients, name));
  const reached = pods.filter(({ trace }) => reachesOthers(trace));
  if (open.length === 0 && reached.length === 0) return;
  const place = within === undefined ? 'the cluster' : within.map((each) => `"${each}"`).join(', ');
  const lines = [...open.map(foundOpen), ...(reached.length === 0 ? [] : [listOf(reached)])];
  failExpectation(`nothing outside ${place} can reach ${target}`, lines.join(NEXT), evidence([...open, ...reached]));
}

/** Where a Service is asked: at each of its ports, or at one that it need not have. */
interface ServiceTarget {
  readonly service: Resource<Service>;
  readonly at: readonly { readonly port: number; readonly protocol: PacketProtocol }[];
}

/** The Service that the target names, if it names one. Throws a SetupError for a name that can only be a Service's. */
function serviceOf(cluster: Cluster, { target, namespace }: Closed): ServiceTarget | undefined {
  const { view } = cluster;
  const all = /^service (\S+)$/.exec(target)?.[1];
  if (all !== undefined) {
    const service = serviceNamed({ view, namespace }, all);
    const ports = service.object.spec?.ports ?? [];
    return { service, at: ports.map((port) => ({ port: port.port, protocol: protocolOf(port) })) };
  }
  const [, host = '', rest = ''] = /^([a-z0-9./-]+)((?::\d+(?:\/\w+)?)?)$/i.exec(target) ?? [];
  const short = host.replace(new RegExp(`\\.svc(\\.${view.spec.dns.domain})?$`), '');
  const parts = short.includes('/') ? short.split('/').reverse() : short.split('.');
  const [name = '', inNamespace = namespace] = parts;
  if (name === '' || name === 'localhost' || parts.length > 2) return undefined;
  const service = parts.length === 1 ? serviceNamed({ view, namespace }, name) : view.get('Service', name, inNamespace);
  if (service === undefined) return undefined;
  const { port, protocol } = parseTarget(`service${rest}`);
  return { service, at: [{ port, protocol }] };
}

function goalOf(cluster: Cluster, { target, namespace }: Closed, named: ServiceTarget | undefined): Goal {
  if (named !== undefined) return goalOfService(cluster, named);
  const [, inNamespace = '', name = ''] = QUALIFIED.exec(target) ?? [];
  if (name === '') return { ways: [{ text: target, target }], meets: () => true };
  const party = parseParty(`${inNamespace}/${name}`);
  if (party.kind !== 'workload') throw new SetupError(`"${target}" names neither a Service nor a workload`);
  return goalOfPods(cluster, findWorkload(cluster.view, party, namespace).pods, target);
}

/** What has no cluster IP is its endpoints' own addresses. */
function goalOfService(cluster: Cluster, { service, at }: ServiceTarget): Goal {
  const goal = serviceGoal(cluster, service);
  const ips = (service.object.spec?.clusterIPs ?? []).filter((ip) => parseAddress(ip) !== undefined);
  const via = ips.length === 0 ? 'PodIP' : 'ClusterIP';
  const hosts = ips.length === 0 ? [...endpointIPs(cluster.view, service)] : ips;
  const isAsked = (port: ServicePort) =>
    at.some((each) => each.port === port.port && each.protocol === protocolOf(port));
  return {
    ...goal,
    ways: [
      ...goal.ways.filter(({ port }) => isAsked(port)),
      ...at.flatMap((each) => hosts.map((host) => attempt(via, { host, ...each }))),
    ],
  };
}

/** A pod can be got at by its own address, a host port, and whatever leads to the Services that it stands behind. */
function goalOfPods(cluster: Cluster, pods: readonly Resource<Pod>[], text: string): Goal {
  const { view } = cluster;
  const { port, protocol } = parseTarget(`pod${text.slice(text.indexOf(':'))}`);
  const ips = new Set(pods.flatMap(({ object }) => podIPs(object)));
  const services = view
    .list('Service', pods[0]?.ref.namespace)
    .filter((service) => [...endpointIPs(view, service)].some((ip) => ips.has(ip)));
  const hostPorts = pods
    .flatMap(({ object }) => (object.spec?.containers ?? []).flatMap(({ ports = [] }) => ports))
    .filter(({ containerPort, hostPort }) => containerPort === port && hostPort !== undefined);
  const meets = ({ endpoint }: Branch) => ips.has(endpoint?.ip?.text ?? '') && endpoint?.port === port;
  return {
    meets,
    ways: [
      ...[...ips].map((host) => attempt('PodIP', { host, port, protocol })),
      ...hostPorts.flatMap(({ hostPort = port }) =>
        nodeIPs(view).map((host) => attempt('HostPort', { host, port: hostPort, protocol })),
      ),
      ...services.flatMap((service) => waysIn(cluster, service)),
    ],
  };
}

function askedOf({ service, at }: ServiceTarget): readonly string[] {
  return at.map(({ port, protocol }) => `${qualifiedName(service.ref)}:${port}/${protocol}`);
}

function attempt(via: string, target: Exclude<Attempt['target'], string>): Attempt {
  return { text: `${formatSocket(target.host, target.port)} (${via})`, target };
}
