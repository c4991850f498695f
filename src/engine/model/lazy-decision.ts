import type { Decision } from './decision.ts';

/** The costly part of a decision: its sentence, and places in the manifests. */
export type Explanation = Omit<Decision, 'action'>;

/** A decision that explains itself only when somebody reads why: most verdicts are only counted. */
export function lazyDecision<A extends string>(action: A, explain: () => Explanation): Decision<A> {
  let made: Explanation | undefined;
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
  };
}
