import type { Cluster } from '../../api/index.ts';
import type { MutantFate } from '../../engine/model/index.ts';
import { compileForeign } from '../../engine/network/foreign/index.ts';
import { effectsOf, speaksBeyondMatrix } from './effects.ts';
import { isEnforced, type Mutant } from './mutants.ts';
import { type RunAttempts, tryMutants } from './try-mutants.ts';
import { type Witness, witnessesOf } from './witnesses.ts';

/** A mutant, and what became of it. */
export type Verdict<N> = MutantFate<N> & { readonly mutant: Mutant };

/** Tries each mutant on the scenarios that could notice it, and says of each what became of it, in order. */
export async function judgeMutants<W extends Witness, N>(
  mutants: readonly Mutant[],
  witnesses: readonly W[],
  run: RunAttempts<Mutant, W, N>,
): Promise<readonly Verdict<N>[]> {
  const clusters = new Set(witnesses.flatMap((each) => [...each.clusters]));
  const rejected = new Map<Mutant, string>();
  for (const mutant of mutants) {
    const because = await rejectionIn(clusters, mutant);
    if (because !== undefined) rejected.set(mutant, because);
  }
  const trials = mutants
    .filter((mutant) => !rejected.has(mutant))
    .map((mutant) => ({ mutant, scenarios: witnessesOf(mutant, witnesses) }));
  const noticed = await tryMutants(trials, run);
  const verdicts: Verdict<N>[] = [];
  for (const mutant of mutants) {
    const because = rejected.get(mutant);
    const killer = noticed.get(mutant);
    if (because !== undefined) verdicts.push({ mutant, status: 'invalid', because });
    else if (killer !== undefined) verdicts.push({ mutant, status: 'killed', killer });
    else verdicts.push(await unnoticed(mutant, clusters));
  }
  return verdicts;
}

async function unnoticed(mutant: Mutant, clusters: ReadonlySet<Cluster>): Promise<Verdict<never>> {
  const effects = await effectsOf(mutant, clusters);
  if (effects.length === 0 && !speaksBeyondMatrix(mutant, clusters) && !isDoubted(clusters))
    return { mutant, status: 'equivalent' };
  return { mutant, status: 'survived', effects };
}

/** Reports whether a cluster has something that may decide connections and is not modelled: what a mutant changes is unknown. */
function isDoubted(clusters: ReadonlySet<Cluster>): boolean {
  return [...clusters].some(({ view }) => compileForeign(view).acting.length > 0);
}

async function rejectionIn(clusters: ReadonlySet<Cluster>, mutant: Mutant): Promise<string | undefined> {
  const cluster = [...clusters].find((each) => isEnforced(each, mutant));
  if (cluster === undefined || mutant.object === undefined) return undefined;
  return cluster.rejection(mutant.object);
}
