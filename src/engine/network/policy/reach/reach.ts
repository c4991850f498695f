import type { AddressRange, Family, Pod, Resource } from '../../../model/index.ts';
import type { PolicyTable } from '../compile/table.ts';
import type { AddressBlocks } from '../contract/peer.ts';
import { type CompiledPolicy, type PolicyRule, rulesOf } from '../contract/policy.ts';
import { type PortSet, PortSets } from '../contract/port-set.ts';
import type { Direction } from '../contract/question.ts';
import { BitSet } from './bit-set.ts';
import { BlockIndex, type PodAddresses } from './block-index.ts';
import { IngressIndex } from './ingress-index.ts';
import type { Layer } from './partition.ts';
import { PeerSpace } from './peer-space.ts';
import { type ReachClass, ReachClasses } from './pod-classes.ts';
import { Refinement } from './refinement.ts';
import { ScopeIndex } from './scope-index.ts';
import { Side } from './side.ts';

export interface ReachOptions {
  readonly pods: Iterable<Resource<Pod>>;
  /** The families of the addresses outside. */
  readonly families: readonly Family[];
  readonly addresses: PodAddresses;
}

/** One end of a connection: a class of pods, or a range of addresses outside by its place. */
export type ReachEnd =
  | { readonly kind: 'pods'; readonly class: number }
  | { readonly kind: 'outside'; readonly range: number };

/**
 * Who may open which ports to whom, for whole classes of pods and ranges of addresses at once. It reads every policy as
 * written, whatever the plugin enforces, and knows no nodes: what nodes may do is left out.
 */
export class Reach {
  readonly sets: PortSets;
  readonly classes: number;
  readonly #classes: ReachClasses;
  readonly #egress: Side;
  readonly #ingress: Side;
  readonly #index: IngressIndex;
  /** The classes that one of a family may meet, where policies tell families apart. */
  readonly #ofFamily: ReadonlyMap<Family, BitSet>;

