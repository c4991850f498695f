import type { Trace } from '../model/index.ts';
import { CurlewDefect } from '../model/index.ts';

/**
 * One answer for all the pods of a workload. Pods that see the same need no second telling: the first one's trace
 * stands for all. Where they differ, each branch is shown, as likely as its pod is one of them.
 */
export function mergeTraces(traces: readonly Trace[]): Trace {
  const [first, ...others] = traces;
  if (first === undefined) throw new CurlewDefect('no trace to merge');
  const alike = others.every(({ reach, outcome }) => reach === first.reach && outcome === first.outcome);
  if (alike) return first;
  const branches = traces.flatMap((each) =>
    each.branches.map((branch) => ({ ...branch, probability: branch.probability / traces.length })),
  );
  const reaches = new Set(traces.map(({ reach }) => reach));
  const reach = reaches.has('unknown') ? 'unknown' : reaches.size === 1 ? first.reach : 'sometimes';
  const outcomes = new Set(branches.map(({ outcome }) => outcome));
  return { ...first, branches, reach, outcome: outcomes.size === 1 ? first.outcome : 'flaky' };
}
