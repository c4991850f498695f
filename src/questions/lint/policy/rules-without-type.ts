import { dialectOf, policyKinds } from '../../../engine/network/policy/index.ts';
import type { Check } from '../check.ts';
import { podYaml, policyYaml } from '../example-manifests.ts';

export const rulesWithoutType: Check = {
  code: 'rules-without-type',
  severity: 'warning',
  title: 'A policy has a list of rules for a direction that it does not speak of',
  why: 'Without `policyTypes` a policy is about ingress, and about egress only if there is at least one egress rule: `egress: []` alone restricts nothing, though it reads like "no egress". And where `policyTypes` is written, rules of a direction that it does not list are ignored.',
  fix: 'List the direction in policyTypes.',
  example: {
    given: podYaml('db', 'image: postgres'),
    wrong: policyYaml('db', 'egress: []\n'),
    right: policyYaml('db', 'policyTypes: [Ingress, Egress]\negress: []\n'),
  },
  *find({ view }) {
    for (const policy of policyKinds.flatMap((kind) => view.listAny(kind))) {
      for (const each of dialectOf(policy.ref.kind).ignoredRules(policy)) {
        const { direction, path, isEmpty, spokenOf, leftOut, listedIn } = each;
        const effect = isEmpty ? `the empty list does not restrict ${direction}` : `its ${direction} rules are ignored`;
        yield {
          about: policy.ref,
          path,
          message: `the policy speaks of ${spokenOf.join(' and ')} alone, so ${effect}`,
          fix: `add ${leftOut} to ${listedIn}, or remove ${direction}`,
        };
      }
    }
  },
};
