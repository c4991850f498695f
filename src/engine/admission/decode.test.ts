import { describe, expect, test } from 'vitest';
import { decode } from './decode.ts';
import { SourceText } from './source-text.ts';

function read(text: string) {
  const { objects, diagnostics } = decode(new SourceText({ name: 'f.yaml', text }));
  return {
    values: objects.map(({ value }) => value),
    faulty: objects.map(({ faulty }) => faulty),
    found: diagnostics.map(({ at, code, severity }) => `${at?.line}:${at?.column} ${severity} ${code}`),
    messages: diagnostics.map(({ message }) => message),
    hints: diagnostics.map(({ hint }) => hint),
  };
}

describe('values are those that kubectl reads', () => {
  test.each([
    {
      name: 'quotes keep a string',
      text: `a: "yes"\nb: 'no'\nc: "0644"\nd: '~'`,
      value: { a: 'yes', b: 'no', c: '0644', d: '~' },
    },
    { name: 'quoted keys stay as they are', text: `"on": 1\n'080': 2`, value: { on: 1, '080': 2 } },
    { name: 'a missing value is null', text: 'a:\nb: ~\nc: [~, "", ]', value: { a: null, b: null, c: [null, ''] } },
    { name: 'an empty list item is null', text: 'a:\n-\n- b', value: { a: [null, 'b'] } },
    {
      name: 'dates stay strings',
      text: 'a: 2001-01-01\nb: 2001-12-14t21:59:43Z',
      value: { a: '2001-01-01', b: '2001-12-14t21:59:43Z' },
    },
    {
      name: 'literal and folded blocks',
      text: 'a: |\n  x\n\n  y\nb: >-\n  x\n  y\n',
      value: { a: 'x\n\ny\n', b: 'x y' },
    },
    { name: 'block chomping', text: 'a: |-\n  x\n\nb: |+\n  x\n\nc: 1\n', value: { a: 'x', b: 'x\n\n', c: 1 } },
    { name: 'escapes in double quotes', text: 'a: "\\u00e9\\t\\x41\\n"', value: { a: 'é\tA\n' } },
    {
      name: 'explicit tags',
      text: 'a: !!str 5\nb: !!int "5"\nc: !!float 1\nd: !custom 5\ne: ! 5',
      value: { a: '5', b: 5, c: 1, d: '5', e: 5 },
    },
    { name: 'flow over many lines', text: 'a: {b: [1,\n  2], c: x}\n', value: { a: { b: [1, 2], c: 'x' } } },
    {
      name: 'flow that is indented in a way of its own',
      text: 'a:\n- b: [\n\t"x#]", # one ]\n# two\n y\n]\n- c: {\nd: 1,\n\te: \'{\'}\nf: 2\n',
      value: { a: [{ b: ['x#]', true] }, { c: { d: 1, e: '{' } }], f: 2 },
    },
    {
      name: 'and that has line ends of Windows',
      text: 'a: [\r\n]\r\nb:\r\n  c: {\r\nd: 1 # }\r\n}\r\n',
      value: { a: [], b: { c: { d: 1 } } },
    },
    {
      name: 'and that of many',
      text: `a:\n${'- [\nx ] # one\n'.repeat(150)}`,
      value: { a: Array.from({ length: 150 }, () => ['x']) },
    },
    {
      name: 'a quoted text whose lines are not indented',
      text: `a:\n  b: '{\n "x": 1,\n\n  y\n}'\n  c: "one\ntwo\\\n three" # end\nd: ['p\nq', 'r\ns']\ne: 1\n`,
      value: { a: { b: '{ "x": 1,\ny }', c: 'one twothree' }, d: ['p q', 'r s'], e: 1 },
    },
    {
      name: 'and that has line ends of Windows',
      text: `a:\r\n  b: 'x\r\n}'\r\nc: '''it''s'\r\n`,
      value: { a: { b: 'x }' }, c: "'it's" },
    },
    {
      name: 'and those of many',
      text: `a:\n${`- 'x\ny'\n`.repeat(300)}`,
      value: { a: Array.from({ length: 300 }, () => 'x y') },
    },
    { name: 'a long plain text', text: 'a: one\n  two\nb: 1\n', value: { a: 'one two', b: 1 } },
    { name: 'comments', text: '# top\na: 1 # one\nb: x#y\n', value: { a: 1, b: 'x#y' } },
    { name: 'line ends of Windows', text: 'a: 1\r\nb: |\r\n  x\r\n  y\r\n', value: { a: 1, b: 'x\ny\n' } },
    { name: 'tabs behind values', text: 'a: 1\t# one\nb:\t2', value: { a: 1, b: 2 } },
    { name: 'a byte order mark', text: '\uFEFFa: 1', value: { a: 1 } },
    { name: 'indented documents', text: '  a: 1\n  b: 2\n', value: { a: 1, b: 2 } },
    {
      name: '__proto__ is a key like any other',
      text: '{"a": {"__proto__": {"x": 1}}}',
      value: JSON.parse('{"a": {"__proto__": {"x": 1}}}'),
    },
    { name: 'and so in YAML', text: 'a: {__proto__: {x: 1}}', value: JSON.parse('{"a": {"__proto__": {"x": 1}}}') },
    { name: 'aliases', text: 'a: &x [1, {b: 2}]\nc: *x', value: { a: [1, { b: 2 }], c: [1, { b: 2 }] } },
    { name: 'an anchor that is set again', text: 'a: &x 1\nb: *x\nc: &x 2\nd: *x', value: { a: 1, b: 1, c: 2, d: 2 } },
    {
      name: 'an alias keeps the anchor of its place',
      text: 'a: &x 1\nb: &y [*x]\nc: &x 2\nd: *y',
      value: { a: 1, b: [1], c: 2, d: [1] },
    },
    {
      name: 'a key behind a merge overrides it',
      text: 'a: &x {b: 1, c: 2}\nd:\n  <<: *x\n  b: 3',
      value: { a: { b: 1, c: 2 }, d: { b: 3, c: 2 } },
    },
    { name: 'a merge overrides the keys before it', text: 'a: {b: 1, <<: {b: 2}}', value: { a: { b: 2 } } },
    { name: 'of merged maps the first wins', text: 'a: {<<: [{b: 1}, {b: 2, c: 3}]}', value: { a: { b: 1, c: 3 } } },
    { name: 'a quoted << is a key', text: 'a: {"<<": {b: 1}}', value: { a: { '<<': { b: 1 } } } },
  ])('$name', ({ text, value }) => {
    expect(read(text)).toMatchObject({ values: [value], found: [] });
  });
});