  constructor(table: PolicyTable, { pods, families, addresses }: ReachOptions) {
    const set = table.written;
    const { policies } = set;
    const scopes = new ScopeIndex();
    const bySubject = subjects(policies, scopes);
    const blocks = new BlockIndex(blocksIn(policies), addresses);
    this.#classes = new ReachClasses({ namespaces: table.classes, scopes, blocks, ...namesIn(policies) });
    for (const pod of pods) this.#classes.of(pod);
    const classes = [...this.#classes.all];
    this.classes = classes.length;
    this.sets = new PortSets();
    const side = (direction: Direction): Side => {
      const rules = rulesFor(policies, direction);
      const peers = new PeerSpace({ classes, scopes, rules, families, blocks });
      return new Side({ direction, classes, sets: this.sets, peers, bySubject, set });
    };
    this.#egress = side('egress');
    this.#ingress = side('ingress');
    this.#index = new IngressIndex(this.sets, this.#ingress);
    this.#ofFamily = classesOfFamilies(classes);
  }

  /** The class of a pod that was among those given; one for each family of its addresses where policies tell them apart. */
  classesOf(pod: Resource<Pod>): readonly number[] {
    return this.#classes.of(pod).map(({ index }) => index);
  }

  /** The addresses outside, cut where the rules for sources, or those for destinations, tell them apart. */
  outside(as: 'source' | 'destination'): readonly AddressRange[] {
    return this.#peersOf(as).addresses.ranges;
  }

  /** Ranges outside that no class of pods tells apart, together; every range is in one of the sets. */
  alike(as: 'source' | 'destination'): readonly (readonly number[])[] {
    const side = as === 'source' ? this.#ingress : this.#egress;
    const first = side.peers.indexOfRange(0);
    const size = this.outside(as).length;
    const alike = new Refinement(size);
    for (const { peers } of side.groups.flatMap(({ layers }) => layers)) {
      const inside = peers.and(side.peers.outside);
      const count = inside.size;
      const fewer = count * 2 > size ? side.peers.outside.andNot(inside) : inside;
      alike.split([...fewer].map((peer) => peer - first));
    }
    return alike.parts();
  }

  /** The ports that policies let one end open to the other. */
  between(from: ReachEnd, to: ReachEnd): PortSet {
    if (!this.mayMeet(from, to)) return this.sets.none;
    const leaves =
      from.kind === 'outside'
        ? this.sets.all
        : portsAt(this.#egress.layersOf(from.class), numberOf(this.#egress.peers, to));
    const arrives =
      to.kind === 'outside'
        ? this.sets.all
        : portsAt(this.#ingress.layersOf(to.class), numberOf(this.#ingress.peers, from));
    return this.sets.intersect(leaves ?? this.sets.none, arrives ?? this.sets.none);
  }

  /** The classes of pods that one end may connect to, by the ports; those that it may not reach are left out. */
  podsFrom(from: ReachEnd): readonly Layer[] {
    const leaves =
      from.kind === 'outside'
        ? [{ ports: this.sets.all, peers: this.#egress.peers.pods }]
        : this.#egress.layersOf(from.class);
    const admitted = this.#index.admitted(leaves, numberOf(this.#ingress.peers, from));
    const others = this.#othersOf(from);
    if (others === undefined) return admitted;
    return admitted
      .map(({ ports, peers }) => ({ ports, peers: peers.and(others) }))
      .filter(({ peers }) => !peers.isEmpty);
  }

  /** Whether there are connections between two ends at all: none is of two families. */
  mayMeet(from: ReachEnd, to: ReachEnd): boolean {
    return to.kind === 'outside' || this.#othersOf(from)?.has(to.class) !== false;
  }

  /** The family of an end's connections; `undefined` where policies treat all of them alike. */
  familyOf(end: ReachEnd | undefined): Family | undefined {
    return end?.kind === 'pods' ? this.#classes.all[end.class]?.family : undefined;
  }

  /** The classes that an end may meet, where that is not all of them. */
  #othersOf(end: ReachEnd): BitSet | undefined {
    const family = this.familyOf(end);
    return family === undefined ? undefined : this.#ofFamily.get(family);
  }

  #peersOf(as: 'source' | 'destination'): PeerSpace {
    return as === 'source' ? this.#ingress.peers : this.#egress.peers;
  }
}

function numberOf(peers: PeerSpace, end: ReachEnd): number {
  return end.kind === 'pods' ? end.class : peers.indexOfRange(end.range);
}

function portsAt(layers: readonly Layer[], peer: number): PortSet | undefined {
  return layers.find(({ peers }) => peers.has(peer))?.ports;
}

function subjects(policies: readonly CompiledPolicy[], scopes: ScopeIndex): ReadonlyMap<number, readonly number[]> {
  const bySubject = new Map<number, number[]>();
  for (const [index, policy] of policies.entries()) {
    const scope = scopes.add(policy.subject.scope);
    const known = bySubject.get(scope);
    if (known === undefined) bySubject.set(scope, [index]);
    else known.push(index);
    for (const { peers } of rulesOf(policy)) {
      for (const peer of peers) if (peer.kind === 'pods') scopes.add(peer.scope);
    }
  }
  return bySubject;
}

/** The labels and the port names that tell one pod from another. */
function namesIn(policies: readonly CompiledPolicy[]): {
  readonly labelKeys: ReadonlySet<string>;
  readonly portNames: ReadonlySet<string>;
} {
  const labelKeys = new Set<string>();
  const portNames = new Set<string>();
  for (const policy of policies) {
    for (const { key } of policy.subject.scope.pods.requirements) labelKeys.add(key);
    for (const { peers, traffic } of rulesOf(policy)) {
      for (const each of traffic) if (each.kind === 'named') portNames.add(each.name);
      for (const peer of peers) {
        if (peer.kind === 'pods') for (const { key } of peer.scope.pods.requirements) labelKeys.add(key);
      }
    }
  }
  return { labelKeys, portNames };
}

function* blocksIn(policies: readonly CompiledPolicy[]): Generator<AddressBlocks> {
  for (const policy of policies) {
    for (const { peers } of rulesOf(policy)) {
      for (const peer of peers) if (peer.kind === 'blocks') yield peer;
    }
  }
}

function* rulesFor(policies: readonly CompiledPolicy[], direction: Direction): Generator<PolicyRule> {
  for (const { rules } of policies) yield* rules[direction] ?? [];
}

/** For each family the classes whose connections may be of it; none where no class is of one family alone. */
function classesOfFamilies(classes: readonly ReachClass[]): ReadonlyMap<Family, BitSet> {
  const families = new Set(classes.flatMap(({ family }) => family ?? []));
  const ofFamily = (family: Family): BitSet =>
    BitSet.of(classes.filter((each) => (each.family ?? family) === family).map(({ index }) => index));
  return new Map([...families].map((family) => [family, ofFamily(family)]));
}
