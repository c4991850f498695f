import type { Endpoint } from './endpoint.ts';
import { isServingTerminating, isUsable } from './endpoint.ts';
import type { ProxiedPort } from './proxied-port.ts';
import { usesClusterEndpoints, usesLocalEndpoints } from './proxied-port.ts';

/** What the choice of endpoints depends on, of a node. */
export interface Topology {
  readonly name: string;
  /** The label topology.kubernetes.io/zone; empty for a node without it. */
  readonly zone: string;
}

/** The endpoints that a node may use for a port, by traffic policy. */
export interface EndpointChoice {
  /** Those of the Cluster policy, narrowed by topology hints; empty where no traffic goes by it. */
  readonly cluster: readonly Endpoint[];
  /** Those of the Local policy; empty where no traffic goes by it. */
  readonly local: readonly Endpoint[];
  /** Whether any node at all could reach an endpoint; tells a reject from a drop. */
  readonly any: boolean;
}

/**
 * Chooses among a port's endpoints: ready ones, and where there are none those that serve while they terminate,
 * separately for each policy.
 *
 * kubernetes pkg/proxy/topology.go (CategorizeEndpoints).
 */
export function categorizeEndpoints(endpoints: readonly Endpoint[], port: ProxiedPort, node: Topology): EndpointChoice {
  const cluster = usesClusterEndpoints(port) ? readyElseTerminating(endpoints, hinted(endpoints, node)) : [];
  if (!usesLocalEndpoints(port)) return { cluster, local: [], any: cluster.length > 0 };
  const ownEndpoints = endpoints.filter(({ nodeName }) => nodeName === node.name);
  const local = readyElseTerminating(ownEndpoints, ownEndpoints);
  return { cluster, local, any: endpoints.some(isUsable) };
}

function readyElseTerminating(all: readonly Endpoint[], preferred: readonly Endpoint[]): readonly Endpoint[] {
  const ready = preferred.filter((endpoint) => endpoint.ready);
  return ready.length > 0 ? ready : all.filter(isServingTerminating);
}

/**
 * The endpoints that hints leave to a node. Hints count only if every ready endpoint has them and one of them names
 * this node, or else its zone (topologyModeFromHints).
 */
function hinted(endpoints: readonly Endpoint[], { name, zone }: Topology): readonly Endpoint[] {
  const ready = endpoints.filter((endpoint) => endpoint.ready);
  const forNode = ready.filter(({ nodeHints }) => nodeHints.includes(name));
  if (forNode.length > 0 && ready.every(({ nodeHints }) => nodeHints.length > 0)) return forNode;
  const forZone = ready.filter(({ zoneHints }) => zoneHints.includes(zone));
  if (forZone.length > 0 && ready.every(({ zoneHints }) => zoneHints.length > 0)) return forZone;
  return endpoints;
}