describe('documents', () => {
  test.each([
    { name: 'are divided by ---', text: 'a: 1\n---\nb: 2\n--- # three\nc: 3', values: [{ a: 1 }, { b: 2 }, { c: 3 }] },
    {
      name: 'that are empty are skipped',
      text: '---\n---\n# only a comment\n---\n  \n---\na: 1\n---\n~\n',
      values: [{ a: 1 }],
    },
    { name: 'end at ...', text: 'a: 1\n...\n---\nb: 2\n...\n', values: [{ a: 1 }, { b: 2 }] },
    { name: 'are not divided inside a block', text: 'a: |\n  x\n  ---\n  y\n', values: [{ a: 'x\n---\ny\n' }] },
    { name: 'may be JSON', text: '{"a": 1}\n---\n{"b": [true, null]}', values: [{ a: 1 }, { b: [true, null] }] },
    {
      name: 'may be JSON, one after the other',
      text: '{"a": "}{"}\n{"b": "\\"{"} {"c": 3}',
      values: [{ a: '}{' }, { b: '"{' }, { c: 3 }],
    },
    { name: 'may be flow YAML', text: '{a: 1, b: yes,}', values: [{ a: 1, b: true }] },
  ])('$name', ({ text, values }) => {
    expect(read(text)).toMatchObject({ values, found: [] });
  });

  test.each([
    {
      name: 'a list of any kind',
      text: 'kind: List\napiVersion: v1\nitems:\n- {kind: A}\n- {kind: B}',
      values: [{ kind: 'A' }, { kind: 'B' }],
    },
    { name: 'an empty list', text: 'kind: List\napiVersion: v1\nitems: []', values: [] },
    {
      name: 'a typed list says what its items are',
      text: 'kind: PodList\napiVersion: v1\nitems: [{a: 1}]',
      values: [{ a: 1, kind: 'Pod', apiVersion: 'v1' }],
    },
    {
      name: 'a list in a list',
      text: 'kind: List\nitems:\n- kind: List\n  items: [{a: 1}]\n- b: 2',
      values: [{ a: 1 }, { b: 2 }],
    },
    { name: 'an object that only has items', text: 'items: {a: 1}', values: [{ items: { a: 1 } }] },
  ])('$name is unrolled', ({ text, values }) => {
    expect(read(text)).toMatchObject({ values, found: [] });
  });
});

