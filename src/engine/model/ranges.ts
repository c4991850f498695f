import { type Address, contains, parseAddress, parseCidr } from './address.ts';
import type { ClusterSpec } from './cluster-spec.ts';

/** Reports whether one of the ranges, as a Cluster file writes them, holds an address. */
export function isInRanges(ranges: readonly string[], address: Address): boolean {
  return ranges.some((text) => {
    const cidr = parseCidr(text);
    return cidr !== undefined && contains(cidr, address);
  });
}

/** The addresses of the API servers outside the cluster from which pods are reached. */
export function apiServersWithRoute({ apiServer, network }: ClusterSpec): readonly string[] {
  return apiServer.addresses.filter((ip) => {
    const address = parseAddress(ip);
    return address !== undefined && isInRanges(network.routableFrom.pods, address);
  });
}
