import type { RuleRef } from '../../model/index.ts';
import { matches } from './decide.ts';
import type { PolicyQuestion } from './question.ts';
import type { PolicyTable } from './table.ts';
import { trafficOf } from './traffic.ts';

/**
 * The peers of the Pass rules that a connection met on its way through the tiers: each kept the rules behind it from
 * deciding, and no decision names it.
 */
export function passedOn(table: PolicyTable, question: PolicyQuestion): readonly RuleRef[] {
  const pod = table.classes.of(question.pod);
  if (pod === undefined) return [];
  const traffic = trafficOf(table, question);
  const found: RuleRef[] = [];
  for (const { tier, candidates } of table.enforced.stepsFor(pod, question.direction)) {
    const by = candidates.find((candidate) => matches(candidate, traffic));
    if (by?.rule.action === 'pass') found.push(table.rule(by.peer.place));
    else if (by !== undefined || tier === 'network') return found;
  }
  return found;
}
