import type { Cidr, Family, ProxySpec } from '../../model/index.ts';
import { contains, parseAddress, parseCidr } from '../../model/index.ts';
import type { ProxyNode } from './proxy-node.ts';
import { isLocalAddress, isLoopback, primaryAddress } from './proxy-node.ts';

/**
 * Reports whether node ports answer on this address of the node.
 *
 * Without `nodePortAddresses`: on every address in iptables and ipvs mode, on the primary ones in nftables mode. CIDRs
 * of the other family alone restrict nothing. Loopback works for IPv4 in iptables mode only, with `localhostNodePorts`.
 *
 * kubernetes pkg/proxy/util/nodeport_addresses.go, cmd/kube-proxy/app/{server,server_linux}.go.
 */
export function acceptsNodePorts(proxy: ProxySpec, node: ProxyNode, destination: string): boolean {
  const address = parseAddress(destination);
  if (address === undefined || !isLocalAddress(node, destination)) return false;
  const loopback = isLoopback(destination);
  if (loopback && (proxy.mode !== 'iptables' || address.family === 6 || !proxy.localhostNodePorts)) return false;
  const ranges = nodePortRanges(proxy, node, address.family);
  if (ranges === undefined) return true;
  // A restriction lists the addresses of interfaces, and `lo` has but one.
  return ranges.some((range) => contains(range, address)) && (!loopback || destination === '127.0.0.1');
}

/**
 * The addresses of the node on which node ports answer in a family, loopback first; `undefined` where nothing restricts
 * them (GetNodeIPs in kubernetes pkg/proxy/util/nodeport_addresses.go).
 */
export function nodePortAddresses(proxy: ProxySpec, node: ProxyNode, family: Family): readonly string[] | undefined {
  if (nodePortRanges(proxy, node, family) === undefined) return undefined;
  const own = node.addresses.filter((address) => parseAddress(address)?.family === family);
  const loopback = family === 4 ? '127.0.0.1' : '::1';
  return [loopback, ...own].filter((address) => acceptsNodePorts(proxy, node, address));
}

/** The ranges that restrict node ports in a family, `undefined` for no restriction. */
function nodePortRanges(proxy: ProxySpec, node: ProxyNode, family: Family): readonly Cidr[] | undefined {
  const ranges = configured(proxy, node).flatMap((text) => parseCidr(text) ?? []);
  const ofFamily = ranges.filter((range) => range.family === family);
  return ofFamily.length === 0 || ofFamily.some(({ prefix }) => prefix === 0) ? undefined : ofFamily;
}

function configured({ mode, nodePortAddresses }: ProxySpec, node: ProxyNode): readonly string[] {
  const usesPrimary = nodePortAddresses.includes('primary') || (mode === 'nftables' && nodePortAddresses.length === 0);
  if (!usesPrimary) return nodePortAddresses;
  const four = primaryAddress(node, 4);
  const six = primaryAddress(node, 6);
  return [...(four === undefined ? [] : [`${four}/32`]), ...(six === undefined ? [] : [`${six}/128`])];
}