describe('errors', () => {
  test.each([
    { name: 'a tab indents', text: 'a:\n\tb: 1', found: ['2:1 error yaml-syntax'] },
    { name: 'a quote never closes', text: 'a: "x\nb: 1\n', found: ['3:1 error yaml-syntax'] },
    {
      name: 'a quote never closes, further in',
      text: "a:\n  b: 'x\ny'\nc: 'z\nd: 1\n",
      found: ['6:1 error yaml-syntax'],
    },
    { name: 'a bracket never closes', text: 'a: [1, 2\nb: 3\n', found: ['2:1 error yaml-syntax'] },
    {
      name: 'a bracket closes in the next document',
      text: 'a: [1,\n---\n]\n',
      found: ['2:1 error yaml-syntax', '3:1 error yaml-syntax'],
    },
    { name: 'a plain text that goes on too far left', text: 'a:\n  b: [x\ny]\n', found: ['3:1 error yaml-syntax'] },
    { name: 'an item of a block between brackets', text: 'a:\n  b: [\n- x]\n', found: ['3:1 error yaml-syntax'] },
    { name: 'a colon too many', text: 'a: b: c', found: ['1:4 error yaml-syntax'] },
    { name: 'bad indentation', text: 'a:\n    b: 1\n  c: 2\n', found: ['3:1 error yaml-syntax'] },
    { name: 'a reserved character', text: 'a: @x', found: ['1:4 error yaml-syntax'] },
    { name: 'text behind ---', text: 'a: 1\n--- b\nc: 1', found: ['2:1 error yaml-syntax'] },
    { name: 'text behind ...', text: 'a: 1\n...\nb: 2', found: ['3:1 warning ignored-text'] },
    {
      name: 'a directive, which kubectl cuts off its document',
      text: '%YAML 1.1\n---\na: 1',
      found: ['2:1 error yaml-syntax'],
    },
    { name: 'an unknown anchor', text: 'a: *x', found: ['1:4 error yaml-syntax'] },
    { name: 'an anchor that holds itself', text: 'a: &x [*x]', found: ['1:8 error yaml-syntax'] },
    { name: 'a merge of what is no map', text: 'a: {<<: [1]}', found: ['1:9 error yaml-syntax'] },
    { name: 'a template', text: 'a: {{ .Values.x }}', found: ['1:5 error yaml-syntax'] },
    { name: 'an infinity', text: 'a: .inf', found: ['1:4 error not-json'] },
    { name: 'a null key', text: '~: 1', found: ['1:1 error not-json'] },
    { name: 'a tag that does not fit', text: 'a: !!int x', found: ['1:10 error not-json'] },
    { name: 'binary', text: 'a: !!binary gIGC', found: ['1:13 error not-json'] },
    { name: 'a scalar for an object', text: 'hello', found: ['1:1 error not-an-object'] },
    { name: 'a list for an object', text: '- a: 1', found: ['1:1 error not-an-object'] },
    { name: 'a list of objects in JSON', text: '[{"kind": "A"}]', found: ['1:1 error not-an-object'] },
    { name: 'a list in JSON that is no manifest', text: '[{"a": 1}]', found: ['1:1 warning not-an-object'] },
    {
      name: 'a list item that is no object',
      text: 'items:\n- a: 1\n- x\n- ',
      found: ['3:3 error not-an-object', '4:3 error not-an-object'],
    },
    { name: 'a key that is set twice', text: 'a: 1\nb: 2\na: 3', found: ['3:1 warning duplicate-key'] },
    {
      name: 'a key that is set twice, in JSON',
      text: '{"a": {"b": 1,\n"b": 2}}',
      found: ['2:1 warning duplicate-key'],
    },
    {
      name: 'a key that is set twice, in two spellings',
      text: 'yes: 1\n"true": 2',
      found: ['2:1 warning duplicate-key'],
    },
  ])('$name', ({ text, found }) => {
    expect(read(text).found).toEqual(found);
  });

  test('an error of syntax leaves the other documents alone', () => {
    const { values, found } = read('a: 1\n---\nb: [\n---\nc: 3\n---\nd: "\n---\ne: 5');
    expect(values).toEqual([{ a: 1 }, { c: 3 }, { e: 5 }]);
    expect(found.map((each) => each.split(':')[0])).toEqual(['4', '8']);
  });

  test('of equal keys the last one counts', () => {
    expect(read('a: 1\na: 2\n---\nb: 1')).toMatchObject({ values: [{ a: 2 }, { b: 1 }], faulty: [false, false] });
  });

  test('a duplicate key names both places in the words of kubectl', () => {
    expect(read('a:\n  b: 1\n  b: 2')).toMatchObject({
      messages: ['key "b" already set in map'],
      hints: ['the last one counts; first set at f.yaml:2:3'],
    });
  });

  test.each([
    { name: 'a tab', text: 'a:\n\tb: 1', hint: /nothing but spaces/ },
    { name: 'an open quote', text: "a: 'x", hint: /never closes/ },
    { name: 'a template as a value', text: 'a: {{ .Values.x }}', hint: /helm template/ },
    { name: 'a template that breaks the syntax', text: 'a: b: {{ x }}', hint: /helm template/ },
    { name: 'a template on its own line', text: '{{- if .Values.x }}\na: 1\n{{- end }}', hint: /helm template/ },
    { name: 'a colon in a value', text: 'image: nginx: 1.2', hint: /in quotes/ },
  ])('$name gets a hint', ({ text, hint }) => {
    expect(read(text).hints).toEqual([expect.stringMatching(hint)]);
  });
});

