import type { Decider, RuleRef } from '../../../model/index.ts';
import type { Candidate } from '../compile/policy-set.ts';
import type { PolicyTable } from '../compile/table.ts';
import type { Connection } from './connection.ts';
import { trafficMatched, type Verdict } from './decide.ts';

/**
 * Everything written that led to a verdict, in the order in which it was asked: the rules that passed the decision on, and
 * the rule that made it, each with its policy, the peer and the ports that matched; or the policies that isolate.
 */
export function decidersOf(table: PolicyTable, verdict: Verdict, connection: Connection): readonly Decider[] {
  const passes = verdict.passes.map((each) => ruleDecider(table, each, { part: 'passes', connection }));
  switch (verdict.kind) {
    case 'allowed':
    case 'denied':
      return [...passes, ruleDecider(table, verdict.by, { part: 'decides', connection })];
    case 'isolated':
      return [...passes, ...verdict.by.map(({ place }) => isolation(table.rule(place)))];
    case 'not-isolated':
    case 'exempt':
      return passes;
  }
}

function isolation(rule: RuleRef): Decider {
  return { part: 'isolates', rule, fields: [rule] };
}

function ruleDecider(
  table: PolicyTable,
  candidate: Candidate,
  { part, connection }: { readonly part: 'decides' | 'passes'; readonly connection: Connection },
): Decider {
  const { policy, rule, peer } = candidate;
  const ports = trafficMatched(candidate, connection).map(({ place }) => place);
  // A rule for everyone has no peer of its own: the rule's place stands there.
  const places = [...new Set([policy.place, rule.place, peer.place, ...ports])];
  return { part, rule: table.rule(peer.place), fields: places.map((place) => table.rule(place)) };
}
