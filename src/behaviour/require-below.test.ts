import { describe, expect, test } from 'vitest';
import { requireBelow } from './require-below.ts';

const table = { raw: () => [] };
const callback = () => undefined;

describe('a sentence that ends in a colon', () => {
  const definition = (...args: unknown[]) => args;
  const taking = (count: number) => Object.defineProperty(definition.bind(undefined), 'length', { value: count });

  test.each([
    ['table', [table, callback], [table]],
    ['doc string', ['a', 'text', callback], ['a', 'text']],
  ] as const)('takes its %s, and no callback', (below, args, given) => {
    expect(requireBelow(taking(given.length), { below })(...args)).toEqual(given);
  });

  test.each([
    ['table', [callback], 'must stand a table, and there is nothing'],
    ['doc string', ['a', callback], 'must stand a doc string, and there is nothing'],
    ['table', ['text', callback], 'must stand a table, and there is a doc string'],
    ['doc string', ['a', table, callback], 'must stand a doc string, and there is a table'],
  ] as const)('without its %s is an error', (below, args, message) => {
    expect(() => requireBelow(taking(below === 'table' ? 1 : 2), { below })(...args)).toThrow(message);
  });
});

test('other definitions are left alone', () => {
  const definition = () => undefined;
  expect(requireBelow(definition, undefined)).toBe(definition);
  expect(requireBelow(definition, {})).toBe(definition);
});
