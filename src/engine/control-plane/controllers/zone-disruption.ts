import type { ClusterView, Node, Resource } from '../../model/index.ts';

const UNHEALTHY_THRESHOLD = 0.55;
const LARGE_CLUSTER = 50;

/**
 * The zones in which nodes that are down may lose their pods, by `zoneOf`.
 *
 * A zone of at most 50 nodes of which more than two, and 55 % or more, are down evicts nothing; nor does any zone when
 * every zone is down as a whole, since then it is more likely the control plane that is cut off. (ComputeZoneState and
 * handleDisruption in kubernetes pkg/controller/nodelifecycle/node_lifecycle_controller.go.)
 */
export function evictingZones(view: ClusterView): ReadonlySet<string> {
  const zones = new Map<string, { nodes: number; down: number }>();
  for (const node of view.list('Node')) {
    const zone = zones.get(zoneOf(node)) ?? { nodes: 0, down: 0 };
    zone.nodes++;
    if (isDown(view, node)) zone.down++;
    zones.set(zoneOf(node), zone);
  }
  const counts = [...zones];
  if (counts.every(([, { nodes, down }]) => down === nodes)) return new Set();
  return new Set(counts.filter(([, { nodes, down }]) => !isHalted(nodes, down)).map(([zone]) => zone));
}

/** A zone that is down as a whole goes on evicting, as long as another zone is not. */
function isHalted(nodes: number, down: number): boolean {
  return down < nodes && down > 2 && down / nodes >= UNHEALTHY_THRESHOLD && nodes <= LARGE_CLUSTER;
}

/** Region and zone together (GetZoneKey in component-helpers node/topology). */
export function zoneOf({ object }: Resource<Node>): string {
  const labels = object.metadata.labels ?? {};
  return `${labels['topology.kubernetes.io/region'] ?? ''}/${labels['topology.kubernetes.io/zone'] ?? ''}`;
}

/** Reports whether the machine behind the node is switched off. */
export function isDown(view: ClusterView, node: Resource<Node>): boolean {
  return view.nodeSpec(node.ref.name)?.up === false;
}
