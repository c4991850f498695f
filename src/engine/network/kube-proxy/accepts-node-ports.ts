import type { Address, Cidr, Family, ProxySpec } from '../../model/index.ts';
import { bitsOf, cidrOf, contains, isLoopback, LOOPBACK, parseCidr, sameAddress } from '../../model/index.ts';
import type { ProxyNode } from './proxy-node.ts';
import { isLocalAddress, primaryAddress } from './proxy-node.ts';

/**
 * Reports whether node ports answer on this address of the node.
 *
 * Without `nodePortAddresses`: on every address in iptables and ipvs mode, on the primary ones in nftables mode. CIDRs
 * of the other family alone restrict nothing. Loopback works for IPv4 in iptables mode only, with `localhostNodePorts`.
 *
 * kubernetes pkg/proxy/util/nodeport_addresses.go, cmd/kube-proxy/app/{server,server_linux}.go.
 */
export function acceptsNodePorts(proxy: ProxySpec, node: ProxyNode, address: Address): boolean {
  if (!isLocalAddress(node, address)) return false;
  const loopback = isLoopback(address);
  if (loopback && (proxy.mode !== 'iptables' || address.family === 6 || !proxy.localhostNodePorts)) return false;
  const ranges = nodePortRanges(proxy, node, address.family);
  if (ranges === undefined) return true;
  // A restriction lists the addresses of interfaces, and `lo` has but one.
  return ranges.some((range) => contains(range, address)) && (!loopback || sameAddress(address, LOOPBACK[4]));
}

/**
 * The addresses of the node on which node ports answer in a family, loopback first; `undefined` where nothing restricts
 * them (GetNodeIPs in kubernetes pkg/proxy/util/nodeport_addresses.go).
 */
export function nodePortAddresses(proxy: ProxySpec, node: ProxyNode, family: Family): readonly Address[] | undefined {
  if (nodePortRanges(proxy, node, family) === undefined) return undefined;
  const own = node.addresses.filter((address) => address.family === family);
  return [LOOPBACK[family], ...own].filter((address) => acceptsNodePorts(proxy, node, address));
}

/** The ranges that restrict node ports in a family, `undefined` for no restriction. */
function nodePortRanges(proxy: ProxySpec, node: ProxyNode, family: Family): readonly Cidr[] | undefined {
  const ofFamily = configured(proxy, node).filter((range) => range.family === family);
  return ofFamily.length === 0 || ofFamily.some(({ prefix }) => prefix === 0) ? undefined : ofFamily;
}

function configured({ mode, nodePortAddresses }: ProxySpec, node: ProxyNode): readonly Cidr[] {
  const usesPrimary = nodePortAddresses.includes('primary') || (mode === 'nftables' && nodePortAddresses.length === 0);
  if (!usesPrimary) return nodePortAddresses.flatMap((text) => parseCidr(text) ?? []);
  const primary = [primaryAddress(node, 4) ?? [], primaryAddress(node, 6) ?? []].flat();
  return primary.map((address) => cidrOf(address, bitsOf(address.family)));
}
