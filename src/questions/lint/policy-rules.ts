import type { FieldPath, Pod, Protocol } from '../../engine/model/index.ts';
import { namedPort } from '../../engine/model/index.ts';
import type { CompiledPolicy, Direction, PolicyRule, PortRule } from '../../engine/network/policy/index.ts';
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

/** Reports whether one of the ports admits a connection to `port` of the pod. */
export function admits(ports: readonly PortRule[], pod: Pod, port: number, protocol: Protocol): boolean {
  return ports.some((rule) => {
    if (rule.kind === 'any') return true;
    if (rule.kind === 'protocol') return rule.protocol === protocol;
    if (rule.kind === 'range') return rule.protocol === protocol && rule.from <= port && port <= rule.to;
    return (rule.protocol ?? protocol) === protocol && namedPort(pod, rule.name, protocol) === port;
  });
}

/** Reports whether any rule of a policy admits the port, from whomever. */
export function policyAdmits(
  { rules }: CompiledPolicy,
  direction: Direction,
  to: { readonly pod: Pod; readonly port: number; readonly protocol: Protocol },
): boolean {
  return (rules[direction] ?? []).some(
    (rule) => rule.action === 'allow' && admits(rule.ports, to.pod, to.port, to.protocol),
  );
}

/** Where the port at `index` of a rule stands. */
export function portPath(rule: PolicyRule, index: number): FieldPath {
  return [...rule.portsPlace.path, index];
}
