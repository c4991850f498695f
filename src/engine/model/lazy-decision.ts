import type { Considered, Decider, Decision, Reason, RuleRef } from './decision.ts';

/** The costly part of a decision: its sentence, and places in the manifests. */
export type Explanation = Omit<Decision, 'action' | 'decidedBy'>;

/**
 * A decision whose reason, rule and near misses are made when they are first read: most verdicts are only counted. What
 * decided is made apart from them, for coverage. They are getters, so that a copy by spreading lacks them.
 */
export function lazyDecision<A extends string>(
  action: A,
  explain: () => Explanation,
  decidedBy?: () => readonly Decider[],
): Decision<A> {
  return new LazyDecision(action, explain, decidedBy);
}

/** A class, since getters of an object of its own cost more than most verdicts. */
class LazyDecision<A extends string> implements Decision<A> {
  readonly action: A;
  readonly #explain: () => Explanation;
  readonly #decide: (() => readonly Decider[]) | undefined;
  #explanation: Explanation | undefined;
  #deciders: readonly Decider[] | undefined;

  constructor(action: A, explain: () => Explanation, decidedBy: (() => readonly Decider[]) | undefined) {
    this.action = action;
    this.#explain = explain;
    this.#decide = decidedBy;
  }

  get reason(): Reason {
    return this.#explained().reason;
  }

  get rule(): RuleRef | undefined {
    return this.#explained().rule;
  }

  get considered(): readonly Considered[] {
    return this.#explained().considered;
  }

  get decidedBy(): readonly Decider[] | undefined {
    this.#deciders ??= this.#decide?.();
    return this.#deciders;
  }

  #explained(): Explanation {
    this.#explanation ??= this.#explain();
    return this.#explanation;
  }
}
