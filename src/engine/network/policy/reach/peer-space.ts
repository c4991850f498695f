import type { Cidr, Family } from '../../../model/index.ts';
import { type AddressBlocks, hostRanges, type PeerRule, rangesOf } from '../contract/peer.ts';
import type { PolicyRule } from '../contract/policy.ts';
import { AddressRanges } from './address-ranges.ts';
import { BitSet, BitSetBuilder } from './bit-set.ts';
import type { BlockIndex } from './block-index.ts';
import type { ReachClass } from './pod-classes.ts';
import type { ScopeIndex } from './scope-index.ts';

export interface PeerSpaceOptions {
  readonly classes: readonly ReachClass[];
  readonly scopes: ScopeIndex;
  /** The rules of one direction: what they tell apart is apart. */
  readonly rules: Iterable<PolicyRule>;
  readonly families: readonly Family[];
  readonly blocks: BlockIndex;
}

/** Everyone that rules of one direction can name, numbered: the classes of pods first, then ranges of addresses outside. */
export class PeerSpace {
  readonly pods: BitSet;
  readonly outside: BitSet;
  readonly everyone: BitSet;
  readonly addresses: AddressRanges;
  readonly #offset: number;
  readonly #scopes: ScopeIndex;
  readonly #blockIndex: BlockIndex;
  readonly #inScope: readonly BitSet[];
  readonly #inBlock: readonly BitSet[];
  readonly #withPort: ReadonlyMap<string, readonly { readonly port: number; readonly peers: BitSet }[]>;

  constructor({ classes, scopes, rules, families, blocks }: PeerSpaceOptions) {
    this.#offset = classes.length;
    this.#scopes = scopes;
    this.#blockIndex = blocks;
    this.addresses = new AddressRanges(families, cidrsOf(rules));
    this.pods = BitSet.range(0, classes.length);
    this.outside = BitSet.range(classes.length, classes.length + this.addresses.ranges.length);
    this.everyone = this.pods.or(this.outside);
    this.#inScope = membersBy(classes, ({ scopes: own }) => own);
    this.#inBlock = membersBy(classes, ({ blocks: own }) => own);
    this.#withPort = membersByPort(classes);
  }

  /** The number of a range of addresses, by its place among them. */
  indexOfRange(range: number): number {
    return this.#offset + range;
  }

  of(peer: PeerRule): BitSet {
    switch (peer.kind) {
      case 'everyone':
        return this.everyone;
      case 'pods':
        return this.#inScope[this.#scopes.idOf(peer.scope) ?? -1] ?? BitSet.empty;
      case 'blocks':
        return this.#blocks(peer);
      case 'domain-names':
        return union(hostRanges(peer.addresses).map((cidr) => this.#inside(cidr)));
      case 'nobody':
      case 'nodes':
        return BitSet.empty;
    }
  }

  /** The classes whose pods have a port of this name (`name/protocol`), by its number. */
  withPort(name: string): readonly { readonly port: number; readonly peers: BitSet }[] {
    return this.#withPort.get(name) ?? [];
  }

  #blocks(blocks: AddressBlocks): BitSet {
    const addresses = union(blocks.cidrs.map((cidr) => this.#inside(cidr)));
    const outside = addresses.andNot(union(blocks.except.map((cidr) => this.#inside(cidr))));
    if (blocks.blindTo.includes('pod')) return outside;
    return outside.or(this.#inBlock[this.#blockIndex.idOf(blocks) ?? -1] ?? BitSet.empty);
  }

  #inside(cidr: Cidr): BitSet {
    return this.addresses.inside(cidr, this.#offset);
  }
}

function union(sets: readonly BitSet[]): BitSet {
  return sets.reduce((all, set) => all.or(set), BitSet.empty);
}

function cidrsOf(rules: Iterable<PolicyRule>): readonly Cidr[] {
  const cidrs: Cidr[] = [];
  for (const { peers } of rules) for (const peer of peers) cidrs.push(...rangesOf(peer));
  return cidrs;
}

/** The classes by the numbers that each of them has. */
function membersBy(
  classes: readonly ReachClass[],
  numbersOf: (each: ReachClass) => readonly number[],
): readonly BitSet[] {
  const builders: (BitSetBuilder | undefined)[] = [];
  for (const each of classes) {
    for (const number of numbersOf(each)) {
      const builder = builders[number] ?? new BitSetBuilder();
      builders[number] = builder;
      builder.add(each.index);
    }
  }
  return Array.from(builders, (builder) => builder?.build() ?? BitSet.empty);
}

function membersByPort(
  classes: readonly ReachClass[],
): ReadonlyMap<string, readonly { readonly port: number; readonly peers: BitSet }[]> {
  const builders = new Map<string, Map<number, BitSetBuilder>>();
  for (const { index, ports } of classes) {
    for (const [name, port] of ports) {
      const byNumber = builders.get(name) ?? new Map<number, BitSetBuilder>();
      builders.set(name, byNumber);
      const builder = byNumber.get(port) ?? new BitSetBuilder();
      byNumber.set(port, builder);
      builder.add(index);
    }
  }
  return new Map(
    [...builders].map(([name, byNumber]) => [
      name,
      [...byNumber].map(([port, builder]) => ({ port, peers: builder.build() })),
    ]),
  );
}
