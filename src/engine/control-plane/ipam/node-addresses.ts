import type { ClusterView } from '../../model/index.ts';
import { parseAddress } from '../../model/index.ts';

/**
 * A node's own addresses as pods on it see them in status.hostIPs: at most one of each family, the primary first.
 *
 * InternalIPs come before ExternalIPs. pkg/util/node/node.go (GetNodeHostIPs)
 */
export function hostIPsOf(view: ClusterView, name: string): readonly string[] {
  const addresses = view.get('Node', name)?.object.status?.addresses ?? [];
  const ofType = (type: string) => addresses.filter((each) => each.type === type).map((each) => each.address);
  const known = [...ofType('InternalIP'), ...ofType('ExternalIP')];
  const candidates = known.length > 0 ? known : (view.nodeSpec(name)?.addresses ?? []);
  const primary = candidates[0];
  if (primary === undefined) return [];
  const family = parseAddress(primary)?.family;
  const second = candidates.find((each) => parseAddress(each)?.family !== family);
  return second === undefined ? [primary] : [primary, second];
}
