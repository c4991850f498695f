import { type Address, contains, type Family, type PacketProtocol, sameAddress } from '../../model/index.ts';
import type { HostPort, Owner, RouteTable } from './table.ts';

const STRANGER: Owner = { kind: 'stranger' };

/** Says who has an address, or what range it falls into. Total: every address gets an answer. */
export function ownerOf(table: RouteTable, address: Address): Owner {
  const owner = table.owners.get(address.text);
  if (owner !== undefined) return owner;
  const nodeRange = table.nodeRanges.find(({ cidr }) => contains(cidr, address));
  if (nodeRange !== undefined) return { kind: 'no-pod', ...nodeRange };
  const podRange = table.podRanges.find((cidr) => contains(cidr, address));
  if (podRange !== undefined) return { kind: 'no-pod', cidr: podRange, node: undefined };
  const cidr = table.serviceRanges.find((each) => contains(each, address));
  return cidr === undefined ? STRANGER : { kind: 'service-range', cidr };
}

/** The node's first address of a family: the one that masqueraded traffic leaves with. */
export function nodeAddress(table: RouteTable, node: string, family: Family): Address | undefined {
  return table.nodeAddresses.get(node)?.find((address) => address.family === family);
}

/**
 * The address that a packet from a node gets on its way to a pod: that of the interface by which it leaves the node, else the
 * node's own.
 */
export function addressTowards(
  table: RouteTable,
  node: string,
  { node: other, family }: { readonly node: string; readonly family: Family },
): Address | undefined {
  const sources = table.nodeSources.get(node)?.[other === node ? 'ownPods' : 'otherPods'];
  return sources?.find((address) => address.family === family) ?? nodeAddress(table, node, family);
}

/** The pod behind a host port, where portmap would translate it (CNI portmap plugin: local addresses, by hostIP). */
export function hostPortAt(
  table: RouteTable,
  node: string,
  to: { readonly ip: Address; readonly port: number; readonly protocol: PacketProtocol },
): HostPort | undefined {
  const bound = table.hostPorts.get(`${node}/${to.port}/${to.protocol}`);
  return bound?.find(({ hostIP }) => hostIP === undefined || sameAddress(hostIP, to.ip));
}
