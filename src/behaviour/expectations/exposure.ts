import type { Cluster } from '../../api/index.ts';
import { type Backend, backendOf } from '../../backends/index.ts';
import type { ClusterView, Resource, Service, ServicePort, WrittenPort } from '../../engine/model/index.ts';
import { firstLines } from '../../engine/model/index.ts';
import { meaningOf, type NamedObject, namePhrase, type Phrase, parsePort } from '../../grammar/index.ts';
import { failExpectation } from '../failure.ts';
import { evidence, NEXT, verdictOf } from './answer-text.ts';
import { furtherWaysIn } from './doubts.ts';
import { type Goal, type Tried, tryFromOutside } from './from-outside.ts';
import { serviceNamed } from './service-named.ts';
import { protocolOf, type WayIn, waysIn } from './ways-in.ts';

/** What a sentence says of a Service: the ports that are open to the outside, as the Service numbers them. */
export interface Exposure {
  readonly service: NamedObject;
  readonly namespace: string;
  /** `443`, `53/UDP`; a number alone means each of the Service's ports of that number. */
  readonly ports: readonly (string | Phrase<WrittenPort>)[];
  /** `only`: no other port of the Service is open. */
  readonly others: 'closed' | 'any';
}

/** Holds if somebody outside always gets through to each of the ports; every port that is wrong is reported. */
export async function expectExposed(asked: Backend | Cluster, exposure: Exposure): Promise<void> {
  const { service: name, namespace, ports, others } = exposure;
  const backend = backendOf(asked);
  const service = serviceNamed({ view: await backend.objects(), namespace }, name);
  const tried = await tryFromOutside(backend, await serviceGoal(backend, service));
  const own = service.object.spec.ports ?? [];
  const wanted = ports.map((port) => ({ text: String(port), port: meaningOf(port, parsePort) }));
  const shut = wanted.flatMap((each) => shutPorts(each, own, tried));
  const meant = (port: ServicePort) => wanted.some((each) => isMeant(each.port, port));
  const open = others === 'any' ? [] : tried.filter(({ arrives, way }) => arrives !== 'never' && !meant(way.port));
  const further = others === 'any' ? [] : furtherWaysIn(await backend.objects(), service);
  if (shut.length === 0 && open.length === 0 && further.length === 0) return;
  const places = ports.length === 1 ? 'port' : 'ports';
  failExpectation(
    `service ${namePhrase(name)} is exposed on ${places} ${ports.join(', ')}${others === 'closed' ? ' only' : ''}`,
    [...shut.map(({ text }) => text), ...firstLines(open.map(foundOpen)), ...firstLines(further)].join(NEXT),
    evidence([...shut.flatMap(({ attempts }) => attempts), ...open]),
  );
}

/** Holds if nobody outside gets through to any port, not even sometimes; every way that is open is reported. */
export async function expectNotExposed(asked: Backend | Cluster, name: NamedObject, namespace: string): Promise<void> {
  const backend = backendOf(asked);
  const service = serviceNamed({ view: await backend.objects(), namespace }, name);
  const tried = await tryFromOutside(backend, await serviceGoal(backend, service));
  const open = tried.filter(({ arrives }) => arrives !== 'never');
  const further = furtherWaysIn(await backend.objects(), service);
  if (open.length === 0 && further.length === 0) return;
  const lines = [...firstLines(open.map(foundOpen)), ...firstLines(further)].join(NEXT);
  failExpectation(`service ${namePhrase(name)} is not exposed`, lines, evidence(open));
}

/** The ways in that a Service opens, and its endpoints, at which they should end. */
export async function serviceGoal(backend: Backend, service: Resource<Service>): Promise<Goal<WayIn>> {
  const addresses = endpointIPs(await backend.objects(), service);
  return { ways: await waysIn(backend, service), meets: ({ endpoint }) => addresses.has(endpoint?.ip?.text ?? '') };
}

/** The addresses of a Service's endpoints, ready or not. */
export function endpointIPs(view: ClusterView, { ref }: Resource<Service>): ReadonlySet<string> {
  const slices = view.labelled('EndpointSlice', ref.namespace, { 'kubernetes.io/service-name': ref.name });
  return new Set(slices.flatMap(({ object }) => object.endpoints.flatMap(({ addresses }) => addresses)));
}

function isMeant({ port, protocol }: WrittenPort, own: ServicePort): boolean {
  return port === own.port && (protocol === undefined || protocol === protocolOf(own));
}

/** What a line of a report says of somebody outside who got through. */
export function foundOpen({ from, way, trace }: Tried): string {
  return `${from} ${verdictOf(trace)} through ${way.text}`;
}

function shutPorts(
  wanted: { readonly text: string; readonly port: WrittenPort },
  own: readonly ServicePort[],
  tried: readonly Tried<WayIn>[],
): readonly { readonly text: string; readonly attempts: readonly Tried[] }[] {
  const meant = own.filter((port) => isMeant(wanted.port, port));
  if (meant.length === 0) {
    const ports = own.map((port) => `${port.port}/${protocolOf(port)}`).join(', ') || 'none';
    return [{ text: `the Service has no port ${wanted.text}; its ports are: ${ports}`, attempts: [] }];
  }
  return meant.flatMap((port) => {
    const attempts = tried.filter(({ way }) => way.port === port);
    if (attempts.some(({ arrives }) => arrives === 'always')) return [];
    const where = `port ${port.port}/${protocolOf(port)}`;
    if (attempts.length === 0) return [{ text: `nothing leads to ${where} from outside: ${NO_WAY}`, attempts }];
    const lines = attempts.map((each) => `${where}: ${foundOpen(each)}`);
    return [{ text: firstLines(lines).join(NEXT), attempts }];
  });
}

const NO_WAY = 'no node port, load balancer address or external IP, and no Ingress';
