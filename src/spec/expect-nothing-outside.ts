import { type Cluster, findWorkload, parseParty, parseTarget } from '../library/index.ts';
import type { Branch, Pod, Resource, Service, ServicePort } from '../model/index.ts';
import { podIPs, SetupError } from '../model/index.ts';
import { asked, evidence, listOf, QUALIFIED, reachesOthers } from './connectivity.ts';
import { endpointIPs, foundOpen, isMeant, serviceGoal, servicePath } from './exposure.ts';
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
  const service = serviceOf(cluster, closed);
  const open = tryFromOutside(cluster, goalOf(cluster, closed, service)).filter(({ arrives }) => arrives !== 'never');
  const clients = within === undefined ? [] : clientsOf(cluster, { to: target, outside: within });
  const names = service === undefined ? [target] : service.ports.map((port) => servicePath(service.service, port));
  const pods = clients.length === 0 ? [] : names.flatMap((name) => asked(cluster, clients, name));
  const reached = pods.filter(({ trace }) => reachesOthers(trace));
  if (open.length === 0 && reached.length === 0) return;
  const place = within === undefined ? 'the cluster' : within.map((each) => `"${each}"`).join(', ');
  const lines = [...open.map(foundOpen), ...(reached.length === 0 ? [] : [listOf(reached)])];
  failExpectation(`nothing outside ${place} can reach ${target}`, lines.join(NEXT), evidence([...open, ...reached]));
}

interface ServicePorts {
  readonly service: Resource<Service>;
  readonly ports: readonly ServicePort[];
}

/** The Service that the target names, if it names one, and the ports of it that are meant. */
function serviceOf(cluster: Cluster, { target, namespace }: Closed): ServicePorts | undefined {
  const { view } = cluster;
  const all = /^service (\S+)$/.exec(target)?.[1];
  if (all !== undefined) {
    const service = serviceNamed({ view, namespace }, all);
    return { service, ports: service.object.spec?.ports ?? [] };
  }
  const [, host = '', port] = /^([^:]+):(\d+(?:\/\w+)?)$/.exec(target) ?? [];
  if (port === undefined) return undefined;
  const short = host.replace(new RegExp(`\\.svc(\\.${view.spec.dns.domain})?$`), '');
  const [name = '', inNamespace = namespace] = short.includes('/') ? short.split('/').reverse() : short.split('.');
  const service = view.get('Service', name, inNamespace);
  if (service === undefined) return undefined;
  const ports = (service.object.spec?.ports ?? []).filter((each) => isMeant(port, each));
  return { service, ports };
}

function goalOf(cluster: Cluster, { target, namespace }: Closed, named: ServicePorts | undefined): Goal {
  if (named !== undefined) return goalOfService(cluster, named);
  const [, inNamespace = '', name = ''] = QUALIFIED.exec(target) ?? [];
  if (name === '') return { ways: [{ text: target, target }], meets: () => true };
  const party = parseParty(`${inNamespace}/${name}`);
  if (party.kind !== 'workload') throw new SetupError(`"${target}" names neither a Service nor a workload`);
  return goalOfPods(cluster, findWorkload(cluster.view, party, namespace).pods, target);
}

function goalOfService(cluster: Cluster, { service, ports }: ServicePorts): Goal {
  const goal = serviceGoal(cluster, service);
  const ips = (service.object.spec?.clusterIPs ?? []).filter((ip) => ip !== 'None' && ip !== '');
  const direct = ports.flatMap((port) =>
    ips.map((host) => attempt('ClusterIP', { host, port: port.port, protocol: protocolOf(port) })),
  );
  return { ...goal, ways: [...goal.ways.filter(({ port }) => ports.includes(port)), ...direct] };
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
  const meets = ({ endpoint }: Branch) => ips.has(endpoint?.ip ?? '') && endpoint?.port === port;
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

function attempt(via: string, target: Exclude<Attempt['target'], string>): Attempt {
  return { text: `${target.host}:${target.port} (${via})`, target };
}
