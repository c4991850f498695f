import type { Cluster } from '../../api/index.ts';
import { type Backend, backendOf } from '../../backends/index.ts';
import type {
  Branch,
  ClusterView,
  PacketProtocol,
  Pod,
  Resource,
  Service,
  ServicePort,
} from '../../engine/model/index.ts';
import { firstLines, formatSocket, PROTOCOLS, parseAddress, podIPs } from '../../engine/model/index.ts';
import {
  type NamedObject,
  namePhrase,
  objectTarget,
  type Phrase,
  parseConnection,
  parseTarget,
  portOfObject,
  type Target,
  type TargetQuery,
  type WrittenObject,
} from '../../grammar/index.ts';
import { failExpectation } from '../failure.ts';
import type { Scope } from '../scope.ts';
import { evidence, listOf, NEXT } from './answer-text.ts';
import { type Answered, askEach, reachesOthers, refuseWithoutPort, targetPhrase, workloadBehind } from './ask.ts';
import { clientsOf } from './clients.ts';
import { doubtLines, furtherPods, furtherWaysIn } from './doubts.ts';
import { endpointIPs, foundOpen, serviceGoal } from './exposure.ts';
import { type Attempt, type Goal, tryFromOutside } from './from-outside.ts';
import { refuseUnknownName } from './known-name.ts';
import { serviceNamed } from './service-named.ts';
import { nodeIPs, protocolOf, waysIn } from './ways-in.ts';

/** What nothing outside may reach. */
export interface Closed {
  /** `host:port` or `namespace/name:port`; of a Service (`service NAME`, too), each of its ports. */
  readonly target: string | Phrase<TargetQuery> | { readonly service: NamedObject };
  /** Where names of Services are looked for. */
  readonly namespace: string;
  /** The namespaces inside; absent means the whole cluster. */
  readonly within?: readonly string[];
}

/**
 * Holds if nobody outside gets through, not even sometimes: no client outside the cluster by any way in, nor, where
 * namespaces are given, a workload of any other. Every one that does is reported.
 */
export async function expectNothingOutside(asked: Backend | Cluster, closed: Closed): Promise<void> {
  const backend = backendOf(asked);
  const view = await backend.objects();
  const { within } = closed;
  const subject = subjectOf(view, closed);
  const tried = await tryFromOutside(backend, await goalOf(backend, subject));
  for (const { trace } of tried) refuseUnknownName(view, trace, 'unreached');
  const open = tried.filter(({ arrives }) => arrives !== 'never');
  const reached = within === undefined ? [] : await reachedFrom(backend, subject, within);
  const further = [
    ...servicesOf(view, subject).flatMap((service) => furtherWaysIn(view, service)),
    ...(within === undefined ? [] : doubtLines(furtherPods(view, { outside: within }))),
  ];
  if (open.length === 0 && reached.length === 0 && further.length === 0) return;
  const place = within === undefined ? 'the cluster' : within.map((each) => `"${each}"`).join(', ');
  const lines = [
    ...firstLines(open.map(foundOpen)),
    ...(reached.length === 0 ? [] : [listOf(reached)]),
    ...firstLines(further),
  ];
  failExpectation(
    `nothing outside ${place} can reach ${subject.text}`,
    lines.join(NEXT),
    evidence([...open, ...reached]),
  );
}

/** What the sentence speaks of, as it writes it. */
type Subject = { readonly text: string } & (
  | ServiceTarget
  | { readonly kind: 'pods'; readonly object: WrittenObject; readonly target: Phrase<TargetQuery> }
  | { readonly kind: 'address'; readonly target: Phrase<TargetQuery> }
);

/** Where a Service is asked: at each of its ports, or at one that it need not have. */
interface ServiceTarget {
  readonly kind: 'service';
  readonly service: Resource<Service>;
  readonly at: readonly Pick<Target, 'port' | 'protocol'>[];
}

/** Throws a SetupError for a name that can only be a Service's, and is not. */
function subjectOf(view: ClusterView, { target, namespace }: Closed): Subject {
  if (typeof target !== 'string' && 'service' in target) return everyPortOf({ view, namespace }, target.service);
  const name = typeof target === 'string' ? /^service (\S+)$/.exec(target)?.[1] : undefined;
  if (name !== undefined) return everyPortOf({ view, namespace }, name);
  const written = targetPhrase(target);
  refuseWithoutPort(view, written);
  const { text } = written;
  const service = serviceBehind(view, written, namespace);
  if (service !== undefined) return { text, ...service };
  const { object } = written.means;
  if (object?.port !== undefined) return { kind: 'pods', text, object, target: written };
  return { kind: 'address', text, target: written };
}

function everyPortOf(scope: Scope, name: NamedObject): Subject {
  const service = serviceNamed(scope, name);
  const ports = service.object.spec.ports ?? [];
  const at = ports.map((port) => ({ port: port.port, protocol: protocolOf(port) }));
  return { kind: 'service', service, at, text: `service ${namePhrase(name)}` };
}

