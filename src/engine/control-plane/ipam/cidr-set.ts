import type { Cidr } from '../../model/index.ts';
import { bitsOf, cidrOf, overlaps } from '../../model/index.ts';

/**
 * The equal blocks of one cluster CIDR. A block that is released is not given out again before the cursor wraps.
 *
 * pkg/controller/nodeipam/ipam/cidrset/cidr_set.go
 */
export class CidrSet {
  readonly #cluster: Cidr;
  readonly #prefix: number;
  readonly #count: number;
  readonly #taken = new Set<number>();
  readonly #wide: Cidr[] = [];
  #next: number;

  /** `prefix` is the blocks' length; one shorter than the cluster CIDR's makes an empty set, as it does there. */
  constructor(cluster: Cidr, prefix: number, next: number) {
    this.#cluster = cluster;
    this.#prefix = prefix;
    this.#count = prefix < cluster.prefix ? 0 : 2 ** (prefix - cluster.prefix);
    this.#next = next;
  }

  /** The block that `allocate` tries first. */
  get next(): number {
    return this.#next;
  }

  /** Takes every block that `cidr` touches; one outside the cluster CIDR takes none. */
  occupy(cidr: Cidr): void {
    if (!overlaps(this.#cluster, cidr)) return;
    if (cidr.prefix < this.#prefix) this.#wide.push(cidr);
    else this.#taken.add(Number((cidr.first - this.#cluster.first) / this.#blockSize()));
  }

  /** The first free block at or after the cursor; `undefined` where none remains. */
  allocate(): Cidr | undefined {
    for (let tried = 0; tried < this.#count; tried++) {
      const index = (this.#next + tried) % this.#count;
      const block = this.#block(index);
      if (this.#taken.has(index) || this.#wide.some((wide) => overlaps(wide, block))) continue;
      this.#taken.add(index);
      this.#next = (index + 1) % this.#count;
      return block;
    }
    return undefined;
  }

  #block(index: number): Cidr {
    const value = this.#cluster.first + BigInt(index) * this.#blockSize();
    return cidrOf({ family: this.#cluster.family, value }, this.#prefix);
  }

  #blockSize(): bigint {
    return 1n << BigInt(bitsOf(this.#cluster.family) - this.#prefix);
  }
}
