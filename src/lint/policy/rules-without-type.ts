import type { Check } from '../check.ts';
import { podYaml, policyYaml } from '../example-manifests.ts';

const TYPES = { ingress: 'Ingress', egress: 'Egress' } as const;

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
  *find(scene) {
    for (const { ref, object } of scene.written('NetworkPolicy')) {
      const { policyTypes = ['Ingress'] } = object.spec ?? {};
      for (const direction of ['ingress', 'egress'] as const) {
        const rules = object.spec?.[direction];
        if (rules === undefined || rules === null || policyTypes.includes(TYPES[direction])) continue;
        const kept = policyTypes.length === 0 ? 'Ingress' : policyTypes.join(' and ');
        if (direction === 'egress' && policyTypes.length === 0 && rules.length > 0) continue;
        const effect =
          rules.length === 0 ? `the empty list does not restrict ${direction}` : `its ${direction} rules are ignored`;
        yield {
          about: ref,
          path: ['spec', direction],
          message: `the policy speaks of ${kept} alone, so ${effect}`,
          fix: `add ${TYPES[direction]} to policyTypes, or remove ${direction}`,
        };
      }
    }
  },
};
