import { type PolicySet, tiersAsked } from '../compile/policy-set.ts';
import { type CompiledPolicy, rulesInOrder } from '../contract/policy.ts';
import type { PortSets } from '../contract/port-set.ts';
import type { Direction } from '../contract/question.ts';
import type { Layer } from './partition.ts';
import { Partition } from './partition.ts';
import type { PeerSpace } from './peer-space.ts';
import type { ReachClass } from './pod-classes.ts';
import { RuleLayers } from './rule-layers.ts';
import { joinRulings } from './rule-runs.ts';

/** Classes of pods for which the policies of one direction say the same. */
export interface SideGroup {
  readonly index: number;
  readonly members: readonly number[];
  /** Every peer is in exactly one layer. */
  readonly layers: readonly Layer[];
}

export interface SideOptions {
  readonly direction: Direction;
  readonly classes: readonly ReachClass[];
  readonly sets: PortSets;
  readonly peers: PeerSpace;
  /** The policies whose subject is a scope, by its number, as places in those of `set`. */
  readonly bySubject: ReadonlyMap<number, readonly number[]>;
  readonly set: PolicySet;
}

/** What the policies of one direction permit each class of pods. */
export class Side {
  readonly peers: PeerSpace;
  readonly groups: readonly SideGroup[];
  readonly #groupOf: readonly SideGroup[];

  constructor(options: SideOptions) {
    const { classes, peers } = options;
    this.peers = peers;
    const groups = new Map<
      string,
      { readonly first: ReachClass; readonly policies: readonly number[]; members: number[] }
    >();
    for (const each of classes) {
      const policies = policiesFor(each, options);
      const key = `${policies.join(' ')}\n${usesNames(policies, options) ? each.portsText : ''}`;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { first: each, policies, members: [each.index] });
      else group.members.push(each.index);
    }
    const rules = new RuleLayers(options.sets, peers, options.direction);
    this.groups = [...groups.values()].map(({ first, policies, members }, index) => ({
      index,
      members,
      layers: layersOf(first, policies, { ...options, rules }),
    }));
    const groupOf: SideGroup[] = [];
    for (const group of this.groups) for (const member of group.members) groupOf[member] = group;
    this.#groupOf = groupOf;
  }

  layersOf(podClass: number): readonly Layer[] {
    return this.#groupOf[podClass]?.layers ?? [];
  }
}

/** The policies of the direction that select a class, as places in those of the set, in the order of their precedence. */
function policiesFor({ scopes }: ReachClass, { bySubject, set, direction }: SideOptions): readonly number[] {
  const selecting = scopes.flatMap((scope) => bySubject.get(scope) ?? []);
  const all = selecting.flatMap((place) => set.policies[place] ?? []);
  const tiers = tiersAsked(set.tiers, all, set.reading);
  const isAsked = (policy: CompiledPolicy | undefined): boolean =>
    policy !== undefined && policy.rules[direction] !== undefined && tiers.includes(policy.tier);
  return selecting.filter((_, index) => isAsked(all[index])).sort((a, b) => a - b);
}

/** Names in ingress rules stand for ports of the asking pods, so that those with other ports are another group. */
function usesNames(chosen: readonly number[], { direction, set }: SideOptions): boolean {
  if (direction === 'egress') return false;
  return chosen.some((place) =>
    set.policies[place]?.rules.ingress?.some(({ traffic }) => traffic.some(({ kind }) => kind === 'named')),
  );
}

/** The tiers in turn, as `decide` asks them, for all peers and ports at once. */
function layersOf(
  asking: ReachClass,
  chosen: readonly number[],
  { set, direction, sets, peers, rules }: SideOptions & { readonly rules: RuleLayers },
): readonly Layer[] {
  const partition = new Partition(sets, peers.everyone);
  const policies = chosen.flatMap((place) => set.policies[place] ?? []);
  for (const tier of set.tiers) {
    const ofTier = policies.filter((policy) => policy.tier === tier);
    const rulings = rulesInOrder(tier, ofTier, direction).flatMap(({ rule }) =>
      rules.of(rule, asking).map((layer) => ({ verdict: rule.verdict, layer })),
    );
    for (const { verdict, layer } of joinRulings(rulings, sets)) partition.decide(verdict, layer);
    if (tier.atEnd === 'deny' && ofTier.some(({ isolates }) => isolates[direction])) partition.denyOpen();
    partition.endTier();
  }
  return partition.layers();
}
