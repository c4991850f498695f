import type { Branch, Hop, Trace } from '../../engine/model/index.ts';
import { firstLines } from '../../engine/model/index.ts';
import { ruleJson, ruleText, traceHeadline } from '../../report/index.ts';

const FEW = 3;

/** One line for a connection: what became of it, and what decided that on each of its ways, with the place of the rule. */
export function briefReason(trace: Trace): string {
  const reasons = new Set(trace.branches.flatMap(decidingHops).map(hopText));
  return `${traceHeadline(trace)}: ${firstLines([...reasons], FEW).join('; ')}`;
}

/** Where it ended; for a connection that arrives, the policies that let it through. */
function decidingHops({ outcome, hops }: Branch): readonly Hop[] {
  if (outcome !== 'connected') return hops.slice(-1);
  return hops.filter(({ stage }) => stage === 'egress' || stage === 'ingress');
}

function hopText({ stage, reason, rule }: Hop): string {
  return `${stage}: ${reason.text}${rule === undefined ? '' : ` (${ruleText(ruleJson(rule))})`}`;
}
