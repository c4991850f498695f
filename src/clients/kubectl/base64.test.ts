import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromBase64, toBase64 } from './base64.ts';

test('base64 is that of Node, there and back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const encoded = toBase64(text);
      expect(encoded).toBe(Buffer.from(text, 'utf8').toString('base64'));
      expect(fromBase64(encoded)).toBe(text);
    }),
  );
});

test.each(['a', 'a===', '?', '/w=='])('%s is no text in base64', (encoded) => {
  expect(fromBase64(encoded)).toBeUndefined();
});
