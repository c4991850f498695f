import type { Cidr, Family } from '../model/index.ts';
import { contains, formatAddress, parseAddress, parseCidr } from '../model/index.ts';
import type { NodeFile } from './cluster-file.ts';

/** Where machines get their addresses from if nobody says; the first that lies outside the cluster's own ranges. */
const FIRST_ADDRESSES: Readonly<Record<Family, readonly string[]>> = {
  4: ['192.168.0.10', '172.16.0.10', '10.0.0.10'],
  6: ['fd00:192:168::10', 'fd00:172:16::10'],
};

/**
 * Every node's addresses, in the order of the nodes: those that it says, else the next free one of each family.
 *
 * `clusterRanges` are the pods' and the Services' ranges; the first decides about the primary family.
 */
export function nodeAddresses(
  nodes: readonly NodeFile[],
  clusterRanges: readonly string[],
): readonly (readonly string[])[] {
  const ranges = clusterRanges.flatMap((text) => parseCidr(text) ?? []);
  const families = [...new Set(ranges.map(({ family }) => family))];
  const taken = new Set(nodes.flatMap((node) => writtenAddresses(node) ?? []));
  const next = families.map((family) => freeAddresses(family, firstAddress(family, ranges), taken));
  return nodes.map((node) => writtenAddresses(node) ?? next.map((addresses) => addresses.next().value));
}

function* freeAddresses(family: Family, first: bigint, taken: ReadonlySet<string>): Generator<string, never> {
  for (let value = first; ; value++) {
    const address = formatAddress({ family, value });
    if (!taken.has(address)) yield address;
  }
}

function writtenAddresses({ address, addresses }: NodeFile): readonly string[] | undefined {
  return addresses ?? (address === undefined ? undefined : [address]);
}

function firstAddress(family: Family, ranges: readonly Cidr[]): bigint {
  const candidates = FIRST_ADDRESSES[family].flatMap((text) => parseAddress(text) ?? []);
  const free = candidates.find((candidate) => !ranges.some((range) => contains(range, candidate)));
  return (free ?? candidates[0])?.value ?? 0n;
}
