import { expect, test } from 'vitest';
import { firstLines, firstNames } from './first-few.ts';

const names = (count: number) => Array.from({ length: count }, (_, index) => `n${index}`);

test.each([
  { of: 0, text: '' },
  { of: 2, text: 'n0, n1' },
  { of: 3, text: 'n0, n1, n2' },
  { of: 4, text: 'n0, n1, n2, … and 1 more' },
  { of: 300, text: 'n0, n1, n2, … and 297 more' },
])('the first three of $of: $text', ({ of, text }) => {
  expect(firstNames(names(of), 3)).toBe(text);
});

test('a list of lines ends with the number of those that are left out', () => {
  expect(firstLines(names(20))).toEqual(names(20));
  expect(firstLines(names(300)).at(-1)).toBe('… and 280 more');
});
