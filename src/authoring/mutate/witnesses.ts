import type { Cluster } from '../../api/index.ts';
import type { WrittenRule } from '../../engine/model/index.ts';
import { sameRef } from '../../engine/model/index.ts';
import { type Mutant, policyIn } from './mutants.ts';

/** What a scenario did while nothing was mutated. */
export interface Witness {
  /** The clusters that it made of manifests. */
  readonly clusters: ReadonlySet<Cluster>;
  /** The fields that decided what it judged. */
  readonly exercised: readonly WrittenRule[];
}

/**
 * The scenarios that could notice a mutant, likeliest first: those one of whose clusters has the policy, whatever they asked
 * of it, since a mutant may touch what its original did not. To any other scenario nothing is different. The nearer the
 * fields that a scenario exercised come to the one that is changed, the likelier it is.
 */
export function witnessesOf<W extends Witness>(mutant: Mutant, all: readonly W[]): readonly W[] {
  const could = all.filter(({ clusters }) => [...clusters].some((each) => policyIn(each, mutant) !== undefined));
  const nearness = new Map(could.map((each) => [each, nearnessOf(mutant, each)]));
  return could.toSorted((a, b) => (nearness.get(b) ?? 0) - (nearness.get(a) ?? 0));
}

/** How much of the path to the changed field was exercised; 0 where the policy was not. */
function nearnessOf({ rule }: Mutant, { exercised }: Witness): number {
  const own = exercised.filter(({ ref, location }) => sameRef(ref, rule.ref) && location.file === rule.location.file);
  const around = own.filter(({ path }) => path.every((step, index) => rule.path[index] === step));
  return Math.max(0, ...around.map(({ path }) => path.length + 1));
}
