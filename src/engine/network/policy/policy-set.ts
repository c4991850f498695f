import type { PolicyEnforcement } from '../../model/index.ts';
import { groupBy } from '../../model/index.ts';
import type { PodClass } from './pod-class.ts';
import type { CompiledPolicy, PeerRule, PolicyRule, Tier } from './policy.ts';
import { TIERS } from './policy.ts';
import type { Direction, PolicyQuestion } from './question.ts';
import { unmetScope } from './unmet-peer.ts';

/** The policies of one tier that select a pod and speak of a direction, in the order in which they are asked. */
export interface TierStep {
  readonly tier: Tier;
  readonly policies: readonly CompiledPolicy[];
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
  /** In the order of their precedence. */
  readonly policies: readonly CompiledPolicy[];
  /** Whether any two of a tier have the same priority. */
  readonly hasTies: boolean;
  readonly #plugin: PolicyEnforcement;
  /** Those of namespaces by the namespace's name, those of the whole cluster by none. */
  readonly #byNamespace: ReadonlyMap<string | undefined, readonly CompiledPolicy[]>;
  readonly #steps: Readonly<Record<Direction, Map<PodClass, readonly TierStep[]>>> = {
    ingress: new Map(),
    egress: new Map(),
  };

  constructor(policies: readonly CompiledPolicy[], plugin: PolicyEnforcement) {
    this.policies = policies;
    const ranks = policies.flatMap(({ priority, tier }) => (priority === undefined ? [] : [`${tier} ${priority}`]));
    this.hasTies = new Set(ranks).size < ranks.length;
    this.#plugin = plugin;
    this.#byNamespace = groupBy(policies, ({ subject: { namespaces } }) =>
      namespaces.kind === 'own' ? namespaces.namespace : undefined,
    );
  }

  /** Tiers without any policy for the pod and direction are left out. */
  stepsFor(pod: PodClass, direction: Direction): readonly TierStep[] {
    const known = this.#steps[direction].get(pod);
    if (known !== undefined) return known;
    const inQuestion = [undefined, pod.namespace].flatMap((namespace) => this.#byNamespace.get(namespace) ?? []);
    const selecting = inQuestion.filter(({ subject }) => unmetScope(subject, pod).length === 0);
    const policies = selecting.filter(({ rules }) => rules[direction] !== undefined);
    const tiers = asksBaseline(selecting, this.#plugin) ? TIERS : ABOVE_BASELINE;
    const steps = tiers.map((tier) => stepOf(tier, policies, direction)).filter((step) => step.policies.length > 0);
    this.#steps[direction].set(pod, steps);
    return steps;
  }

  /** Why no NetworkPolicy stops this traffic, whichever isolate the pod; `undefined` where they may. */
  exemption({ hairpin, protocol }: PolicyQuestion): Exemption | undefined {
    if (hairpin === true && this.#plugin.hairpin === 'allow') return 'hairpin';
    return protocol === 'ICMP' && this.#plugin.icmp === 'allow' ? 'icmp' : undefined;
  }
}

/** What Kubernetes leaves to plugins whether a NetworkPolicy counts for it. */
export type Exemption = 'hairpin' | 'icmp';

const ABOVE_BASELINE: readonly Tier[] = TIERS.filter((tier) => tier !== 'baseline');

/**
 * Reports whether the baseline may be asked for a pod that these policies select. It never is in a direction in which a
 * NetworkPolicy isolates the pod; some plugins leave it out for the other direction too.
 */
export function asksBaseline(selecting: readonly CompiledPolicy[], plugin: PolicyEnforcement): boolean {
  return !plugin.baselineSkippedByAnyDirection || selecting.every(({ tier }) => tier !== 'network');
}

function stepOf(tier: Tier, all: readonly CompiledPolicy[], direction: Direction): TierStep {
  const policies = all.filter((policy) => policy.tier === tier);
  const candidates = policies.flatMap((policy) =>
    (policy.rules[direction] ?? []).flatMap((rule) => rule.peers.map((peer) => ({ policy, rule, peer }))),
  );
  return { tier, policies, candidates };
}
