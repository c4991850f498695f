import { contains, type Family, formatCidr, parseAddress } from '../../model/index.ts';
import { canonicalIP } from './canonical-ip.ts';
import type { HostPort, Owner, RouteTable } from './table.ts';

/** Says who has an address, or what range it falls into. Total: any text gets an answer. */
export function ownerOf(table: RouteTable, ip: string): Owner {
  const owner = table.owners.get(canonicalIP(ip));
  if (owner !== undefined) return owner;
  const address = parseAddress(ip);
  if (address === undefined) return { kind: 'stranger' };
  const nodeRange = table.nodeRanges.find(({ cidr }) => contains(cidr, address));
  if (nodeRange !== undefined) return { kind: 'no-pod', cidr: formatCidr(nodeRange.cidr), node: nodeRange.node };
  const podRange = table.podRanges.find((cidr) => contains(cidr, address));
  if (podRange !== undefined) return { kind: 'no-pod', cidr: formatCidr(podRange), node: undefined };
  const serviceRange = table.serviceRanges.find((cidr) => contains(cidr, address));
  return serviceRange === undefined ? { kind: 'stranger' } : { kind: 'service-range', cidr: formatCidr(serviceRange) };
}

/** The node's first address of a family: the one that masqueraded traffic leaves with. */
export function nodeAddress(table: RouteTable, node: string, family: Family): string | undefined {
  return table.nodeAddresses.get(node)?.find((address) => address.includes(':') === (family === 6));
}

/** The pod behind a host port, where portmap would translate it (CNI portmap plugin: local addresses, by hostIP). */
export function hostPortAt(
  table: RouteTable,
  node: string,
  to: { readonly ip: string; readonly port: number; readonly protocol: string },
): HostPort | undefined {
  const bound = table.hostPorts.get(`${node}/${to.port}/${to.protocol}`);
  return bound?.find(({ hostIP }) => hostIP === undefined || hostIP === to.ip);
}
