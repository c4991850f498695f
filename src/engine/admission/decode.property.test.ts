import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { draws } from '../../draws.fixture.ts';
import type { FieldPath } from '../model/index.ts';
import { decode } from './decode.ts';
import { SourceText } from './source-text.ts';

/** Text of every kind that YAML has trouble with. */
const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(
    'yes',
    'on',
    '0644',
    '1e3',
    '~',
    'null',
    '.inf',
    '2001-01-01',
    '1_0',
    '<<',
    '- a',
    'a: b',
    '# c',
    '{}',
    '|',
    "'",
    '"',
  ),
  fc.stringMatching(/^[-a-z0-9.:/ #'"{}[\]\n|>&*!%@]{0,20}$/),
);
const scalar = fc.oneof(
  text,
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    scalar,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(text, tie('value'), { maxKeys: 4 }),
  ),
}));
const object = fc.dictionary(
  fc.oneof(
    fc.constantFrom('kind', 'metadata', 'spec'),
    text.filter((key) => key !== 'items'),
  ),
  value,
  { minKeys: 1, maxKeys: 4 },
);

const style = fc.record({
  indent: fc.integer({ min: 1, max: 5 }),
  indentSeq: fc.boolean(),
  collectionStyle: fc.constantFrom('any' as const, 'flow' as const),
  defaultStringType: fc.constantFrom('QUOTE_SINGLE' as const, 'QUOTE_DOUBLE' as const),
  defaultKeyType: fc.constantFrom('QUOTE_SINGLE' as const, 'QUOTE_DOUBLE' as const),
});

/** -0 and 0 are one number to the API server. */
function normal(json: unknown): unknown {
  return JSON.parse(JSON.stringify(json));
}

test('every JSON object comes back from its YAML', () => {
  fc.assert(
    fc.property(fc.array(object, { minLength: 1, maxLength: 3 }), style, (objects, options) => {
      const written = objects
        .map((each) => stringify(each, { ...options, aliasDuplicateObjects: false, lineWidth: 0 }))
        .join('---\n');
      const { objects: read, diagnostics } = decode(new SourceText({ name: 'f', text: written }));
      expect(diagnostics).toEqual([]);
      expect(read.map((each) => each.value)).toEqual(objects.map(normal));
    }),
    { numRuns: draws(80) },
  );
});

test('every JSON object comes back from its JSON', () => {
  fc.assert(
    fc.property(fc.array(object, { minLength: 1, maxLength: 3 }), fc.constantFrom(0, 2, '\t'), (objects, indent) => {
      const written = objects.map((each) => JSON.stringify(each, null, indent)).join('\n');
      const { objects: read, diagnostics } = decode(new SourceText({ name: 'f', text: written }));
      expect(diagnostics).toEqual([]);
      expect(read.map((each) => each.value)).toEqual(objects.map(normal));
    }),
    { numRuns: draws(60) },
  );
});

test('brackets may be indented as anyone likes', () => {
  fc.assert(
    fc.property(object, object, fc.constantFrom(0, 1, '\t', ' \t'), (one, other, indent) => {
      const [first, second] = [one, other].map((each) =>
        JSON.stringify([each], null, indent).replaceAll('\n', '\n# ]\n'),
      );
      const { objects: read, diagnostics } = decode(
        new SourceText({ name: 'f', text: `a:\n    - b:\n        c: ${first}\n      d: ${second}\n` }),
      );
      expect(diagnostics).toEqual([]);
      expect(read.map((each) => each.value)).toEqual([{ a: [{ b: { c: [normal(one)] }, d: [normal(other)] }] }]);
    }),
    { numRuns: draws(60) },
  );
});

/** Replaces keys and leaves by words that occur once, so that a search through the text finds them. */
function marked(json: unknown, name: { next: number }): unknown {
  if (Array.isArray(json)) return json.map((each) => marked(each, name));
  if (typeof json !== 'object' || json === null) return `v${name.next++}.`;
  return Object.fromEntries(Object.values(json).map((each) => [`k${name.next++}.`, marked(each, name)]));
}

function leaves(json: unknown, path: FieldPath = []): readonly { path: FieldPath; leaf: string }[] {
  if (typeof json === 'string') return [{ path, leaf: json }];
  if (Array.isArray(json)) return json.flatMap((each, index) => leaves(each, [...path, index]));
  return Object.entries(Object(json)).flatMap(([key, each]) => leaves(each, [...path, key]));
}

test('every field is found where a search finds it', () => {
  fc.assert(
    fc.property(fc.array(object, { minLength: 1, maxLength: 3 }), style, (objects, options) => {
      const name = { next: 0 };
      const unique = objects.map((each) => marked(each, name));
      const written = unique
        .map((each) => `# x\n${stringify(each, { ...options, defaultStringType: 'PLAIN', defaultKeyType: 'PLAIN' })}`)
        .join('---\n');
      const { objects: read } = decode(new SourceText({ name: 'f', text: written }));
      const lines = written.split('\n');
      for (const [index, { document }] of read.entries()) {
        for (const { path, leaf } of leaves(unique[index])) {
          const at = document.locate(path);
          expect(lines[at.line - 1]?.slice(at.column - 1)).toMatch(new RegExp(`^${leaf}`));
          const key = path.findLast((step) => typeof step === 'string');
          const keyAt = document.locate(path.slice(0, path.lastIndexOf(key ?? '') + 1), 'key');
          expect(lines[keyAt.line - 1]?.slice(keyAt.column - 1)).toMatch(new RegExp(`^${key}`));
        }
      }
    }),
    { numRuns: draws(60) },
  );
});

test('no text makes the reader throw, and no document is lost without a word', () => {
  const noise = fc.stringMatching(/^[-a-c0: \n#'"{}[\],|>&*!%@?~<\t]{0,60}$/);
  fc.assert(
    fc.property(noise, (written) => {
      const { objects, diagnostics } = decode(new SourceText({ name: 'f', text: written }));
      for (const { document } of objects) expect(document.location.line).toBeGreaterThan(0);
      for (const { at } of diagnostics) expect(at?.line).toBeLessThanOrEqual(written.split('\n').length);
    }),
    { numRuns: draws(400) },
  );
});
