/** Chooses among alternatives by their weights, and answers with the place of the chosen one. */
export type Pick = (weights: readonly number[]) => number;

/** Runs something that throws dice once for every way that the dice may fall; answers how likely each result is. */
export function explore(run: (pick: Pick) => string): ReadonlyMap<string, number> {
  const results = new Map<string, number>();
  const pending: number[][] = [[]];
  for (let script = pending.pop(); script !== undefined; script = pending.pop()) {
    const known = [...script];
    let likelihood = 1;
    let step = 0;
    const result = run((weights) => {
      if (step === known.length) {
        for (let other = 1; other < weights.length; other++) pending.push([...known, other]);
        known.push(0);
      }
      const choice = known[step++] ?? 0;
      likelihood *= weights[choice] ?? 0;
      return choice;
    });
    results.set(result, (results.get(result) ?? 0) + likelihood);
  }
  return results;
}