/** Brackets that never close. What takes their square is not done within the time of a test: it would be minutes. */
const BRACKETS = 300_000;

/** Far more than the parser keeps; each costs a stack trace in what reads the tokens, unless it is left out. */
const MISTAKES = 40_000;

/** A pattern that reads a string as a whole runs out of stack (V8 on Node 20) at some number between 3 and 4 million. */
const ESCAPES = 4_000_000;

describe('texts made to do harm end in one error', () => {
  const laughs = 'abcdefghij'.split('').map(
    (name, index) =>
      `${name}: &${name} [${Array(9)
        .fill(index === 0 ? 'x' : `*${'abcdefghij'[index - 1]}`)
        .join()}]`,
  );
  test.each([
    { name: 'a billion laughs', text: laughs.join('\n'), code: 'excessive-aliasing' },
    { name: 'open brackets', text: '['.repeat(BRACKETS), code: 'too-deep' },
    { name: 'closed brackets', text: `${'['.repeat(25_000)}${']'.repeat(25_000)}`, code: 'too-deep' },
    { name: 'open braces', text: '{a: '.repeat(25_000), code: 'too-deep' },
    { name: 'deep JSON', text: `${'{"a":'.repeat(25_000)}1${'}'.repeat(25_000)}`, code: 'too-deep' },
    { name: 'many mistakes in one line', text: `a: ${'{}'.repeat(MISTAKES)}`, code: 'yaml-syntax' },
    { name: 'nested dashes', text: '- '.repeat(25_000), code: 'too-deep' },
    {
      name: 'deep indentation',
      text: Array.from({ length: 1000 }, (_, level) => `${' '.repeat(level)}a:`).join('\n'),
      code: 'too-deep',
    },
    {
      name: 'aliases that nest',
      text: Array.from(
        { length: 400 },
        (_, level) => `k${level}: &a${level} [${level === 0 ? 1 : `*a${level - 1}`}]`,
      ).join('\n'),
      code: 'too-deep',
    },
  ])('$name', ({ text, code }) => {
    const { diagnostics, objects } = decode(new SourceText({ name: 'f.yaml', text }));
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toEqual([code]);
    expect(objects).toEqual([]);
  });

  test.each([
    { name: 'JSON', text: `{"a": "${'\\n'.repeat(ESCAPES)}"}` },
    { name: 'brackets that are indented in a way of their own', text: `a: [\n"${'\\n'.repeat(ESCAPES)}", x\n]\n` },
  ])('a string of millions of escapes is read, in $name', ({ text }) => {
    expect(read(text).found).toEqual([]);
  });

  test('and what nests as deep as anyone needs is read', () => {
    const text = `a: ${'['.repeat(250)}${']'.repeat(250)}`;
    expect(read(text).found).toEqual([]);
  });
});
