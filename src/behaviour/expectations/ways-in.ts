import type { Cluster } from '../../api/index.ts';
import { type Backend, backendOf } from '../../backends/index.ts';
import type { ClusterView, Ingress, Protocol, Resource, Service, ServicePort } from '../../engine/model/index.ts';
import { formatSocket, parseAddress, wildcardFor } from '../../engine/model/index.ts';
import { httpTarget, type Target } from '../../grammar/index.ts';
import { unjudged } from '../judged-backend.ts';

/** An address that somebody outside may connect to in order to get to a port of a Service. */
export interface WayIn {
  /** The address as people write it, with what opened it: `192.168.0.11:31080 (NodePort)`. */
  readonly text: string;
  readonly target: Target;
  /** The Service's port that it leads to. */
  readonly port: ServicePort;
}

/**
 * The ways in that a Service opens, whether or not anybody gets through: its node port on each address of each node, its
 * load balancer's addresses and externalIPs, and the paths of the Ingresses that lead to it.
 */
export async function waysIn(asked: Backend | Cluster, service: Resource<Service>): Promise<readonly WayIn[]> {
  const backend = backendOf(asked);
  const view = await backend.objects();
  const requests = (service.object.spec.ports ?? []).flatMap((port) =>
    view.list('Ingress', service.ref.namespace).flatMap((ingress) => requestsTo(ingress, { service, port })),
  );
  const doors = requests.length === 0 ? [] : await gatewayDoors(backend, view);
  return [...openedBy(view, service), ...requests.flatMap((request) => throughIngress(request, doors))];
}

/** The addresses of the cluster's nodes by which others know them. */
export function nodeIPs(view: ClusterView): readonly string[] {
  return view
    .list('Node')
    .flatMap(({ object }) => object.status?.addresses ?? [])
    .map(({ address }) => address)
    .filter((address) => parseAddress(address) !== undefined);
}

export function protocolOf({ protocol }: ServicePort): Protocol {
  return protocol as Protocol;
}

function openedBy(view: ClusterView, { object: { spec, status } }: Resource<Service>): readonly WayIn[] {
  const balancers = spec.type === 'LoadBalancer' ? (status?.loadBalancer?.ingress ?? []) : [];
  const assigned = balancers.flatMap(({ ip, hostname }) => ip ?? hostname ?? []);
  return (spec.ports ?? []).flatMap((port) => {
    const way = (via: string, number: number) => (host: string) => ({
      text: `${formatSocket(host, number)} (${via})`,
      target: { host, port: number, protocol: protocolOf(port) },
      port,
    });
    const { nodePort } = port;
    return [
      ...assigned.map(way('LoadBalancer', port.port)),
      ...(spec.externalIPs ?? []).map(way('ExternalIP', port.port)),
      ...(nodePort === undefined ? [] : nodeIPs(view).map(way('NodePort', nodePort))),
    ];
  });
}

/** A request that an Ingress passes on to a port of a Service. */
interface Request {
  /** The Host header; absent where any will do. */
  readonly host: string | undefined;
  readonly path: string;
  readonly scheme: 'http' | 'https';
  readonly ingress: Resource<Ingress>;
  readonly port: ServicePort;
}

interface IngressBackend {
  readonly service: Resource<Service>;
  readonly port: ServicePort;
}

/** An Ingress may be asked wherever its controller listens: at the addresses it published, and at its Service's. */
function throughIngress({ host, path, scheme, ingress, port }: Request, gateways: readonly Door[]): readonly WayIn[] {
  const published = (ingress.object.status?.loadBalancer?.ingress ?? []).flatMap(
    ({ ip, hostname }) => ip ?? hostname ?? [],
  );
  const standard = published.map((address) => ({ host: address, port: scheme === 'https' ? 443 : 80, scheme }));
  const others = gateways.filter((door) => door.scheme === scheme);
  const doors = new Map([...standard, ...others].map((door) => [formatSocket(door.host, door.port), door]));
  return [...doors].map(([address, door]) => ({
    text: `${scheme}://${host ?? address}${path} at ${address} (Ingress ${ingress.ref.name})`,
    target: httpTarget(door, { path, host }),
    port,
  }));
}

function requestsTo(ingress: Resource<Ingress>, { service, port }: IngressBackend): readonly Request[] {
  const { spec } = ingress.object;
  const leads = (to: Reference | undefined) =>
    to?.name === service.ref.name &&
    (to.port?.number === port.port || (to.port?.name !== undefined && to.port.name === port.name));
  const secured = new Set((spec?.tls ?? []).flatMap(({ hosts = [] }) => hosts));
  const isSecured = (host = '') => secured.has(host) || secured.has(wildcardFor(host));
  const atDefault = leads(spec?.defaultBackend?.service)
    ? [{ host: undefined, path: '/', scheme: 'http' as const, ingress, port }]
    : [];
  const atPaths = (spec?.rules ?? []).flatMap(({ host, http }) =>
    (http?.paths ?? [])
      .filter(({ backend }) => leads(backend.service))
      .map(({ path = '/' }) => ({
        // Any label will do for a wildcard.
        host: host?.replace(/^\*/, 'www'),
        path,
        scheme: isSecured(host) ? ('https' as const) : ('http' as const),
        ingress,
        port,
      })),
  );
  return [...atDefault, ...atPaths];
}

interface Reference {
  readonly name: string;
  readonly port?: { readonly number?: number; readonly name?: string };
}

interface Door {
  readonly host: string;
  readonly port: number;
  readonly scheme: Request['scheme'];
}

const doorsOf = new WeakMap<ClusterView, Promise<readonly Door[]>>();

/** Where the Services of gateways can be asked from outside: known by what happens to a request there. */
function gatewayDoors(backend: Backend, view: ClusterView): Promise<readonly Door[]> {
  const doors = doorsOf.get(view) ?? findDoors(unjudged(backend), view);
  doorsOf.set(view, doors);
  return doors;
}

async function findDoors(backend: Backend, view: ClusterView): Promise<readonly Door[]> {
  const ways = view.list('Service').flatMap((service) => openedBy(view, service));
  const candidates = ways.flatMap(({ target: { host, port, protocol } }) =>
    protocol === 'TCP' ? SCHEMES.map((scheme) => ({ host, port, scheme })) : [],
  );
  const doors: Door[] = [];
  for (const door of candidates) if (await isGateway(backend, door)) doors.push(door);
  return doors;
}

const SCHEMES: readonly Request['scheme'][] = ['http', 'https'];

async function isGateway(backend: Backend, door: Door): Promise<boolean> {
  const from = { kind: 'external' } as const;
  const { branches } = await backend.connect({ from, to: httpTarget(door, { path: '/' }), namespace: 'default' });
  return branches.some(({ hops }) => hops.some(({ stage }) => stage === 'gateway'));
}
