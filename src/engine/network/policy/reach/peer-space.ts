import type { Cidr, Family } from '../../../model/index.ts';
import { cidrOf, parseAddress } from '../../../model/index.ts';
import { holdsAllOf } from '../holds-all-of.ts';
import type { AddressBlocks, PeerRule, PolicyRule } from '../policy.ts';
import { AddressRanges } from './address-ranges.ts';
import { BitSet, BitSetBuilder } from './bit-set.ts';
import type { ReachClass } from './pod-classes.ts';
import type { ScopeIndex } from './scope-index.ts';

export interface PeerSpaceOptions {
  readonly classes: readonly ReachClass[];
  readonly scopes: ScopeIndex;
  /** The rules of one direction: what they tell apart is apart. */
  readonly rules: Iterable<PolicyRule>;
  readonly families: readonly Family[];
  /** The addresses that any pod may have. */
  readonly podRanges: readonly Cidr[];
}

/** Everyone that rules of one direction can name, numbered: the classes of pods first, then ranges of addresses outside. */
export class PeerSpace {
  readonly pods: BitSet;
  readonly outside: BitSet;
  readonly everyone: BitSet;
  readonly addresses: AddressRanges;
  readonly #offset: number;
  readonly #scopes: ScopeIndex;
  readonly #podRanges: readonly Cidr[];
  readonly #inScope: readonly BitSet[];
  readonly #withPort: ReadonlyMap<string, readonly { readonly port: number; readonly peers: BitSet }[]>;

  constructor({ classes, scopes, rules, families, podRanges }: PeerSpaceOptions) {
    this.#offset = classes.length;
    this.#scopes = scopes;
    this.#podRanges = podRanges;
    this.addresses = new AddressRanges(families, cidrsOf(rules));
    this.pods = BitSet.range(0, classes.length);
    this.outside = BitSet.range(classes.length, classes.length + this.addresses.ranges.length);
    this.everyone = this.pods.or(this.outside);
    this.#inScope = membersByScope(classes);
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
        return union([...peer.addresses].flatMap(hostRange).map((cidr) => this.#inside(cidr)));
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
    const pods = !blocks.blindTo.includes('pod') && this.#podRanges.some((range) => holdsAllOf(blocks, range));
    return pods ? outside.or(this.pods) : outside;
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
  for (const { peers } of rules) {
    for (const peer of peers) {
      if (peer.kind === 'blocks') cidrs.push(...peer.cidrs, ...peer.except);
      if (peer.kind === 'domain-names') cidrs.push(...[...peer.addresses].flatMap(hostRange));
    }
  }
  return cidrs;
}

function hostRange(address: string): readonly Cidr[] {
  const parsed = parseAddress(address);
  return parsed === undefined ? [] : [cidrOf(parsed, parsed.family === 4 ? 32 : 128)];
}

function membersByScope(classes: readonly ReachClass[]): readonly BitSet[] {
  const builders: (BitSetBuilder | undefined)[] = [];
  for (const { index, scopes } of classes) {
    for (const scope of scopes) {
      const builder = builders[scope] ?? new BitSetBuilder();
      builders[scope] = builder;
      builder.add(index);
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
