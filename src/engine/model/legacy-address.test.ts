import { expect, test } from 'vitest';
import { formatCidr, parseLegacyCidr, readLegacyCidr } from './index.ts';

test.each([
  ['203.0.113.0/24', '203.0.113.0/24', undefined],
  ['203.000.113.0/24', '203.0.113.0/24', 'leading-zeros'],
  ['203.0.113.0/024', '203.0.113.0/24', 'leading-zeros'],
  ['203.0.113.9/24', '203.0.113.0/24', 'host-bits'],
  ['::ffff:203.0.113.0/120', '203.0.113.0/24', 'mapped'],
  ['2001:db8::1/32', '2001:db8::/32', 'host-bits'],
])('%s is read as %s', (text, cidr, flaw) => {
  const reading = readLegacyCidr(text);
  expect(reading === undefined ? undefined : formatCidr(reading.cidr)).toBe(cidr);
  expect(reading?.flaw).toBe(flaw);
});

test.each(['203.0.113.0', '203.0.113.0/33', '203.0.113/24', '::ffff:203.0.113.0/95', '::/129', 'a/8', '10.0.0.0/8/8'])(
  '%s is no block',
  (text) => expect(parseLegacyCidr(text)).toBeUndefined(),
);
