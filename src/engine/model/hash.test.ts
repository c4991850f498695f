import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson, fnv32a, stableSuffix, stableUid } from './hash.ts';

// The test vectors of the hash's authors, http://www.isthe.com/chongo/tech/comp/fnv/
test.each([
  ['', 0x811c9dc5],
  ['a', 0xe40c292c],
  ['foobar', 0xbf9cf968],
])('FNV-1a of "%s" is %d', (text, hash) => {
  expect(fnv32a(text)).toBe(hash);
});

test("a suffix has the API server's letters, and follows from its seed alone", () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1, max: 10 }), (seed, length) => {
      const suffix = stableSuffix(seed, length);
      expect(suffix).toMatch(new RegExp(`^[bcdfghjklmnpqrstvwxz2456789]{${length}}$`));
      expect(stableSuffix(seed, length)).toBe(suffix);
    }),
  );
  expect(stableSuffix('a', 5)).not.toBe(stableSuffix('b', 5));
});

test('an id has the form of RFC 4122, version 4', () => {
  expect(stableUid('Pod default/web')).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-8[\da-f]{3}-[\da-f]{12}$/);
});

test('canonical JSON is JSON, whatever the order of the fields', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
  expect(canonicalJson({ b: 1, a: [undefined, { d: null, c: undefined }] })).toBe('{"a":[null,{"d":null}],"b":1}');
});
