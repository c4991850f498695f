import type { MutantFate, MutationOutcome } from '../../engine/model/index.ts';

/** Numbers of mutants. */
export interface MutationCounts {
  readonly tried: number;
  readonly noticed: number;
  readonly timedOut: number;
  readonly survived: number;
  readonly equivalent: number;
  readonly invalid: number;
  /** Those noticed among those that can be, in percent, rounded down to one digit; 100 where there are none. */
  readonly score: number;
}

/** Counts what became of mutants. */
export function countMutants(verdicts: MutationOutcome['verdicts']): MutationCounts {
  const of = (status: MutantFate['status']): number => verdicts.filter((each) => each.status === status).length;
  const [noticed, survived] = [of('killed'), of('survived')];
  return {
    tried: verdicts.length - of('invalid'),
    noticed,
    timedOut: verdicts.filter((each) => each.status === 'killed' && each.killer.timedOut).length,
    survived,
    equivalent: of('equivalent'),
    invalid: of('invalid'),
    score: noticed + survived === 0 ? 100 : Math.floor((1000 * noticed) / (noticed + survived)) / 10,
  };
}
