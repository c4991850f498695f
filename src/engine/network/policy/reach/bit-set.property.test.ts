import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BitSet, BitSetBuilder } from './bit-set.ts';

/* The oracle is the set of the language. Numbers go beyond the 32 of a word, and the first word is not always 0. */

const near = fc.integer({ min: 0, max: 200 });
const members = fc.oneof(
  fc.array(near, { maxLength: 12 }),
  fc.array(
    near.map((each) => each + 900),
    { maxLength: 6 },
  ),
);
const sorted = (numbers: Iterable<number>) => [...new Set(numbers)].sort((a, b) => a - b);

/** The words in between are all that a set holds. */
function expectSet(set: BitSet, numbers: Iterable<number>): void {
  const expected = sorted(numbers);
  expect([...set]).toEqual(expected);
  expect([set.size, set.isEmpty]).toEqual([expected.length, expected.length === 0]);
  const [first = 0, last = -1] = [expected[0], expected.at(-1)];
  expect([set.firstWord, set.words.length]).toEqual(
    expected.length === 0 ? [0, 0] : [first >>> 5, (last >>> 5) - (first >>> 5) + 1],
  );
}

test('a set holds what it was made of', () => {
  fc.assert(
    fc.property(members, (numbers) => {
      const set = BitSet.of(numbers);
      expectSet(set, numbers);
      for (const each of [0, 31, 32, 63, 64, ...numbers, ...numbers.map((number) => number + 32)]) {
        expect(set.has(each)).toBe(numbers.includes(each));
      }
    }),
  );
});

test('union, intersection and difference are those of sets, and change neither', () => {
  fc.assert(
    fc.property(members, members, (left, right) => {
      const [a, b] = [BitSet.of(left), BitSet.of(right)];
      expectSet(a.or(b), [...left, ...right]);
      expectSet(
        a.and(b),
        left.filter((each) => right.includes(each)),
      );
      expectSet(
        a.andNot(b),
        left.filter((each) => !right.includes(each)),
      );
      expect(a.intersects(b)).toBe(left.some((each) => right.includes(each)));
      expectSet(a, left);
      expectSet(b, right);
    }),
  );
});

test('a range begins and ends anywhere', () => {
  fc.assert(
    fc.property(near, near, (from, to) => {
      expectSet(
        BitSet.range(from, to),
        Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index),
      );
    }),
  );
});

test('a builder takes numbers and sets in any order', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(near, members), { maxLength: 8 }), (added) => {
      const builder = new BitSetBuilder();
      for (const each of added) {
        if (typeof each === 'number') builder.add(each);
        else builder.addAll(BitSet.of(each));
      }
      expectSet(builder.build(), added.flat());
    }),
  );
});
