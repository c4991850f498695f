import type { Address, AddressRange, Cidr, Family } from '../../../model/index.ts';
import { bitsOf } from '../../../model/index.ts';
import { BitSet } from './bit-set.ts';

/** All addresses of some families, cut wherever a block of a rule begins or ends; in order, IPv4 first. */
export class AddressRanges {
  /** Each holds neighbours that no rule tells apart. */
  readonly ranges: readonly AddressRange[];
  readonly #indexOfFirst = new Map<string, number>();
  readonly #ends = new Map<Family, number>();

  constructor(families: readonly Family[], cidrs: readonly Cidr[]) {
    this.ranges = families.flatMap((family) => cut(family, cidrs));
    for (const [index, { family, first }] of this.ranges.entries()) {
      this.#indexOfFirst.set(`${family} ${first}`, index);
      this.#ends.set(family, index + 1);
    }
  }

  /** The range that holds an address; `undefined` for a family that these are not of. */
  at({ family, value }: Address): AddressRange | undefined {
    let start = this.#indexOfFirst.get(`${family} 0`) ?? 0;
    let end = this.#ends.get(family) ?? start;
    while (end - start > 1) {
      const middle: number = (start + end) >>> 1;
      if ((this.ranges[middle]?.first ?? 0n) <= value) start = middle;
      else end = middle;
    }
    return end > start ? this.ranges[start] : undefined;
  }

  /** The indexes of the ranges inside a block that was cut out, moved by `offset`. */
  inside({ family, first, last }: Cidr, offset: number): BitSet {
    const from = this.#indexOfFirst.get(`${family} ${first}`);
    if (from === undefined) return BitSet.empty;
    const next = this.#indexOfFirst.get(`${family} ${last + 1n}`) ?? this.#ends.get(family) ?? 0;
    return BitSet.range(offset + from, offset + next);
  }
}

function cut(family: Family, cidrs: readonly Cidr[]): readonly AddressRange[] {
  const end = 1n << BigInt(bitsOf(family));
  const cuts = new Set<bigint>([0n]);
  for (const cidr of cidrs) {
    if (cidr.family !== family) continue;
    cuts.add(cidr.first);
    if (cidr.last + 1n < end) cuts.add(cidr.last + 1n);
  }
  const firsts = [...cuts].sort((a, b) => (a < b ? -1 : 1));
  return firsts.map((first, index) => ({ family, first, last: (firsts[index + 1] ?? end) - 1n }));
}
