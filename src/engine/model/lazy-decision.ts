import type { Decider, Decision } from './decision.ts';

/** The costly part of a decision: its sentence, and places in the manifests. */
export type Explanation = Omit<Decision, 'action' | 'decidedBy'>;

/**
 * A decision that explains itself only when somebody reads why: most verdicts are only counted. Who decided is asked for
 * apart from that, by whoever counts.
 */
export function lazyDecision<A extends string>(
  action: A,
  explain: () => Explanation,
  decidedBy?: () => readonly Decider[],
): Decision<A> {
  let made: Explanation | undefined;
  let deciders: readonly Decider[] | undefined;
  const explanation = (): Explanation => {
    made ??= explain();
    return made;
  };
  return {
    action,
    get reason() {
      return explanation().reason;
    },
    get rule() {
      return explanation().rule;
    },
    get considered() {
      return explanation().considered;
    },
    get decidedBy() {
      deciders ??= decidedBy?.();
      return deciders;
    },
  };
}
