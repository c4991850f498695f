import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tryMutants } from './try-mutants.ts';

/** Which scenarios notice each mutant, and what ran. */
async function tried(noticing: readonly (readonly boolean[])[]) {
  const runs: string[][] = [];
  const trials = noticing.map((scenarios, mutant) => ({ mutant, scenarios: [...scenarios.keys()] }));
  const noticed = await tryMutants(trials, async (attempts) => {
    runs.push(attempts.map(({ mutant, scenario }) => `${mutant}${'abcdefghijklmnopqrst'[scenario]}`));
    return attempts.map(({ mutant, scenario }) => (noticing[mutant]?.[scenario] ? scenario : undefined));
  });
  return { runs: runs.map((run) => run.join(' ')), noticed: [...noticed] };
}

const [no, yes] = [false, true];

describe('scenarios run', () => {
  test.each([
    { what: 'the likeliest first, of all mutants in one run', noticing: [[yes, yes], [yes]], runs: ['0a 1a'] },
    {
      what: 'the others for those that live',
      noticing: [
        [no, yes],
        [yes, no],
      ],
      runs: ['0a 1a', '0b'],
    },
    { what: 'ever more at a time', noticing: [[no, no, no, no, no]], runs: ['0a', '0b', '0c 0d', '0e'] },
    { what: 'none where none could notice', noticing: [[]], runs: [] },
  ])('$what', async ({ noticing, runs }) => {
    expect((await tried(noticing)).runs).toEqual(runs);
  });
});

test('a mutant is noticed by the first scenario that would, and by none only where none would', async () => {
  const spec = fc.array(fc.array(fc.boolean(), { maxLength: 20 }), { maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(spec, async (noticing) => {
      const { noticed, runs } = await tried(noticing);
      const expected = noticing.flatMap((scenarios, mutant) => {
        const first = scenarios.indexOf(true);
        return first < 0 ? [] : [[mutant, first] as const];
      });
      expect([...noticed].sort(([a], [b]) => a - b)).toEqual(expected);
      const all = runs.flatMap((run) => run.split(' '));
      expect(new Set(all).size).toBe(all.length);
    }),
  );
});
