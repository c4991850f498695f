import type { PolicyRule } from '../../../engine/network/policy/index.ts';
import type { Check } from '../check.ts';
import { documents, podYaml, policyYaml } from '../example-manifests.ts';

export const splitRule: Check = {
  code: 'split-rule',
  severity: 'note',
  title: 'A rule may be split: one part has the peers, the other the ports',
  why: 'Each list item under `ingress` or `egress` is a rule of its own, and a connection needs to match one of them, not all. A dash too many turns "these clients on this port" into "these clients on every port, and everybody on this port".',
  fix: 'Remove the dash, so that peers and ports stand in one item.',
  example: {
    given: documents(podYaml('db', 'image: postgres'), podYaml('api')),
    wrong: policyYaml(
      'db',
      'ingress:\n  - from: [{podSelector: {matchLabels: {app: api}}}]\n  - ports: [{port: 5432}]\n',
    ),
    right: policyYaml(
      'db',
      'ingress:\n  - from: [{podSelector: {matchLabels: {app: api}}}]\n    ports: [{port: 5432}]\n',
    ),
  },
  *find({ policies }) {
    for (const { policy } of policies.uses.values()) {
      const rules = policy.tier.combine === 'any-allow' ? (policy.rules.ingress ?? []) : [];
      const index = rules.findIndex((rule, at) => isPortsAlone(rule) && isPeersAlone(rules[at - 1]));
      if (index < 0) continue;
      yield {
        about: policy.ref,
        path: rules[index]?.place.path ?? [],
        message: 'this rule admits everybody on its ports, and the rule before it admits its peers on every port',
        fix: 'if the two belong together, write peers and ports in one list item',
      };
    }
  },
};

function isPeersAlone(rule: PolicyRule | undefined): boolean {
  return rule?.traffic[0]?.kind === 'any' && rule.peers.every(({ kind }) => kind === 'pods');
}

function isPortsAlone({ peers, traffic }: PolicyRule): boolean {
  return peers[0]?.kind === 'everyone' && traffic[0]?.kind !== 'any';
}
