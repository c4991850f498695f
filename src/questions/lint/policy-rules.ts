import type { CompiledPolicy, Direction, PolicyRule, PortAsked } from '../../engine/network/policy/index.ts';
import { isAbout } from '../../engine/network/policy/index.ts';
import type { Actor, PodGroup, PolicyScene, PolicyUse } from './policy-scene.ts';
import { DIRECTIONS } from './policy-scene.ts';

/** A rule of a policy that selects some pods. */
export interface UsedRule extends PolicyUse {
  readonly direction: Direction;
  readonly rule: PolicyRule;
}

/** Every rule that is about some pod, by policy. */
export function* usedRules(policies: PolicyScene): Generator<UsedRule> {
  for (const use of policies.uses.values()) {
    for (const direction of DIRECTIONS) {
      for (const rule of use.policy.rules[direction] ?? []) yield { ...use, direction, rule };
    }
  }
}

/** The pods that a rule leads to: those that the policy selects, or the peers of an egress rule. */
export function destinationsOf(policies: PolicyScene, { groups, direction, rule }: UsedRule): readonly Actor[] {
  const found = direction === 'ingress' ? groups : peerGroups(policies, rule);
  return found.flatMap(({ actors }) => actors);
}

function peerGroups(policies: PolicyScene, rule: PolicyRule): readonly PodGroup[] {
  const groups = rule.peers.flatMap((peer) => (peer.kind === 'pods' ? policies.inScope(peer.scope) : []));
  return [...new Set(groups)];
}

/** Reports whether a rule leads to more than the pods that labels find. */
export function leadsOutside({ direction, rule }: UsedRule): boolean {
  return direction === 'egress' && rule.peers.some(({ kind }) => kind !== 'pods');
}

/** Reports whether any rule of a policy admits a connection, from whomever. */
export function policyAdmits({ rules }: CompiledPolicy, direction: Direction, asked: PortAsked): boolean {
  return (rules[direction] ?? []).some((rule) => rule.verdict === 'allow' && ruleAdmits(rule, asked));
}

/** Reports whether a rule is about what a connection carries. */
export function ruleAdmits({ traffic }: PolicyRule, asked: PortAsked): boolean {
  return traffic.some((each) => isAbout(each, asked));
}
