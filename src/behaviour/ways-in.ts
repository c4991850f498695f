import { type Cluster, parseRequest, type Target } from '../api/index.ts';
import type { ClusterView, Ingress, Protocol, Resource, Service, ServicePort } from '../engine/model/index.ts';
import { formatSocket, parseAddress, wildcardFor } from '../engine/model/index.ts';

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
export function waysIn(cluster: Cluster, service: Resource<Service>): readonly WayIn[] {
  const ports = service.object.spec?.ports ?? [];
  const ingresses = cluster.view.list('Ingress', service.ref.namespace);
  return [
    ...openedBy(cluster.view, service),
    ...ports.flatMap((port) => ingresses.flatMap((ingress) => throughIngress(cluster, ingress, { service, port }))),
  ];
}

/** The addresses of the cluster's nodes by which others know them. */
export function nodeIPs(view: ClusterView): readonly string[] {
  return view
    .list('Node')
    .flatMap(({ object }) => object.status?.addresses ?? [])
    .map(({ address }) => address)
    .filter((address) => parseAddress(address) !== undefined);
}

export function protocolOf({ protocol = 'TCP' }: ServicePort): Protocol {
  return protocol as Protocol;
}

function openedBy(view: ClusterView, { object: { spec, status } }: Resource<Service>): readonly WayIn[] {
  const balancers = spec?.type === 'LoadBalancer' ? (status?.loadBalancer?.ingress ?? []) : [];
  const assigned = balancers.flatMap(({ ip, hostname }) => ip ?? hostname ?? []);
  return (spec?.ports ?? []).flatMap((port) => {
    const way = (via: string, number: number) => (host: string) => ({
      text: `${formatSocket(host, number)} (${via})`,
      target: { host, port: number, protocol: protocolOf(port) },
      port,
    });
    const { nodePort } = port;
    return [
      ...assigned.map(way('LoadBalancer', port.port)),
      ...(spec?.externalIPs ?? []).map(way('ExternalIP', port.port)),
      ...(nodePort === undefined ? [] : nodeIPs(view).map(way('NodePort', nodePort))),
    ];
  });
}

interface Backend {
  readonly service: Resource<Service>;
  readonly port: ServicePort;
}

/** An Ingress may be asked wherever its controller listens: at the addresses it published, and at its Service's. */
function throughIngress(cluster: Cluster, ingress: Resource<Ingress>, backend: Backend): readonly WayIn[] {
  const requests = requestsTo(ingress.object, backend);
  if (requests.length === 0) return [];
  const published = (ingress.object.status?.loadBalancer?.ingress ?? []).flatMap(
    ({ ip, hostname }) => ip ?? hostname ?? [],
  );
  return requests.flatMap(({ host, path, scheme }) => {
    const standard = published.map((address) => ({ host: address, port: scheme === 'https' ? 443 : 80, scheme }));
    const others = gatewayDoors(cluster).filter((door) => door.scheme === scheme);
    const doors = new Map([...standard, ...others].map((door) => [formatSocket(door.host, door.port), door]));
    return [...doors].map(([address]) => ({
      text: `${scheme}://${host ?? address}${path} at ${address} (Ingress ${ingress.ref.name})`,
      target: parseRequest(`${scheme}://${address}${path}`, host),
      port: backend.port,
    }));
  });
}

interface Request {
  readonly host: string | undefined;
  readonly path: string;
  readonly scheme: 'http' | 'https';
}

function requestsTo({ spec }: Ingress, { service, port }: Backend): readonly Request[] {
  const leads = (to: Reference | undefined) =>
    to?.name === service.ref.name &&
    (to.port?.number === port.port || (to.port?.name !== undefined && to.port.name === port.name));
  const secured = new Set((spec?.tls ?? []).flatMap(({ hosts = [] }) => hosts));
  const isSecured = (host = '') => secured.has(host) || secured.has(wildcardFor(host));
  const atDefault = leads(spec?.defaultBackend?.service)
    ? [{ host: undefined, path: '/', scheme: 'http' as const }]
    : [];
  const atPaths = (spec?.rules ?? []).flatMap(({ host, http }) =>
    (http?.paths ?? [])
      .filter(({ backend }) => leads(backend.service))
      .map(({ path = '/' }) => ({
        // Any label will do for a wildcard.
        host: host?.replace(/^\*/, 'www'),
        path,
        scheme: isSecured(host) ? ('https' as const) : ('http' as const),
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

const doorsOf = new WeakMap<Cluster, readonly Door[]>();

/** Where the Services of gateways can be asked from outside: known by what happens to a request there. */
function gatewayDoors(cluster: Cluster): readonly Door[] {
  const known = doorsOf.get(cluster);
  if (known !== undefined) return known;
  const ways = cluster.view.list('Service').flatMap((service) => openedBy(cluster.view, service));
  const doors = ways.flatMap(({ target: { host, port, protocol } }) =>
    protocol !== 'TCP'
      ? []
      : SCHEMES.filter((scheme) => isGateway(cluster, { host, port, scheme })).map((scheme) => ({
          host,
          port,
          scheme,
        })),
  );
  doorsOf.set(cluster, doors);
  return doors;
}

const SCHEMES: readonly Request['scheme'][] = ['http', 'https'];

function isGateway(cluster: Cluster, { host, port, scheme }: Door): boolean {
  const to = parseRequest(`${scheme}://${formatSocket(host, port)}/`);
  const { branches } = cluster.trace({ from: 'an external client', to });
  return branches.some(({ hops }) => hops.some(({ stage }) => stage === 'gateway'));
}
