import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { parseYaml } from './parse-yaml.ts';
import { readPlainYaml } from './plain-yaml.ts';
import { yamlValue } from './yaml-value.ts';

/** The full parser: slow, and right. */
function readFully(text: string): { readonly value: unknown; readonly problems: number } {
  const { document, problems } = parseYaml(text);
  if (document === undefined || problems.length > 0) return { value: undefined, problems: problems.length };
  const read = yamlValue(document);
  return { value: read.value, problems: read.problems.length };
}

const word = fc.constantFrom(
  'a',
  'b',
  'name',
  '"q"',
  "'q'",
  '80',
  'yes',
  '0644',
  'x:80',
  'a/b',
  '-1',
  '~',
  '|',
  '|-',
  '<<',
  '#c',
  'a b',
  '{a: b}',
  '[a, "b"]',
  '{}',
  '[]',
  '{a: [b, 1], c: {d: e}}',
  '"a: b"',
  "'it''s'",
  'é',
  '/healthz',
  '"x" # c',
  'x # c',
  'http://a:80/b',
  '- x',
  '&a x',
  '*a',
  '!t x',
  '>',
  '""',
  'a:b',
  ':x',
  '?x',
  '-',
  '--- x',
  '%x',
  '@x',
  '{a: b',
  '{a:b}',
  '[a,b]',
  '{"a": 1, "a": 2}',
  'a: b',
  "{a: 'it''s'}",
  '[-1, +x]',
  '{a: , b: c}',
  '[a, ]',
  '{on: on}',
);
const line = fc
  .tuple(
    fc.integer({ min: 0, max: 4 }),
    fc.constantFrom('', '- ', '-', '-  ', '- - '),
    fc.option(fc.constantFrom('a', 'b', 'c', '"d"', "'e'", 'on', '1', 'a.b/c', '__proto__', 'f g')),
    fc.option(word),
  )
  .map(
    ([indent, dash, key, content]) =>
      `${' '.repeat(indent)}${dash}${key === null ? '' : `${key}:${content === null ? '' : ' '}`}${content ?? ''}`,
  );
const manifest = fc
  .array(
    fc.oneof({ weight: 8, arbitrary: line }, { weight: 1, arbitrary: fc.constantFrom('', '  ', '# c', '    # c') }),
    { maxLength: 8 },
  )
  .map((lines) => lines.join('\n'));

test('what the plain reader returns is what the full parser returns', () => {
  fc.assert(
    fc.property(manifest, fc.constantFrom('', '\n', '\n\n'), (text, end) => {
      const value = readPlainYaml(text + end);
      fc.pre(value !== undefined);
      expect(readFully(text + end)).toEqual({ value, problems: 0 });
    }),
    { numRuns: 600 },
  );
});

test('and so for manifests with a slip of the hand', () => {
  const object = fc.dictionary(
    fc.constantFrom('kind', 'metadata', 'spec', 'ports'),
    fc.jsonValue({ maxDepth: 3, stringUnit: fc.constantFrom('a', 'b', ' ', ':', '#', '-', '\n') }),
    { minKeys: 1 },
  );
  const slip = fc.record({
    at: fc.nat(),
    away: fc.integer({ min: 0, max: 3 }),
    put: fc.constantFrom('', ' ', '\n', ':', '"', "'", '-', '#', '- ', '  ', '{', ']', ',', '|'),
  });
  fc.assert(
    fc.property(object, slip, (value, { at, away, put }) => {
      const whole = stringify(value);
      const text = whole.slice(0, at % whole.length) + put + whole.slice((at % whole.length) + away);
      const plain = readPlainYaml(text);
      fc.pre(plain !== undefined);
      expect(readFully(text)).toEqual({ value: plain, problems: 0 });
    }),
    { numRuns: 200 },
  );
});

test.each([
  [
    'block maps and lists',
    'a:\n  b: 1\n  c:\n  - d: 2\n    e: x\n  -\n    f: z\n',
    { a: { b: 1, c: [{ d: 2, e: 'x' }, { f: 'z' }] } },
  ],
  [
    'quotes, flow and comments',
    '# x\na: "b: c" # d\ne: {f: [1, "2"], g: h}\n',
    { a: 'b: c', e: { f: [1, '2'], g: 'h' } },
  ],
  ['literal blocks', 'a: |\n  x\n\n    y\nb: |-\n  z\n\nc: 1\n', { a: 'x\n\n  y\n', b: 'z', c: 1 }],
  ['line ends of Windows', 'a: 1\r\nb:\r\n- c\r\n', { a: 1, b: ['c'] }],
])('manifests are mostly plain: %s', (_, text, value) => {
  expect(readPlainYaml(text)).toEqual(value);
});

test.each([
  ['an anchor', 'a: &x 1'],
  ['a merge', '<<: {a: 1}'],
  ['a tag', 'a: !!str 1'],
  ['a folded block', 'a: >\n  x\n'],
  ['a text over two lines', 'a: x\n  y\n'],
  ['an escape', 'a: "\\n"'],
  ['a key that is set twice', 'a: 1\na: 2'],
  ['a tab', 'a:\t1'],
  ['an infinity', 'a: .inf'],
  ['bad indentation', 'a:\n    b: 1\n  c: 2\n'],
])('is not plain: %s', (_, text) => {
  expect(readPlainYaml(text)).toBe(undefined);
});
