import type { PolicyReading } from '../../../model/index.ts';
import { groupBy } from '../../../model/index.ts';
import type { PeerRule } from '../contract/peer.ts';
import { type CompiledPolicy, isIsolating, type PolicyRule, rulesInOrder } from '../contract/policy.ts';
import type { Direction } from '../contract/question.ts';
import type { PolicyTier } from '../contract/tier.ts';
import { unmetScope } from '../decide/unmet-peer.ts';
import type { PodClass } from './pod-class.ts';

/** The policies of one tier that select a pod and speak of a direction. */
export interface TierStep {
  readonly tier: PolicyTier;
  readonly policies: readonly CompiledPolicy[];
  /** Those of them that isolate the pod in the direction: where there are any, the tier's end counts. */
  readonly isolating: readonly CompiledPolicy[];
  /** In the order in which they are asked. */
  readonly candidates: readonly Candidate[];
}

/** One peer of one rule: the smallest thing that can match. */
export interface Candidate {
  readonly policy: CompiledPolicy;
  readonly rule: PolicyRule;
  readonly peer: PeerRule;
}

/**
 * Policies that are in force together, found by namespace, then by the pod that they select. What applies to a class
 * of pods is found at the first question and remembered.
 */
export class PolicySet {
  /** By tier, and in the order of their precedence. */
  readonly policies: readonly CompiledPolicy[];
  /** In the order in which they are asked. */
  readonly tiers: readonly PolicyTier[];
  /** Whether any two policies come in an order that is left open. */
  readonly hasTies: boolean;
  /** How the cluster's plugin reads what Kubernetes leaves open. */
  readonly reading: PolicyReading;
  /** Those of namespaces by the namespace's name, those of the whole cluster by none. */
  readonly #byNamespace: ReadonlyMap<string | undefined, readonly CompiledPolicy[]>;
  /** The place of each in the order of precedence. */
  readonly #rank: ReadonlyMap<CompiledPolicy, number>;
  readonly #steps: Readonly<Record<Direction, Map<PodClass, readonly TierStep[]>>> = {
    ingress: new Map(),
    egress: new Map(),
  };

  constructor(policies: readonly CompiledPolicy[], reading: PolicyReading) {
    this.policies = policies;
    this.tiers = [...new Set(policies.map(({ tier }) => tier))].sort((a, b) => a.order - b.order);
    this.hasTies = policies.some((policy, index) => isTied(policy, policies[index + 1]));
    this.reading = reading;
    this.#rank = new Map(policies.map((policy, index) => [policy, index]));
    this.#byNamespace = groupBy(policies, ({ subject: { scope } }) =>
      scope.namespaces.kind === 'own' ? scope.namespaces.namespace : undefined,
    );
  }

  /** Tiers without any policy for the pod and direction are left out. */
  stepsFor(pod: PodClass, direction: Direction): readonly TierStep[] {
    const known = this.#steps[direction].get(pod);
    if (known !== undefined) return known;
    const inQuestion = [undefined, pod.namespace].flatMap((namespace) => this.#byNamespace.get(namespace) ?? []);
    const selecting = inQuestion
      .filter(({ subject }) => unmetScope(subject.scope, pod).length === 0)
      .sort((a, b) => this.#rankOf(a) - this.#rankOf(b));
    const steps = tiersAsked(this.tiers, selecting, this.reading)
      .map((tier) => stepOf(tier, selecting, direction))
      .filter(({ policies }) => policies.length > 0);
    this.#steps[direction].set(pod, steps);
    return steps;
  }

  #rankOf(policy: CompiledPolicy): number {
    return this.#rank.get(policy) ?? 0;
  }
}

/** Reports whether it is left open, and may matter, which of two policies comes first. */
export function isTied(one: CompiledPolicy, other: CompiledPolicy | undefined): boolean {
  if (one.tier !== other?.tier || one.tier.combine !== 'first-match') return false;
  return one.order === other.order && Number.isFinite(one.order);
}

/**
 * The tiers that may be asked for a pod that these policies select. Behind one that denies at its end and isolates the pod
 * none is asked in that direction; some plugins ask none for the other direction either.
 */
export function tiersAsked(
  tiers: readonly PolicyTier[],
  selecting: readonly CompiledPolicy[],
  { baselineSkippedByAnyDirection }: PolicyReading,
): readonly PolicyTier[] {
  if (!baselineSkippedByAnyDirection) return tiers;
  const last = tiers.findIndex(
    (tier) => tier.atEnd === 'deny' && selecting.some((policy) => policy.tier === tier && isIsolating(policy)),
  );
  return last < 0 ? tiers : tiers.slice(0, last + 1);
}

function stepOf(tier: PolicyTier, all: readonly CompiledPolicy[], direction: Direction): TierStep {
  const policies = all.filter((policy) => policy.tier === tier && policy.rules[direction] !== undefined);
  const candidates = rulesInOrder(tier, policies, direction).flatMap(({ policy, rule }) =>
    rule.peers.map((peer) => ({ policy, rule, peer })),
  );
  return { tier, policies, isolating: policies.filter(({ isolates }) => isolates[direction]), candidates };
}
