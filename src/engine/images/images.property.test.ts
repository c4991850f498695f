import fc from 'fast-check';
import { expect, test } from 'vitest';
import { knownImage } from './index.ts';
import { knownImages } from './table.ts';

const word = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
const name = fc.constantFrom(...knownImages.flatMap(({ names }) => names));
const registry = fc.tuple(word, fc.constantFrom('.example.com', '.io:5000', ':5000')).map((parts) => parts.join(''));
const tag = fc.oneof(
  fc.constant(''),
  word.map((text) => `:${text}`),
  word.map((text) => `@sha256:${text}`),
);

test('an image is the same under every registry, mirror and tag', () => {
  fc.assert(
    fc.property(name, registry, fc.array(word, { maxLength: 2 }), tag, (image, host, mirror, end) => {
      const own = image.includes('/') ? image : `library/${image}`;
      expect(knownImage([host, ...mirror, own].join('/') + end)).toBe(knownImage(image));
    }),
  );
});

test('a longer name is another image', () => {
  fc.assert(
    fc.property(name, word, tag, (image, more, end) => {
      expect(knownImage(`${image}-${more}${end}`)?.names ?? []).not.toContain(image);
    }),
  );
});
