import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pathPattern } from './path-pattern.ts';

describe('a pattern of a location matches as PCRE does', () => {
  test.each([
    { source: '^/api(/|$)(.*)', path: '/API/x', found: ['/API/x', '/', 'x'] },
    { source: '^/api(/|$)(.*)', path: '/apix', found: undefined },
    { source: '^/(?!admin)(.*)', path: '/shop', found: ['/shop', 'shop'] },
    { source: '^/(?!admin)(.*)', path: '/admin', found: undefined },
    { source: '^/x(?:a)?(b)?', path: '/x', found: ['/x', ''] },
    { source: '^/v[0-9]+/\\d{2}', path: '/v12/34', found: ['/v12/34'] },
    { source: '^/[[:alpha:]]+$', path: '/ab', found: ['/ab'] },
  ])('$source of $path', ({ source, path, found }) => {
    expect(pathPattern(source)?.exec(path)).toEqual(found);
  });
});

test.each([
  { why: 'is none', source: '^/(' },
  { why: 'refers back', source: '^/(a)\\1' },
  { why: 'looks around in a loop', source: '^/(?:(?=a)a+)+$' },
  { why: 'looks around, and repeats a group', source: '^/(?!x)(a|aa)*$' },
  { why: 'looks around, and repeats a number of times', source: '^/(?!x)(a*){9}$' },
  { why: 'looks around, and repeats much', source: '^/(?!x).*.*.*.*$' },
  { why: 'is of PCRE alone', source: '^/a++$' },
])('one that $why is unknown: $source', ({ source }) => {
  expect(pathPattern(source)).toBeUndefined();
});

test.each(['^/(a+)+$', '^/(a|a)*$', '^/(a|aa)+$', '^/(.*)*b', '^/(?!b).*a.*c', '^/(\\w+\\s?)*!$'])(
  'whoever wrote it, %s takes no time',
  (source) => {
    const started = performance.now();
    pathPattern(source)?.exec(`/${'a'.repeat(5000)}?`);
    expect(performance.now() - started).toBeLessThan(5000);
  },
);

test('what both understand, the linear matcher and the language match alike', () => {
  const atom = fc.constantFrom('a', 'b', '/', '.', '[ab]', '[^a]', '(a|b)', '(?:a)', '(a)?', '\\w', '\\d');
  const part = fc.tuple(atom, fc.constantFrom('', '', '?', '*', '+', '{1,2}')).map(([one, often]) => {
    return one.endsWith('?') ? one : one + often;
  });
  const source = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => `^/${parts.join('')}`);
  const path = fc.string({ unit: fc.constantFrom('a', 'b', 'A', '/', '1'), maxLength: 8 }).map((rest) => `/${rest}`);
  fc.assert(
    fc.property(source, path, (given, text) => {
      expect(pathPattern(given)?.exec(text)?.[0]).toBe(new RegExp(given, 'i').exec(text)?.[0]);
    }),
    { numRuns: 1000 },
  );
});
