import type { NetworkPolicy } from '../../../../model/index.ts';
import type { IgnoredRules } from '../../contract/dialect.ts';
import type { Direction } from '../../contract/question.ts';

const TYPES: Readonly<Record<Direction, string>> = { ingress: 'Ingress', egress: 'Egress' };

/** Reports whether a policy speaks of a direction, and so isolates its pods there. */
export function speaksOf(policy: NetworkPolicy, direction: Direction): boolean {
  return policyTypes(policy).includes(TYPES[direction]);
}

/** Where no type is named: always Ingress, and Egress if there is any egress rule (pkg/apis/networking/v1/defaults.go). */
function policyTypes({ spec }: NetworkPolicy): readonly string[] {
  const written = spec.policyTypes;
  if (written.length > 0) return written;
  return (spec.egress ?? []).length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
}

/** Lists of rules for directions that the policy does not speak of. */
export function ignoredRules(policy: NetworkPolicy): readonly IgnoredRules[] {
  return (['ingress', 'egress'] as const).flatMap((direction): readonly IgnoredRules[] => {
    const rules = policy.spec[direction];
    if (rules === undefined || speaksOf(policy, direction)) return [];
    return [
      {
        direction,
        path: ['spec', direction],
        isEmpty: rules.length === 0,
        spokenOf: policyTypes(policy),
        leftOut: TYPES[direction],
        listedIn: 'policyTypes',
      },
    ];
  });
}
