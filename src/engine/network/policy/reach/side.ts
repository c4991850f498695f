import type { PolicyEnforcement } from '../../../model/index.ts';
import type { CompiledPolicy } from '../policy.ts';
import { TIERS } from '../policy.ts';
import { asksBaseline } from '../policy-set.ts';
import type { Direction } from '../question.ts';
import type { Layer } from './partition.ts';
import { Partition } from './partition.ts';
import type { PeerSpace } from './peer-space.ts';
import type { ReachClass } from './pod-classes.ts';
import type { PortSets } from './port-set.ts';
import { RuleLayers } from './rule-layers.ts';

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
  /** The policies whose subject is a scope, by its number, as places in `policies`. */
  readonly bySubject: ReadonlyMap<number, readonly number[]>;
  /** In the order of their precedence. */
  readonly policies: readonly CompiledPolicy[];
  readonly plugin: PolicyEnforcement;
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

function policiesFor(
  { scopes }: ReachClass,
  { bySubject, policies, direction, plugin }: SideOptions,
): readonly number[] {
  const selecting = scopes.flatMap((scope) => bySubject.get(scope) ?? []);
  const all = selecting.flatMap((policy) => policies[policy] ?? []);
  const baseline = asksBaseline(all, plugin);
  return selecting
    .filter((_, index) => all[index]?.rules[direction] !== undefined && (baseline || all[index]?.tier !== 'baseline'))
    .sort((a, b) => a - b);
}

/** Names in ingress rules stand for ports of the asking pods, so that those with other ports are another group. */
function usesNames(chosen: readonly number[], { direction, policies }: SideOptions): boolean {
  if (direction === 'egress') return false;
  return chosen.some((policy) =>
    policies[policy]?.rules.ingress?.some(({ ports }) => ports.some(({ kind }) => kind === 'named')),
  );
}

/** The tiers in turn, as `decide` asks them, for all peers and ports at once. */
function layersOf(
  asking: ReachClass,
  chosen: readonly number[],
  { policies, direction, sets, peers, rules }: SideOptions & { readonly rules: RuleLayers },
): readonly Layer[] {
  const partition = new Partition(sets, peers.everyone);
  for (const tier of TIERS) {
    const ofTier = chosen.flatMap((policy) => policies[policy] ?? []).filter((policy) => policy.tier === tier);
    for (const policy of ofTier) {
      for (const rule of policy.rules[direction] ?? []) {
        for (const layer of rules.of(rule, asking)) partition.decide(rule.action, layer);
      }
    }
    if (tier === 'network' && ofTier.length > 0) {
      partition.denyOpen();
      break;
    }
    partition.endTier();
  }
  return partition.layers();
}
