import { type Address, addressOf, parseCidr } from './address.ts';
import type { NodeSource, NodeSources } from './cluster-spec.ts';
import type { ClusterView } from './cluster-view.ts';

const PLACE_IN_BLOCK: Readonly<Record<Exclude<NodeSource, 'node'>, bigint>> = {
  first: 0n,
  gateway: 1n,
  management: 2n,
};

/**
 * The addresses of its own block of the pod range by which pods know a node, one of each family; none where they know it by
 * the node's own address, or where it has no block.
 */
export function nodeSourceAddresses(view: ClusterView, node: string, towards: keyof NodeSources): readonly Address[] {
  const source = view.spec.network.nodeSource[towards];
  if (source === 'node') return [];
  return blocksOf(view, node).flatMap((text) => {
    const cidr = parseCidr(text);
    return cidr === undefined ? [] : [addressOf(cidr.family, cidr.first + PLACE_IN_BLOCK[source])];
  });
}

function blocksOf(view: ClusterView, node: string): readonly string[] {
  const spec = view.get('Node', node)?.object.spec;
  return spec?.podCIDRs ?? (spec?.podCIDR === undefined ? [] : [spec.podCIDR]);
}
