import type { AddressRange, Cidr, Family, Pod, Resource } from '../../../model/index.ts';
import type { CompiledPolicy, PolicyRule } from '../policy.ts';
import type { Direction } from '../question.ts';
import type { PolicyTable } from '../table.ts';
import { IngressIndex } from './ingress-index.ts';
import type { Layer } from './partition.ts';
import { PeerSpace } from './peer-space.ts';
import { ReachClasses } from './pod-classes.ts';
import type { PortSet } from './port-set.ts';
import { PortSets } from './port-set.ts';
import { Refinement } from './refinement.ts';
import { ScopeIndex } from './scope-index.ts';
import { Side } from './side.ts';

export interface ReachOptions {
  readonly pods: Iterable<Resource<Pod>>;
  /** The families of the addresses outside. */
  readonly families: readonly Family[];
  /** The addresses that any pod may have: a block matches pods where it holds one of these ranges whole. */
  readonly podRanges: readonly Cidr[];
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

  constructor(table: PolicyTable, { pods, families, podRanges }: ReachOptions) {
    const { policies } = table.written;
    const scopes = new ScopeIndex();
    const bySubject = subjects(policies, scopes);
    this.#classes = new ReachClasses({ namespaces: table.classes, scopes, ...namesIn(policies) });
    for (const pod of pods) this.#classes.of(pod);
    const classes = [...this.#classes.all];
    this.classes = classes.length;
    this.sets = new PortSets();
    const side = (direction: Direction): Side => {
      const rules = rulesOf(policies, direction);
      const peers = new PeerSpace({ classes, scopes, rules, families, podRanges });
      return new Side({ direction, classes, sets: this.sets, peers, bySubject, policies, plugin: table.plugin });
    };
    this.#egress = side('egress');
    this.#ingress = side('ingress');
    this.#index = new IngressIndex(this.sets, this.#ingress);
  }

  /** The class of a pod that was among those given. */
  classOf(pod: Resource<Pod>): number {
    return this.#classes.of(pod).index;
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
    return this.#index.admitted(leaves, numberOf(this.#ingress.peers, from));
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
  for (const [index, { subject, rules }] of policies.entries()) {
    const scope = scopes.add(subject);
    const known = bySubject.get(scope);
    if (known === undefined) bySubject.set(scope, [index]);
    else known.push(index);
    for (const { peers } of [...(rules.ingress ?? []), ...(rules.egress ?? [])]) {
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
  for (const { subject, rules } of policies) {
    for (const { key } of subject.pods.requirements) labelKeys.add(key);
    for (const { peers, ports } of [...(rules.ingress ?? []), ...(rules.egress ?? [])]) {
      for (const port of ports) if (port.kind === 'named') portNames.add(port.name);
      for (const peer of peers) {
        if (peer.kind === 'pods') for (const { key } of peer.scope.pods.requirements) labelKeys.add(key);
      }
    }
  }
  return { labelKeys, portNames };
}

function* rulesOf(policies: readonly CompiledPolicy[], direction: Direction): Generator<PolicyRule> {
  for (const { rules } of policies) yield* rules[direction] ?? [];
}
