import { describe, expect, test } from 'vitest';
import { decodeText } from './decode-text.ts';
import { DecodedTexts } from './decoded-texts.ts';
import { readManifests } from './read-manifests.ts';
import { type ManifestText, SourceText } from './source-text.ts';

const CONFIG = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n';
const text: ManifestText = { name: 'a.yaml', text: CONFIG };

describe('a text is decoded once', () => {
  const first = decodeText(text);

  test('where it is the same, of the same file', () => {
    expect(decodeText({ ...text })).toBe(first);
  });

  test.each<[string, ManifestText]>([
    ['another text', { ...text, text: `${CONFIG}data: {}\n` }],
    ['another file', { ...text, name: 'b.yaml' }],
    ['another line of its file', { ...text, linesBefore: 1 }],
    ['another column of its file', { ...text, columnsBefore: 1 }],
    ['a file that nobody named', { ...text, found: true }],
    ['a text that stands where the files are named', { ...text, linesBefore: 0 }],
  ])('and %s is another one', (_, other) => {
    expect(decodeText(other)).not.toBe(first);
  });

  test('and what is admitted of it depends on who admits it', () => {
    const namespaceOf = (namespace: string) =>
      readManifests([{ kind: 'text', ...text }], { namespace }).resources.map(({ ref }) => ref.namespace);
    expect([namespaceOf('shop'), namespaceOf('dev'), namespaceOf('shop')]).toEqual([['shop'], ['dev'], ['shop']]);
  });
});

test('the oldest texts go once all are too long together', () => {
  const made: string[] = [];
  const texts = new DecodedTexts<string>(2);
  for (const name of ['a', 'b', 'a', 'c', 'a', 'b']) {
    texts.get(new SourceText({ name, text: name }), () => {
      made.push(name);
      return name;
    });
  }
  // Two of them fit.
  expect(made).toEqual(['a', 'b', 'c', 'b']);
});

test('a text that is longer than all that is remembered is read each time', () => {
  const texts = new DecodedTexts<number>(10);
  let made = 0;
  const long = new SourceText({ name: 'a', text: 'x'.repeat(20) });
  for (const _ of [1, 2]) texts.get(long, () => ++made);
  expect(made).toBe(2);
});

test('the same text in several places counts for each', () => {
  const made: string[] = [];
  const texts = new DecodedTexts<string>(2);
  for (const name of ['a', 'b', 'a', 'c', 'a']) {
    texts.get(new SourceText({ name, text: 'x' }), () => {
      made.push(name);
      return name;
    });
  }
  expect(made).toEqual(['a', 'b', 'c', 'a']);
});

test.each([
  'a: {b: [{c: d}]}',
  '{"a": {"b": [{"c": "d"}]}}',
  'a: &x {b: [{c: d}]}\ne: *x',
  'kind: List\nitems: [{a: {b: [{c: d}]}}]',
])('nobody can change what is shared: %s', (written) => {
  const [object] = decodeText({ name: 'frozen.yaml', text: written }).objects;
  const isFrozen = (value: unknown): boolean =>
    typeof value !== 'object' || value === null || (Object.isFrozen(value) && Object.values(value).every(isFrozen));
  expect(isFrozen(object?.value)).toBe(true);
});
