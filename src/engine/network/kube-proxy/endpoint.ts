import type {
  Address,
  EndpointPort,
  EndpointSlice,
  Family,
  ObjectRef,
  Resource,
  SliceEndpoint,
} from '../../model/index.ts';
import { compareText, formatSocketAddress, parseAddress } from '../../model/index.ts';
import type { ProxiedPort } from './proxied-port.ts';

/** One address and port behind a ProxiedPort, usable or not (kubernetes pkg/proxy/endpoint.go). */
export interface Endpoint {
  readonly ip: Address;
  readonly port: number;
  /** Absent for endpoints outside the cluster's nodes: such an endpoint is local nowhere. */
  readonly nodeName?: string;
  /** The pod, where the EndpointSlice names it. */
  readonly targetRef?: ObjectRef;
  readonly slice: ObjectRef;
  readonly ready: boolean;
  readonly serving: boolean;
  readonly terminating: boolean;
  readonly zoneHints: readonly string[];
  readonly nodeHints: readonly string[];
}

/**
 * All endpoints of a port, by the string `ip:port` (10.0.0.10 stands before 10.0.0.2). Service and slice are joined
 * by the port's name and protocol; the Service's targetPort plays no part. Ports without a name or number are left out,
 * and of two entries for one address the one that does not terminate wins.
 *
 * kubernetes pkg/proxy/endpointslicecache.go.
 */
export function endpointsOf(port: ProxiedPort, slices: readonly Resource<EndpointSlice>[]): readonly Endpoint[] {
  const found = new Map<string, Endpoint>();
  for (const slice of slices) {
    if (slice.object.addressType === 'FQDN') continue;
    for (const slicePort of slice.object.ports ?? []) {
      const number = portNumber(slicePort, port);
      if (number === undefined) continue;
      for (const each of slice.object.endpoints) {
        const endpoint = endpointOf(each, { number, family: port.family, slice: slice.ref });
        if (endpoint === undefined) continue;
        const key = formatEndpoint(endpoint);
        const known = found.get(key);
        if (known === undefined || (known.terminating && !endpoint.terminating)) found.set(key, endpoint);
      }
    }
  }
  return [...found].sort(([a], [b]) => compareText(a, b)).map(([, endpoint]) => endpoint);
}

/** Prints `10.0.0.1:80`, the identity of an endpoint. */
export function formatEndpoint(endpoint: Endpoint): string {
  return formatSocketAddress(endpoint);
}

/** Ready, or still answering while it ends: the endpoints that any policy may use. */
export function isUsable(endpoint: Endpoint): boolean {
  return endpoint.ready || isServingTerminating(endpoint);
}

/** The last resort where nothing is ready (KEP-1672). */
export function isServingTerminating(endpoint: Endpoint): boolean {
  return endpoint.serving && endpoint.terminating;
}

function portNumber(slicePort: EndpointPort, port: ProxiedPort): number | undefined {
  // The API server gives an unnamed port the name '' (pkg/apis/discovery/v1/defaults.go).
  if (slicePort.name !== port.name || slicePort.protocol !== port.protocol) return undefined;
  return slicePort.port === undefined || slicePort.port === 0 ? undefined : slicePort.port;
}

interface SliceContext {
  readonly number: number;
  readonly family: Family;
  readonly slice: ObjectRef;
}

function endpointOf(each: SliceEndpoint, { number, family, slice }: SliceContext): Endpoint | undefined {
  const ip = parseAddress(each.addresses[0] ?? '');
  if (ip === undefined || ip.family !== family) return undefined;
  const target = targetOf(each, slice);
  return {
    ip,
    port: number,
    ...(each.nodeName === undefined ? {} : { nodeName: each.nodeName }),
    ...(target === undefined ? {} : { targetRef: target }),
    slice,
    ready: each.conditions?.ready ?? true,
    serving: each.conditions?.serving ?? true,
    terminating: each.conditions?.terminating ?? false,
    zoneHints: (each.hints?.forZones ?? []).map(({ name }) => name),
    nodeHints: nodeHints(each.hints),
  };
}

/** `hints.forNodes` came with Kubernetes 1.33, after the type declarations. */
function nodeHints(hints: object | undefined): readonly string[] {
  if (hints === undefined || !('forNodes' in hints) || !Array.isArray(hints.forNodes)) return [];
  const names: readonly { readonly name?: unknown }[] = hints.forNodes;
  return names.flatMap(({ name }) => (typeof name === 'string' ? [name] : []));
}

function targetOf({ targetRef }: SliceEndpoint, slice: ObjectRef): ObjectRef | undefined {
  if (targetRef?.kind === undefined || targetRef.name === undefined) return undefined;
  const namespace = targetRef.namespace ?? slice.namespace;
  return { kind: targetRef.kind, name: targetRef.name, ...(namespace === undefined ? {} : { namespace }) };
}
