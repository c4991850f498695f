import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Diagnostic } from '../engine/model/index.ts';
import { foldDiagnostics } from './fold-diagnostics.ts';

const news = (name: string, line: number | undefined, more: Partial<Diagnostic> = {}): Diagnostic => ({
  code: 'c',
  severity: 'warning',
  message: `pod shop/${name} waits`,
  about: { kind: 'Pod', namespace: 'shop', name },
  ...(line !== undefined && { at: { file: 'f.yaml', line, column: 1 } }),
  ...more,
});

test.each([
  {
    rule: 'pods of one line are told once',
    said: [news('a', 1), news('b', 1)],
    is: ['pod shop/a waits (and 1 more like it)'],
  },
  {
    rule: 'pods of two lines are two',
    said: [news('a', 1), news('b', 2)],
    is: ['pod shop/a waits', 'pod shop/b waits'],
  },
  {
    rule: 'without a place nobody knows',
    said: [news('a', undefined), news('b', undefined)],
    is: ['pod shop/a waits', 'pod shop/b waits'],
  },
  {
    rule: 'the same words need no number',
    said: ['a', 'b'].map((name) => news(name, 1, { message: 'no room' })),
    is: ['no room'],
  },
  {
    rule: 'another code is other news',
    said: [news('a', 1), news('b', 1, { code: 'd' })],
    is: ['pod shop/a waits', 'pod shop/b waits'],
  },
  {
    rule: 'and so is another severity',
    said: [news('a', 1), news('b', 1, { severity: 'error' })],
    is: ['pod shop/a waits', 'pod shop/b waits'],
  },
  { rule: 'one is itself', said: [news('a', 1)], is: ['pod shop/a waits'] },
  { rule: 'the same news twice is one', said: [news('a', 1), news('a', 1)], is: ['pod shop/a waits'] },
])('$rule', ({ said, is }) => {
  expect(foldDiagnostics(said).map(({ message }) => message)).toEqual(is);
});

test('folding keeps every code of every place, in order, and folds no further the second time', () => {
  const any = fc
    .record({
      name: fc.constantFrom('a', 'b', 'w-1', 'w-2', 'pod'),
      line: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
      code: fc.constantFrom('c', 'd'),
      severity: fc.constantFrom('error', 'warning', 'note'),
    })
    .map(({ name, line, ...more }) => news(name, line, more));
  fc.assert(
    fc.property(fc.array(any, { maxLength: 12 }), (said) => {
      const folded = foldDiagnostics(said);
      const kinds = (all: readonly Diagnostic[]) => [
        ...new Set(all.map(({ code, severity, at }) => `${code} ${severity} ${at?.line}`)),
      ];
      expect(kinds(folded)).toEqual(kinds(said));
      expect(
        new Set(folded.map(({ message, code, severity, at }) => `${message} ${code} ${severity} ${at?.line}`)).size,
      ).toBeGreaterThanOrEqual(kinds(said).length);
      expect(foldDiagnostics(folded)).toEqual(folded);
    }),
    { numRuns: 300 },
  );
});
