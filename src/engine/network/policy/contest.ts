import { formatRef } from '../../model/index.ts';
import { matches } from './decide.ts';
import type { PodClass } from './pod-class.ts';
import type { CompiledPolicy, PolicyRule } from './policy.ts';
import type { Candidate, PolicySet } from './policy-set.ts';
import type { Traffic } from './traffic.ts';

const WOULD: Readonly<Record<PolicyRule['action'], string>> = {
  allow: 'would allow it',
  deny: 'would deny it',
  pass: 'would leave it to the next tier',
};

/**
 * Says where the verdict hangs on which of two policies with the same priority is asked first; `undefined` where it does
 * not. The API leaves that to the plugin (ClusterNetworkPolicySpec.priority, AdminNetworkPolicySpec.priority).
 */
export function contestText(set: PolicySet, pod: PodClass, traffic: Traffic): string | undefined {
  for (const { tier, candidates } of set.stepsFor(pod, traffic.direction)) {
    if (tier === 'network') return undefined;
    const winner = candidates.find((candidate) => matches(candidate, traffic));
    if (winner === undefined) continue;
    const rival = rivalOf(winner, candidates, traffic);
    if (rival !== undefined) {
      const { policy, rule } = rival;
      return `${formatRef(policy.ref)} has the same priority and ${WOULD[rule.action]}; which of the two comes first is the plugin's choice`;
    }
    if (winner.rule.action !== 'pass') return undefined;
  }
  return undefined;
}

/** Among the policies of the winner's priority, the first whose own first match does something else. */
function rivalOf(winner: Candidate, candidates: readonly Candidate[], traffic: Traffic): Candidate | undefined {
  const asked = new Set<CompiledPolicy>([winner.policy]);
  for (const candidate of candidates) {
    const { policy, rule } = candidate;
    if (policy.priority !== winner.policy.priority || asked.has(policy) || !matches(candidate, traffic)) continue;
    if (rule.action !== winner.rule.action) return candidate;
    asked.add(policy);
  }
  return undefined;
}
