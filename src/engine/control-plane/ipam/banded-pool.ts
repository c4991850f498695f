import type { ObjectRef } from '../../model/index.ts';

/**
 * Numbers - addresses or ports - of which the low ones are left to those who ask for one by name.
 *
 * The API server starts at a random place of the upper band; this pool starts at its first number.
 * pkg/registry/core/service/{ipallocator,portallocator}
 */
export class BandedPool {
  readonly #first: bigint;
  readonly #last: bigint;
  readonly #upper: bigint;
  readonly #holders = new Map<bigint, ObjectRef>();
  #cursor: bigint;

  /** Both ends are inclusive; the first `staticSize` numbers are given out only when all others are. */
  constructor(first: bigint, last: bigint, staticSize: bigint) {
    this.#first = first;
    this.#last = last;
    this.#upper = first + staticSize;
    this.#cursor = this.#upper;
  }

  includes(value: bigint): boolean {
    return value >= this.#first && value <= this.#last;
  }

  holderOf(value: bigint): ObjectRef | undefined {
    return this.#holders.get(value);
  }

  /** Takes a number for an owner, if it is inside of the range and free; else nothing changes. */
  claim(value: bigint, owner: ObjectRef): void {
    if (this.includes(value) && !this.#holders.has(value)) this.#holders.set(value, owner);
  }

  release(value: bigint): void {
    this.#holders.delete(value);
    this.#cursor = this.#upper;
  }

  /** The lowest free number of the upper band, or else of the lower one; `undefined` where all are held. */
  take(owner: ObjectRef): bigint | undefined {
    for (; this.#cursor <= this.#last; this.#cursor++) {
      if (!this.#holders.has(this.#cursor)) return this.#given(this.#cursor, owner);
    }
    for (let value = this.#first; value < this.#upper; value++) {
      if (!this.#holders.has(value)) return this.#given(value, owner);
    }
    return undefined;
  }

  #given(value: bigint, owner: ObjectRef): bigint {
    this.#holders.set(value, owner);
    return value;
  }
}