/** The Service that a client would find by the name, wherever it is asked from. */
function serviceBehind(
  view: ClusterView,
  { text, means: { url, object } }: Phrase<TargetQuery>,
  namespace: string,
): ServiceTarget | undefined {
  if (object !== undefined) {
    const service = object.kind === undefined ? view.get('Service', object.name, object.namespace) : undefined;
    return service === undefined ? undefined : { kind: 'service', service, at: [portOfObject(text, object)] };
  }
  if (url === undefined || url.scheme !== undefined || !/^[a-z0-9.-]+$/i.test(url.host)) return undefined;
  const [name = '', inNamespace, ...more] = url.host.replace(suffixOf(view), '').split('.');
  if (name === '' || name === 'localhost' || more.length > 0) return undefined;
  const service =
    inNamespace === undefined ? serviceNamed({ view, namespace }, { name }) : view.get('Service', name, inNamespace);
  if (service === undefined) return undefined;
  const { port, protocol } = parseTarget(text);
  return { kind: 'service', service, at: [{ port, protocol }] };
}

function suffixOf({ spec }: ClusterView): RegExp {
  return new RegExp(`\\.svc(\\.${spec.dns.domain})?$`);
}

async function goalOf(backend: Backend, subject: Subject): Promise<Goal> {
  switch (subject.kind) {
    case 'service':
      return goalOfService(backend, subject);
    case 'pods':
      return goalOfPods(backend, subject);
    case 'address':
      return { ways: [{ text: subject.text, target: parseConnection(subject.target, 'TCP') }], meets: () => true };
  }
}

/** What has no cluster IP is its endpoints' own addresses. */
async function goalOfService(backend: Backend, { service, at }: ServiceTarget): Promise<Goal> {
  const goal = await serviceGoal(backend, service);
  const ips = (service.object.spec.clusterIPs ?? []).filter((ip) => parseAddress(ip) !== undefined);
  const via = ips.length === 0 ? 'PodIP' : 'ClusterIP';
  const hosts = ips.length === 0 ? [...endpointIPs(await backend.objects(), service)] : ips;
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
async function goalOfPods(
  backend: Backend,
  { text, object }: { readonly text: string; readonly object: WrittenObject },
): Promise<Goal> {
  const view = await backend.objects();
  const { pods } = workloadBehind(view, object);
  const { port, protocol } = portOfObject(text, object);
  const ips = new Set(pods.flatMap((pod) => podIPs(pod.object)));
  const services = servicesInFront(view, pods);
  const hostPorts = pods
    .flatMap((pod) => pod.object.spec.containers.flatMap(({ ports = [] }) => ports))
    .filter(({ containerPort, hostPort }) => containerPort === port && hostPort !== undefined);
  const meets = ({ endpoint }: Branch) => ips.has(endpoint?.ip?.text ?? '') && endpoint?.port === port;
  const throughServices = await Promise.all(services.map((service) => waysIn(backend, service)));
  return {
    meets,
    ways: [
      ...[...ips].map((host) => attempt('PodIP', { host, port, protocol })),
      ...hostPorts.flatMap(({ hostPort = port }) =>
        nodeIPs(view).map((host) => attempt('HostPort', { host, port: hostPort, protocol })),
      ),
      ...throughServices.flat(),
    ],
  };
}

/** The Services that lead to what the sentence speaks of. */
function servicesOf(view: ClusterView, subject: Subject): readonly Resource<Service>[] {
  if (subject.kind === 'service') return [subject.service];
  return subject.kind === 'pods' ? servicesInFront(view, workloadBehind(view, subject.object).pods) : [];
}

function servicesInFront(view: ClusterView, pods: readonly Resource<Pod>[]): readonly Resource<Service>[] {
  const ips = new Set(pods.flatMap((pod) => podIPs(pod.object)));
  return view
    .list('Service', pods[0]?.ref.namespace)
    .filter((service) => [...endpointIPs(view, service)].some((ip) => ips.has(ip)));
}

/** The workloads of other namespaces that get through. */
async function reachedFrom(
  backend: Backend,
  subject: Subject,
  within: readonly string[],
): Promise<readonly Answered[]> {
  const clients = clientsOf(await backend.objects(), { to: subject.text, outside: within });
  const reached: Answered[] = [];
  for (const target of subject.kind === 'service' ? targetsOfService(subject) : [subject.target]) {
    reached.push(...(await askEach(backend, clients, target)).filter(({ trace }) => reachesOthers(trace)));
  }
  return reached;
}

function targetsOfService({ service, at }: ServiceTarget): readonly Phrase<TargetQuery>[] {
  const { namespace, name } = service.ref;
  return at.map(({ port, protocol }) => objectTarget({ namespace, name, port, ...transport(protocol) }));
}

/** A Service's port has a protocol that is no ICMP. */
function transport(name: PacketProtocol): Pick<WrittenObject, 'protocol'> {
  const protocol = PROTOCOLS.find((each) => each === name);
  return protocol === undefined ? {} : { protocol };
}

function attempt(via: string, target: Target): Attempt {
  return { text: `${formatSocket(target.host, target.port)} (${via})`, target };
}
