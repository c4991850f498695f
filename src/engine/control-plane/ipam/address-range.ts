import type { Address, Cidr } from '../../model/index.ts';
import { bitsOf, contains, formatAddress } from '../../model/index.ts';

/** The addresses that a node gives to its pods out of one pod CIDR. Both ends are inclusive. */
export interface AddressRange {
  readonly cidr: Cidr;
  /** The address of the bridge, or of the node's management port: neither it nor those before it are given out. */
  readonly gateway: bigint;
  readonly end: bigint;
}

/**
 * The range of a pod CIDR: `.2` to `.254` of a /24; `undefined` for one too small to hold a pod.
 *
 * containernetworking/plugins plugins/ipam/host-local/backend/allocator/range.go (Canonicalize); the docker bridge
 * leaves out the same addresses. OVN-Kubernetes keeps one more for the node (go-controller/pkg/util, GetNodeManagementIfAddr).
 */
export function addressRange(cidr: Cidr, keeps: 'gateway' | 'management' = 'gateway'): AddressRange | undefined {
  if (bitsOf(cidr.family) - cidr.prefix < 2) return undefined;
  return {
    cidr,
    gateway: cidr.first + (keeps === 'management' ? 2n : 1n),
    end: cidr.family === 4 ? cidr.last - 1n : cidr.last,
  };
}

/** How many pods fit into the range. */
export function capacityOf(range: AddressRange): bigint {
  return range.end - range.gateway;
}

/**
 * The free address that host-local takes: the first after the one it reserved last, around the end of the range. An
 * address just released is therefore the last to come again. allocator.go (Get, Next)
 */
export function nextAfter(
  range: AddressRange,
  taken: ReadonlySet<bigint>,
  lastReserved: bigint | undefined,
): bigint | undefined {
  const known = lastReserved !== undefined && lastReserved > range.gateway && lastReserved <= range.end;
  const before = known ? lastReserved : range.gateway;
  return firstFree(taken, before + 1n, range.end) ?? firstFree(taken, range.gateway + 1n, before);
}

/** The free address that the docker bridge takes: the lowest, so that one just released comes again at once. */
export function lowestFree(range: AddressRange, taken: ReadonlySet<bigint>): bigint | undefined {
  return firstFree(taken, range.gateway + 1n, range.end);
}

/** Prints the range as host-local does: `10.244.1.1-10.244.1.254`. */
export function formatRange(range: AddressRange): string {
  const print = (value: bigint) => formatAddress({ family: range.cidr.family, value });
  return `${print(range.gateway)}-${print(range.end)}`;
}

/** Reports whether pods of the range may have the address. */
export function inRange(range: AddressRange, address: Address): boolean {
  return contains(range.cidr, address) && address.value > range.gateway && address.value <= range.end;
}

function firstFree(taken: ReadonlySet<bigint>, from: bigint, to: bigint): bigint | undefined {
  for (let value = from; value <= to; value++) if (!taken.has(value)) return value;
  return undefined;
}
