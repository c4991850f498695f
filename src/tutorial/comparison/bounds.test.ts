import { expect, test } from 'vitest';
import { meetsPattern } from './atoms.ts';
import { differencesOf, judged } from './comparison.fixture.ts';

test.each([
  ['spaces', `${' '.repeat(200_000)}x`],
  ['a line without end', 'a:'.repeat(200_000)],
  ['dots', '... '.repeat(50_000)],
  ['patterns', 'web-xxxxx-'.repeat(50_000)],
  ['addresses', '1.'.repeat(100_000)],
  ['rows', Array.from({ length: 3_000 }, (_, index) => `p${index}  1/1  Running`).join('\n')],
  ['items', `${'- '.repeat(2_000)}\n`.repeat(50)],
])(
  '%s are compared in no time',
  (_, text) => {
    for (const command of [
      'kubectl get pods',
      'kubectl describe pods',
      'kubectl get pods -o yaml',
      'kubectl apply -f a',
      'curl a',
      'ls',
      'nslookup a',
      'env',
    ]) {
      expect(differencesOf(judged(command, text, text))).toEqual([]);
    }
  },
  10_000,
);

test.each([
  ['web-xxxxx', 'web-5d4f8', true],
  ['web-xxxxxxxxxx-xxxxx', 'web-7957885594-88p4w', true],
  ['xxx-web', 'a-web', true],
  ['web-xxxxx', 'web-', false],
  ['web-xxxxx', 'api-5d4f8', false],
  ['xxx-web-xxx', 'a-web', false],
  ['aXXXa', 'a', false],
])('%s for %s', (pattern, word, expected) => {
  expect(meetsPattern(pattern, word)).toBe(expected);
});
