import type { Answer, Explanation } from './zone.ts';

/** The explanation of an answer, without the answer. */
export function explanationOf({ reason, rule, considered }: Answer): Explanation {
  return { reason, ...(rule === undefined ? {} : { rule }), considered };
}
