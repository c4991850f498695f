import type { NetworkPolicy } from '../../../engine/model/index.ts';
import type { Check } from '../check.ts';
import { podYaml, policyYaml } from '../example-manifests.ts';
import { DIRECTIONS } from '../policy-scene.ts';

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
      const types = policyTypes(object);
      for (const direction of DIRECTIONS) {
        const rules = object.spec?.[direction];
        if (rules === undefined || types.includes(TYPES[direction])) continue;
        const effect =
          rules.length === 0 ? `the empty list does not restrict ${direction}` : `its ${direction} rules are ignored`;
        yield {
          about: ref,
          path: ['spec', direction],
          message: `the policy speaks of ${types.join(' and ')} alone, so ${effect}`,
          fix: `add ${TYPES[direction]} to policyTypes, or remove ${direction}`,
        };
      }
    }
  },
};

/** Where no type is named: always Ingress, and Egress if there is any egress rule (pkg/apis/networking/v1/defaults.go). */
function policyTypes({ spec }: NetworkPolicy): readonly string[] {
  const written = spec?.policyTypes ?? [];
  if (written.length > 0) return written;
  return (spec?.egress ?? []).length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
}
