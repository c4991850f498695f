import { describe, expect, test } from 'vitest';
import { hintFor } from './hint.ts';
import { SentencePattern } from './sentence-pattern.ts';

const PARAMETERS = new Map([
  ['client', ['[^\\s"]+', 'pod \\S+']],
  ['target', ['[^\\s"]+']],
]);
const EXPRESSIONS = [
  '{client} curls {target}',
  '{client} connects to {target}',
  '{client} connects to pod {word} on port {int}',
  'it reaches {target}',
  'it is refused',
];
const SLIPS = [
  { wrote: 'connects to pod (\\S+?):(\\d+)$', meant: 'connects to pod $1 on port $2' },
  { wrote: '^it is connected$', meant: 'it reaches {target}' },
  { wrote: '^it is open$', meant: 'it is wide open' },
  { wrote: '^all pods', meant: 'pod x' },
];
const hint = (text: string) => hintFor(text, { expressions: EXPRESSIONS, parameters: PARAMETERS, slips: SLIPS });

describe('a hint', () => {
  test('puts a slip right, and says what is wrong', () => {
    expect(hint('pod client connects to pod db:5432')).toEqual({
      wrong: '"pod db:5432" is no {target}',
      meant: ['pod client connects to pod db on port 5432'],
    });
  });

  test('puts two slips right where one is not enough', () => {
    expect(hint('all pods connects to pod db:5432').meant).toEqual(['pod x connects to pod db on port 5432']);
  });

  test('names a sentence for one whose parameter nobody can guess', () => {
    expect(hint('it is connected')).toEqual({ meant: ['it reaches {target}'] });
  });

  test('shows no slip put right that is no sentence either', () => {
    expect(hint('it is open').meant).toEqual(['it is refused']);
  });

  test('shows the sentence that has all the words, and not that its words are near', () => {
    expect(hint('busybox curls pod db')).toEqual({
      wrong: '"pod db" is no {target}',
      meant: ['{client} curls {target}'],
    });
    expect(hint('pod client connects to pod db on port http')).toEqual({
      wrong: '"http" is no {int}',
      meant: ['{client} connects to pod {word} on port {int}'],
    });
  });

  test('shows what is near where no sentence has the words', () => {
    expect(hint('busybox curl db:80')).toEqual({ meant: ['{client} curls {target}'] });
    expect(hint('the sun shines over the sea')).toEqual({ meant: [] });
  });
});

describe('an expression', () => {
  test.each([
    ['the/a client pod(s) {word}', 'a client pods x', ['x']],
    ['(the )pod {word} runs on (node ){word}', 'pod a runs on node b', ['a', 'b']],
    ['(the )pod {word} runs on (node ){word}', 'the pod a runs on b', ['a', 'b']],
    ['it exits with status {int}', 'it exits with status -1', ['-1']],
    ['the output contains {string}', 'the output contains "a \\"b\\" c"', ['"a \\"b\\" c"']],
    ['nothing outside( the cluster) can reach {own}', 'nothing outside can reach a b', ['a b']],
  ])('%s: %s', (expression, text, filled) => {
    const pattern = new SentencePattern(expression, new Map());
    expect(pattern.fill(text)?.map((each) => each.text)).toEqual(filled);
    expect(pattern.matches(text)).toBe(true);
  });

  test.each([
    ['it exits with status {int}', 'it exits with status zero'],
    ['the output contains {string}', 'the output contains word'],
    ['a pod(s)', 'a podss'],
    ['a.b', 'axb'],
  ])('not %s: %s', (expression, text) => {
    expect(new SentencePattern(expression, new Map()).matches(text)).toBe(false);
  });
});
