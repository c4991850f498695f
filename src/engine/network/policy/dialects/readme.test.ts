import { expect, test } from 'vitest';
import { exampleOf } from '../../../../tooling/doc-pages.ts';
import { formatFieldPath, formatRef } from '../../../model/index.ts';
import { stateOf } from '../../../testing/index.ts';
import { compilePolicies } from '../compile/compile.ts';
import type { CompiledPolicy } from '../contract/policy.ts';

const DIRECTIONS = ['ingress', 'egress'] as const;

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function told({ ref, tier, order, isolates, rules }: CompiledPolicy): readonly string[] {
  const isolated = DIRECTIONS.filter((direction) => isolates[direction]).map((direction) => `, isolates ${direction}`);
  return [
    `${formatRef(ref)}: tier ${tier.name}, order ${order}${isolated.join('')}`,
    ...DIRECTIONS.flatMap((direction) =>
      (rules[direction] ?? []).map(({ verdict, place, peers, traffic }) => {
        const about = `${counted(peers.length, 'peer')}, ${counted(traffic.length, 'traffic rule')}`;
        return `  ${direction} ${verdict} ${formatFieldPath(place.path)}: ${about}`;
      }),
    ),
  ];
}

test('the README’s example holds', () => {
  const [policies = '', printed = ''] = exampleOf(import.meta.dirname);
  expect(compilePolicies(stateOf(policies)).written.policies.flatMap(told)).toEqual(printed.split('\n'));
});
