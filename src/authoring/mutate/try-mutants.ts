/** A mutant, and the scenarios that could notice it, likeliest first. */
export interface Trial<M, S> {
  readonly mutant: M;
  readonly scenarios: readonly S[];
}

/** One scenario that runs against one mutant. */
export interface Attempt<M, S> {
  readonly mutant: M;
  readonly scenario: S;
}

/** Runs scenarios, each against its mutant, and answers for each, in order, what it noticed. */
export type RunAttempts<M, S, N> = (attempts: readonly Attempt<M, S>[]) => Promise<readonly (N | undefined)[]>;

/** Scenarios that one run takes at most. */
const LONGEST_RUN = 2_000;

/**
 * What the first scenario to notice each mutant noticed; a mutant that none notices is absent. All mutants share a run, whose
 * start costs more than a scenario: first the likeliest scenario of each runs, then, for those that still live, the next
 * one, the next two, four …
 */
export async function tryMutants<M, S, N>(
  trials: readonly Trial<M, S>[],
  run: RunAttempts<M, S, N>,
): Promise<ReadonlyMap<M, N>> {
  const noticed = new Map<M, N>();
  let living = trials;
  for (let [from, count] = [0, 1]; living.length > 0; ) {
    for (const part of partsOf(living, Math.max(1, Math.floor(LONGEST_RUN / count)))) {
      const attempts = part.flatMap(({ mutant, scenarios }) =>
        scenarios.slice(from, from + count).map((scenario) => ({ mutant, scenario })),
      );
      if (attempts.length === 0) continue;
      const found = await run(attempts);
      for (const [index, { mutant }] of attempts.entries()) {
        const notice = found[index];
        if (notice !== undefined && !noticed.has(mutant)) noticed.set(mutant, notice);
      }
    }
    from += count;
    count = from;
    living = living.filter(({ mutant, scenarios }) => !noticed.has(mutant) && scenarios.length > from);
  }
  return noticed;
}

function partsOf<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  const parts: T[][] = [];
  for (let start = 0; start < all.length; start += size) parts.push(all.slice(start, start + size));
  return parts;
}
