import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LabelSelector } from './kubernetes.ts';
import {
  compileLabels,
  compileSelector,
  formatLabels,
  formatRequirement,
  selects,
  unmetRequirement,
} from './selector.ts';

const expression = (key: string, operator: string, values?: string[]): LabelSelector => ({
  matchExpressions: [{ key, operator, ...(values === undefined ? {} : { values }) }],
});

describe('a label selector', () => {
  test.each([
    // An empty selector selects everything.
    { selector: {}, labels: undefined, holds: true },
    { selector: { matchLabels: { app: 'web' } }, labels: { app: 'web', tier: 'front' }, holds: true },
    { selector: { matchLabels: { app: 'web' } }, labels: { app: 'webb' }, holds: false },
    { selector: { matchLabels: { app: 'web' } }, labels: undefined, holds: false },
    // matchLabels and matchExpressions are ANDed.
    { selector: { matchLabels: { a: '1' }, ...expression('b', 'Exists') }, labels: { a: '1' }, holds: false },
    { selector: expression('tier', 'In', ['front', 'back']), labels: { tier: 'back' }, holds: true },
    { selector: expression('tier', 'In', ['front']), labels: { tier: 'back' }, holds: false },
    // NotIn and DoesNotExist hold for an object without the key.
    { selector: expression('tier', 'NotIn', ['front']), labels: {}, holds: true },
    { selector: expression('tier', 'NotIn', ['front']), labels: { tier: 'front' }, holds: false },
    { selector: expression('tier', 'Exists'), labels: { tier: '' }, holds: true },
    { selector: expression('tier', 'Exists'), labels: {}, holds: false },
    { selector: expression('tier', 'DoesNotExist'), labels: undefined, holds: true },
    { selector: expression('tier', 'DoesNotExist'), labels: { tier: 'x' }, holds: false },
    // A key of every object's prototype is no label.
    { selector: expression('constructor', 'Exists'), labels: {}, holds: false },
  ])('$selector selects $labels: $holds', ({ selector, labels, holds }) => {
    const compiled = compileSelector(selector);
    expect(selects(compiled, labels)).toBe(holds);
    expect(unmetRequirement(compiled, labels) === undefined).toBe(holds);
  });

  test('means the same as the plain map of a Service', () => {
    const labels = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('1', '2'));
    fc.assert(
      fc.property(labels, labels, (wanted, given) => {
        const literally = Object.entries(wanted).every(([key, value]) => given[key] === value);
        expect(selects(compileLabels(wanted), given)).toBe(literally);
        expect(selects(compileSelector({ matchLabels: wanted }), given)).toBe(literally);
      }),
    );
  });

  test('has one text, whatever the order it is written in', () => {
    const one = compileSelector({ matchLabels: { b: '1', a: '2' }, ...expression('c', 'In', ['y', 'x']) });
    const other = compileSelector({ matchLabels: { a: '2', b: '1' }, ...expression('c', 'In', ['x', 'y']) });
    expect(one.text).toBe(other.text);
    expect(one.text).toBe('a=2,b=1,c in (x,y)');
  });

  test('says where its first unmet requirement is written', () => {
    const selector = compileSelector({ matchLabels: { a: '1' }, ...expression('b', 'Exists') });
    expect(unmetRequirement(selector, { a: '1' })?.path).toEqual(['matchExpressions', 0]);
    expect(unmetRequirement(selector, { b: '1' })?.path).toEqual(['matchLabels', 'a']);
  });
});

test.each([
  ['In', ['web'], 'app=web'],
  ['In', ['b', 'a'], 'app in (a,b)'],
  ['NotIn', ['web'], 'app!=web'],
  ['NotIn', ['b', 'a'], 'app notin (a,b)'],
  ['Exists', [], 'app'],
  ['DoesNotExist', [], '!app'],
] as const)('app %s %j reads %s', (operator, values, text) => {
  expect(formatRequirement({ key: 'app', operator, values, path: [] })).toBe(text);
});

test.each([
  [undefined, '<none>'],
  [{}, '<none>'],
  [{ b: '1', a: '2' }, 'a=2,b=1'],
])('labels %j print as %s', (labels, text) => {
  expect(formatLabels(labels)).toBe(text);
});
