import { describe, expect, test } from 'vitest';
import { requireBelow } from './require-below.ts';

const table = { raw: () => [] };
const callback = () => undefined;

describe('a sentence that ends in a colon', () => {
  test.each([
    ['table', [table], 'called'],
    ['doc string', ['a', 'text'], 'called'],
  ] as const)('takes its %s', (below, args, answer) => {
    expect(requireBelow(() => 'called', { below })(...args)).toBe(answer);
  });

  test.each([
    ['table', [callback], 'must stand a table, and there is nothing'],
    ['doc string', ['a', callback], 'must stand a doc string, and there is nothing'],
    ['table', ['text'], 'must stand a table, and there is a doc string'],
    ['doc string', [table], 'must stand a doc string, and there is a table'],
  ] as const)('without its %s is an error', (below, args, message) => {
    expect(() => requireBelow(() => 'called', { below })(...args)).toThrow(message);
  });
});

test('other definitions are left alone', () => {
  const definition = () => undefined;
  expect(requireBelow(definition, undefined)).toBe(definition);
  expect(requireBelow(definition, {})).toBe(definition);
});
