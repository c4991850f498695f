import { describe, expect, test } from 'vitest';
import { hunt, kindOf } from './hunt.ts';
import { Random } from './random.ts';
import { targets } from './targets.ts';

describe('an input', () => {
  test.each(targets.map((target) => [target.name, target] as const))(
    'of %s follows from seed and index',
    (_, target) => {
      const inputs = (seed: number) => Array.from({ length: 20 }, (__, index) => target.input(new Random(seed, index)));
      expect(inputs(1)).toEqual(inputs(1));
      expect(inputs(1)).not.toEqual(inputs(2));
      expect(new Set(inputs(1).map((input) => JSON.stringify(input))).size).toBeGreaterThan(10);
    },
  );
});

test.each([
  [{ status: 0, seconds: 1, said: '' }, undefined],
  [{ status: 2, seconds: 1, said: '' }, undefined],
  [{ status: 3, seconds: 1, said: '' }, 'crash'],
  [{ status: 1, seconds: 4, said: '' }, 'slow'],
  ['hang', 'hang'],
  ['memory', 'memory'],
] as const)('%j is %s', (answer, kind) => {
  expect(kindOf(answer, {})).toBe(kind);
});

const seed = Date.now() % 1_000_000;

test.each(targets.map((target) => [target.name, target] as const))(
  `mutants of %s (seed ${seed}) break nothing`,
  async (_, target) => {
    const { findings } = await hunt(target, { seed, inputs: 3 });
    expect(findings.filter(({ kind }) => kind !== 'slow')).toEqual([]);
  },
);
