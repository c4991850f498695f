import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sha256 } from './index.ts';

const hex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

// https://csrc.nist.gov/projects/cryptographic-standards-and-guidelines/example-values
test.each([
  { text: '', digest: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855' },
  { text: 'abc', digest: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad' },
  {
    text: 'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
    digest: '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
  },
])('the digest of "$text" is that of the standard', ({ text, digest }) => {
  expect(hex(sha256(text))).toBe(digest);
});

test('texts of every length around a block, and of any characters, digest as the platform digests them', () => {
  const texts = [...Array.from({ length: 130 }, (_, length) => 'x'.repeat(length)), 'ä€𝄞', '\ud800'];
  for (const text of texts) expect(hex(sha256(text))).toBe(createHash('sha256').update(text).digest('hex'));
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      expect(hex(sha256(text))).toBe(createHash('sha256').update(text).digest('hex'));
    }),
  );
});
