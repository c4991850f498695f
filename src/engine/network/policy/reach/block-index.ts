import type { Address, AddressRange, Cidr, Family, Pod, Resource } from '../../../model/index.ts';
import { formatCidr, parseAddress } from '../../../model/index.ts';
import { type AddressBlocks, holdsAllOf } from '../contract/peer.ts';
import { AddressRanges } from './address-ranges.ts';

/** Where the addresses of pods are known from. */
export interface PodAddresses {
  /** The addresses that a pod has; none for one that has none yet, and where no pod's are known. */
  of(pod: Resource<Pod>): readonly string[];
  /** The ranges of which such a pod gets one: a block matches it where it holds a whole range. */
  readonly ranges: readonly Cidr[];
}

/** The blocks that hold a pod, by their numbers, ascending. */
export interface HeldBy {
  readonly blocks: readonly number[];
  /** The blocks as text; equal for equal blocks and the same family. */
  readonly text: string;
  /** The family of the addresses that these blocks hold; absent where it makes no difference. */
  readonly family?: Family;
}

const NOTHING: HeldBy = { blocks: [], text: '' };
const FAMILIES: readonly Family[] = [4, 6];

/** Tells which pods the blocks of addresses in rules tell apart. */
export class BlockIndex {
  readonly #ids = new Map<string, number>();
  readonly #blocks: AddressBlocks[] = [];
  readonly #addresses: PodAddresses;
  readonly #ranges: AddressRanges;
  readonly #byRange = new Map<AddressRange, HeldBy>();
  #without: HeldBy | undefined;

  constructor(blocks: Iterable<AddressBlocks>, addresses: PodAddresses) {
    this.#addresses = addresses;
    for (const each of blocks) this.#add(each);
    const cuts = this.#blocks.flatMap(({ cidrs, except }) => [...cidrs, ...except]);
    this.#ranges = new AddressRanges(FAMILIES, cuts);
  }

  /** `undefined` for blocks that match no pod, whatever its address. */
  idOf(blocks: AddressBlocks): number | undefined {
    return this.#ids.get(keyOf(blocks));
  }

  /**
   * What holds a pod: one entry, or one for each family of its addresses where blocks hold one and not the other. A
   * connection is of one family, so that such a pod is two. All pods of a cluster have addresses of the same families.
   */
  holding(pod: Resource<Pod>): readonly HeldBy[] {
    if (this.#blocks.length === 0) return [NOTHING];
    const held = this.#addresses.of(pod).flatMap((text) => {
      const address = parseAddress(text);
      return address === undefined ? [] : [this.#holdingAddress(address)];
    });
    const [first, ...others] = held;
    if (first === undefined) return [this.#holdingUnknown()];
    const text = first.blocks.join(' ');
    return others.every(({ blocks }) => blocks.join(' ') === text) ? [{ blocks: first.blocks, text }] : held;
  }

  #add(blocks: AddressBlocks): void {
    const key = keyOf(blocks);
    if (blocks.blindTo.includes('pod') || this.#ids.has(key)) return;
    this.#ids.set(key, this.#blocks.length);
    this.#blocks.push(blocks);
  }

  #holdingAddress(address: Address): HeldBy {
    const range = this.#ranges.at(address);
    const known = range === undefined ? NOTHING : this.#byRange.get(range);
    if (known !== undefined || range === undefined) return known ?? NOTHING;
    const { family, first, last } = range;
    const found = { ...this.#heldBy((block) => holdsAllOf(block, { family, first, last })), family };
    const held = { ...found, text: `${found.text} IPv${family}` };
    this.#byRange.set(range, held);
    return held;
  }

  #holdingUnknown(): HeldBy {
    this.#without ??= this.#heldBy((block) => this.#addresses.ranges.some((range) => holdsAllOf(block, range)));
    return this.#without;
  }

  #heldBy(holds: (block: AddressBlocks) => boolean): HeldBy {
    const blocks = [...this.#blocks.keys()].filter((id) => {
      const block = this.#blocks[id];
      return block !== undefined && holds(block);
    });
    return { blocks, text: blocks.join(' ') };
  }
}

/** Blocks that hold the same have the same text. */
function keyOf({ cidrs, except }: AddressBlocks): string {
  return `${cidrs.map(formatCidr).join()} ${except.map(formatCidr).join()}`;
}
