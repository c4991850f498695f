import type { PolicyRule } from '../../../engine/network/policy/index.ts';
import type { Check } from '../check.ts';
import { documents, podYaml, policyYaml } from '../example-manifests.ts';
import { DIRECTIONS } from '../policy-scene.ts';

export const allowAllBesideOthers: Check = {
  code: 'allow-all-beside-others',
  severity: 'warning',
  title: 'A rule allows everything, so the rules beside it change nothing',
  why: 'Rules add up. An empty rule (`- {}`), or one without peers and ports, admits every connection from everywhere; whatever more careful rules stand in the same list, they narrow nothing.',
  fix: 'Remove the empty rule if access is to be restricted, or the other rules if it is not.',
  example: {
    given: documents(podYaml('db', 'image: postgres'), podYaml('api')),
    wrong: policyYaml('db', 'ingress:\n  - from: [{podSelector: {matchLabels: {app: api}}}]\n  - {}\n'),
    right: policyYaml('db', 'ingress:\n  - from: [{podSelector: {matchLabels: {app: api}}}]\n'),
  },
  *find({ policies }) {
    for (const { policy } of policies.uses.values()) {
      for (const direction of DIRECTIONS) {
        const rules = policy.tier.combine === 'any-allow' ? (policy.rules[direction] ?? []) : [];
        const index = rules.findIndex(allowsEverything);
        if (index < 0 || rules.every(allowsEverything)) continue;
        const others = rules.length - 1;
        yield {
          about: policy.ref,
          path: rules[index]?.place.path ?? [],
          message: `this rule allows all ${direction}, so the ${others === 1 ? 'other rule changes' : `${others} other rules change`} nothing`,
          fix: 'remove this rule, or the others',
        };
      }
    }
  },
};

export function allowsEverything({ peers, traffic }: PolicyRule): boolean {
  return peers[0]?.kind === 'everyone' && traffic[0]?.kind === 'any';
}
