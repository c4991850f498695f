import { formatRef } from '../../../model/index.ts';
import type { PodClass } from '../compile/pod-class.ts';
import { type Candidate, isTied, type PolicySet } from '../compile/policy-set.ts';
import type { CompiledPolicy, RuleVerdict } from '../contract/policy.ts';
import type { Connection } from '../decide/connection.ts';
import { matches } from '../decide/decide.ts';

const WOULD: Readonly<Record<RuleVerdict, string>> = {
  allow: 'would allow it',
  deny: 'would deny it',
  pass: 'would leave it to the next tier',
};

/**
 * Says where the verdict hangs on which of two policies with the same priority is asked first; `undefined` where it does
 * not. The API leaves that to the plugin (ClusterNetworkPolicySpec.priority, AdminNetworkPolicySpec.priority).
 */
export function tieText(set: PolicySet, pod: PodClass, connection: Connection): string | undefined {
  for (const { tier, candidates, isolating } of set.stepsFor(pod, connection.direction)) {
    const winner = candidates.find((candidate) => matches(candidate, connection));
    const rival = winner === undefined ? undefined : rivalOf(winner, candidates, connection);
    if (rival !== undefined) {
      const { policy, rule } = rival;
      return `${formatRef(policy.ref)} has the same priority and ${WOULD[rule.verdict]}; which of the two comes first is the plugin's choice`;
    }
    const isLast =
      winner === undefined ? isolating.length > 0 && tier.atEnd === 'deny' : winner.rule.verdict !== 'pass';
    if (isLast) return undefined;
  }
  return undefined;
}

/** The first policy of the same order as the one that decided whose own first matching rule has another verdict. */
function rivalOf(winner: Candidate, candidates: readonly Candidate[], connection: Connection): Candidate | undefined {
  const asked = new Set<CompiledPolicy>([winner.policy]);
  for (const candidate of candidates) {
    const { policy, rule } = candidate;
    if (asked.has(policy) || !isTied(policy, winner.policy) || !matches(candidate, connection)) continue;
    if (rule.verdict !== winner.rule.verdict) return candidate;
    asked.add(policy);
  }
  return undefined;
}
