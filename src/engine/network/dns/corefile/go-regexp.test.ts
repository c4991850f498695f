import { expect, test } from 'vitest';
import { goRegExp } from './go-regexp.ts';

/* What Go's regexp says of each (go1.26 regexp.Compile, FindStringSubmatch). */
test.each([
  ['(?i)^WEB$', 'web', ['web']],
  ['(?P<first>a)b', 'ab', ['ab', 'a']],
  ['(?<first>a)b', 'ab', ['ab', 'a']],
  ['\\Aweb\\z', 'web', ['web']],
  ['\\Aweb\\z', 'webs', undefined],
  ['[[:alpha:]]+', '12ab', ['ab']],
  ['\\pL+', '1ä2', ['ä']],
  ['(?U)a+', 'aaa', ['a']],
  ['\\Qa.b\\E', 'a.b', ['a.b']],
  ['(?s).', '\n', ['\n']],
  ['.', '\n', undefined],
  ['(a)|(b)', 'b', ['b', '', 'b']],
  ['(a|ab)(c|bcd)', 'abcd', ['abcd', 'a', 'bcd']],
  ['a{,2}', 'a{,2}', ['a{,2}']],
  ['\\_\\-\\/', '_-/', ['_-/']],
] as const)('Go reads %s of %s as %j', (pattern, text, texts) => {
  const compiled = goRegExp(pattern);
  expect(typeof compiled === 'string' ? compiled : compiled.exec(text)?.texts).toEqual(texts);
});

test.each([
  '(',
  '(?=a)',
  '(?!a)',
  '(?<=a)b',
  'a**',
  'a++',
  '\\y',
  '(a)\\1',
  '[b-a]',
  'a{1001}',
  '(a{1000}){1000}',
  '\\Z',
  '(?P<a>x)(?P<a>y)',
])('Go does not compile %s', (pattern) => {
  expect(goRegExp(pattern)).toBe('malformed');
});

test.each([
  '(a+)+$',
  '(a|a)*$',
  '(a|aa)+$',
  '(.*)*b',
  '(a*)*(a*)*$',
  '([a-z]+)*\\.x$',
  '(?:(?:a?){20})*$',
  'a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?aaaaaaaaaaaaaaaa$',
])('whoever wrote it, %s takes no time', (pattern) => {
  const compiled = goRegExp(pattern);
  const started = performance.now();
  if (typeof compiled !== 'string') compiled.exec(`${'a'.repeat(5000)}!`);
  expect(performance.now() - started).toBeLessThan(5000);
});
