import type { ObjectRef } from '../../../model/index.ts';
import type { PeerRule, PodScope } from './peer.ts';
import type { RulePlace } from './place.ts';
import type { Direction } from './question.ts';
import type { PolicyTier } from './tier.ts';
import type { TrafficRule } from './traffic.ts';

/**
 * A policy of whatever kind, ready to be asked. All that decides, explains and counts reads this form alone; what a kind
 * writes, and how it reads, its dialect knows. An object that holds several sets of rules compiles to several of these.
 */
export interface CompiledPolicy {
  readonly ref: ObjectRef;
  /** What stands for the policy as a whole: its isolation is told of by this place. */
  readonly place: RulePlace;
  readonly tier: PolicyTier;
  /**
   * Lower comes first in its tier; infinite where the kind has no order, and then last. Which of two with the same
   * finite order comes first is left open by those who specify them: here it is the first dialect, then the first name.
   */
  readonly order: number;
  readonly subject: PolicySubject;
  /** `undefined` where the policy has nothing to say about a direction. */
  readonly rules: Readonly<Record<Direction, readonly PolicyRule[] | undefined>>;
  /** Whether, of the pods that it selects, what no rule decides is decided by `atEnd` of the tier. */
  readonly isolates: Readonly<Record<Direction, boolean>>;
}

/** Whom a policy is about. */
export interface PolicySubject {
  readonly kind: 'pods';
  /** The field that selects them. */
  readonly place: RulePlace;
  readonly scope: PodScope;
}

/** Matches where any of `peers` and any of `traffic` does; what was left out stands here as `everyone` or `any`. */
export interface PolicyRule {
  readonly verdict: RuleVerdict;
  readonly place: RulePlace;
  readonly peers: readonly PeerRule[];
  readonly traffic: readonly TrafficRule[];
  /** The list of which `traffic` are the items, whether it is written or not. */
  readonly trafficPlace: RulePlace;
}

/** `pass` leaves the decision to the next tier. */
export type RuleVerdict = 'allow' | 'deny' | 'pass';

/** The rules of both directions, ingress first. */
export function rulesOf({ rules }: CompiledPolicy): readonly PolicyRule[] {
  return [...(rules.ingress ?? []), ...(rules.egress ?? [])];
}

/** Reports whether it isolates pods in any direction. */
export function isIsolating({ isolates }: CompiledPolicy): boolean {
  return isolates.ingress || isolates.egress;
}

/** The rules of some policies of one tier, in the order in which they are asked. */
export function rulesInOrder(
  { combine }: PolicyTier,
  policies: readonly CompiledPolicy[],
  direction: Direction,
): readonly { readonly policy: CompiledPolicy; readonly rule: PolicyRule }[] {
  const rules = policies.flatMap((policy) => (policy.rules[direction] ?? []).map((rule) => ({ policy, rule })));
  if (combine !== 'deny-over-allow') return rules;
  const denies = rules.filter(({ rule }) => rule.verdict === 'deny');
  return [...denies, ...rules.filter(({ rule }) => rule.verdict !== 'deny')];
}
