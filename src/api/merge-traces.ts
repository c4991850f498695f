import type { Branch, Trace } from '../engine/model/index.ts';
import { CurlewDefect, formatSocketAddress, outcomeOf } from '../engine/model/index.ts';

/**
 * One answer for all the pods of a workload. Where they all see the very same, the first one's trace stands for all;
 * where anything that an expectation could ask for differs, every pod's branches are there, as likely as it is the one.
 */
export function mergeTraces(traces: readonly Trace[]): Trace {
  const [first, ...others] = traces;
  if (first === undefined) throw new CurlewDefect('no trace to merge');
  const seen = others.length === 0 ? '' : seenBy(first);
  if (others.every((each) => seenBy(each) === seen)) return first;
  const branches = traces.flatMap((each) =>
    each.branches.map((branch) => ({ ...branch, probability: branch.probability / traces.length })),
  );
  const reaches = new Set(traces.map(({ reach }) => reach));
  const reach = reaches.has('unknown') ? 'unknown' : reaches.size === 1 ? first.reach : 'sometimes';
  return { ...first, branches, reach, outcome: outcomeOf(branches) };
}

function seenBy({ branches }: Trace): string {
  return branches.map(seenOn).join('\n');
}

function seenOn({ outcome, via, endpoint, translated, sourceSeen, hops }: Branch): string {
  const answering =
    endpoint === null ? hops.at(-1)?.reason.code : `${endpoint.namespace}/${endpoint.name}/${endpoint.ip?.text}`;
  const destination = translated === null ? '' : formatSocketAddress(translated);
  return `${outcome} ${via} ${answering} ${destination} ${sourceSeen?.text}`;
}
