import type { Cluster } from '../api/index.ts';
import type { ClusterView, Resource, Service, ServicePort } from '../engine/model/index.ts';
import { SetupError } from '../engine/model/index.ts';
import { evidence, verdictOf } from './connectivity.ts';
import { failExpectation } from './failure.ts';
import { type Goal, type Tried, tryFromOutside } from './from-outside.ts';
import { NEXT } from './quantified.ts';
import { serviceNamed } from './service-named.ts';
import { protocolOf, type WayIn, waysIn } from './ways-in.ts';

/** What a sentence says of a Service: the ports that are open to the outside, as the Service numbers them. */
export interface Exposure {
  readonly service: string;
  readonly namespace: string;
  /** `443`, `53/UDP`; a number alone means each of the Service's ports of that number. */
  readonly ports: readonly string[];
  /** `only`: no other port of the Service is open. */
  readonly others: 'closed' | 'any';
}

/** Holds if somebody outside always gets through to each of the ports; every port that is wrong is reported. */
export function expectExposed(cluster: Cluster, { service: name, namespace, ports, others }: Exposure): void {
  const service = serviceNamed({ view: cluster.view, namespace }, name);
  const tried = tryFromOutside(cluster, serviceGoal(cluster, service));
  const own = service.object.spec?.ports ?? [];
  const shut = ports.flatMap((port) => shutPorts(port, own, tried));
  const meant = (port: ServicePort) => ports.some((each) => isMeant(each, port));
  const open = others === 'any' ? [] : tried.filter(({ arrives, way }) => arrives !== 'never' && !meant(way.port));
  if (shut.length === 0 && open.length === 0) return;
  const places = ports.length === 1 ? 'port' : 'ports';
  failExpectation(
    `service ${name} is exposed on ${places} ${ports.join(', ')}${others === 'closed' ? ' only' : ''}`,
    [...shut.map(({ text }) => text), ...open.map(foundOpen)].join(NEXT),
    evidence([...shut.flatMap(({ attempts }) => attempts), ...open]),
  );
}

/** Holds if nobody outside gets through to any port, not even sometimes; every way that is open is reported. */
export function expectNotExposed(cluster: Cluster, name: string, namespace: string): void {
  const service = serviceNamed({ view: cluster.view, namespace }, name);
  const open = tryFromOutside(cluster, serviceGoal(cluster, service)).filter(({ arrives }) => arrives !== 'never');
  if (open.length > 0)
    failExpectation(`service ${name} is not exposed`, open.map(foundOpen).join(NEXT), evidence(open));
}

/** The ways in that a Service opens, and its endpoints, at which they should end. */
export function serviceGoal(cluster: Cluster, service: Resource<Service>): Goal<WayIn> {
  const addresses = endpointIPs(cluster.view, service);
  return { ways: waysIn(cluster, service), meets: ({ endpoint }) => addresses.has(endpoint?.ip?.text ?? '') };
}

/** The addresses of a Service's endpoints, ready or not. */
export function endpointIPs(view: ClusterView, { ref }: Resource<Service>): ReadonlySet<string> {
  const slices = view.labelled('EndpointSlice', ref.namespace ?? 'default', { 'kubernetes.io/service-name': ref.name });
  return new Set(slices.flatMap(({ object }) => (object.endpoints ?? []).flatMap(({ addresses }) => addresses)));
}

/** The Service's ports that `80`, or `53/UDP`, means. Throws a SetupError for a text that is no port. */
function isMeant(text: string, port: ServicePort): boolean {
  const [, number, protocol] = /^(\d{1,5})(?:\/(TCP|UDP|SCTP))?$/i.exec(text) ?? [];
  if (number === undefined) throw new SetupError(`"${text}" is no port`, { hint: 'write 443, or 53/UDP' });
  return Number(number) === port.port && (protocol === undefined || protocol.toUpperCase() === protocolOf(port));
}

/** What a line of a report says of somebody outside who got through. */
export function foundOpen({ from, way, trace }: Tried): string {
  return `${from} ${verdictOf(trace)} through ${way.text}`;
}

function shutPorts(
  text: string,
  own: readonly ServicePort[],
  tried: readonly Tried<WayIn>[],
): readonly { readonly text: string; readonly attempts: readonly Tried[] }[] {
  const meant = own.filter((port) => isMeant(text, port));
  if (meant.length === 0) {
    const ports = own.map((port) => `${port.port}/${protocolOf(port)}`).join(', ') || 'none';
    return [{ text: `the Service has no port ${text}; its ports are: ${ports}`, attempts: [] }];
  }
  return meant.flatMap((port) => {
    const attempts = tried.filter(({ way }) => way.port === port);
    if (attempts.some(({ arrives }) => arrives === 'always')) return [];
    const where = `port ${port.port}/${protocolOf(port)}`;
    if (attempts.length === 0) return [{ text: `nothing leads to ${where} from outside: ${NO_WAY}`, attempts }];
    const lines = attempts.map((each) => `${where}: ${foundOpen(each)}`);
    return [{ text: lines.join(NEXT), attempts }];
  });
}

const NO_WAY = 'no node port, load balancer address or external IP, and no Ingress';
