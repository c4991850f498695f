import { isIP } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addressOf,
  cidrOf,
  contains,
  formatAddress,
  formatCidr,
  formatSocket,
  formatSocketAddress,
  isLoopback,
  overlaps,
  parseAddress,
  parseCidr,
  parseSocket,
  sameAddress,
} from './address.ts';

describe('an address', () => {
  test.each([
    ['10.0.0.1', '10.0.0.1'],
    ['255.255.255.255', '255.255.255.255'],
    ['0.0.0.0', '0.0.0.0'],
    ['::1', '::1'],
    ['2001:DB8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['fd00:0000::0010', 'fd00::10'],
  ])('%s is read, and printed as %s', (text, printed) => {
    const address = parseAddress(text);
    expect(address && formatAddress(address)).toBe(printed);
  });

  // StrictIPCIDRValidation of the API server: nothing that two programs could read differently.
  test.each([
    '',
    '10.0.0',
    '10.0.0.256',
    '010.0.0.1',
    '10.0.0.1 ',
    '1.2.3.4.5',
    '::ffff:1.2.3.4',
    'fe80::1%eth0',
    'x',
    ':::',
    '10.0.0.1/8',
  ])('%s is none', (text) => {
    expect(parseAddress(text)).toBeUndefined();
  });

  test('what is read is an address to Node as well, and reads back', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6(), fc.string()), (text) => {
        const address = parseAddress(text);
        if (address === undefined) return;
        expect(isIP(text)).toBe(address.family);
        expect(parseAddress(formatAddress(address))).toEqual(address);
      }),
    );
  });

  test('its text is the canonical form, its number is that of the text, and two are the same by their text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), fc.oneof(fc.ipV4(), fc.ipV6()), (one, other) => {
        const [a, b] = [parseAddress(one), parseAddress(other)];
        if (a === undefined || b === undefined) return;
        expect(a.text).toBe(formatAddress(a));
        expect(addressOf(a.family, a.value)).toEqual(a);
        expect(sameAddress(a, b)).toBe(a.family === b.family && a.value === b.value);
        expect(parseAddress(one.toUpperCase())).toEqual(a);
      }),
    );
  });

  test.each([
    ['127.0.0.1', true],
    ['127.9.9.9', true],
    ['::1', true],
    ['128.0.0.1', false],
    ['::2', false],
    ['::7f00:1', false],
  ])('%s is a loopback address: %s', (text, is) => {
    const address = parseAddress(text);
    expect(address && isLoopback(address)).toBe(is);
  });

  test('every address that Node takes is read, but those that hold an IPv4 address', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (text) => {
        if (!/:.*\.|ffff/i.test(text)) expect(parseAddress(text)).toBeDefined();
      }),
    );
  });
});

describe('a block of addresses', () => {
  test.each([
    ['10.1.2.3/8', '10.0.0.0/8'],
    ['10.0.0.1/32', '10.0.0.1/32'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['fd00:10::ff/64', 'fd00:10::/64'],
  ])('%s is %s', (text, printed) => {
    const cidr = parseCidr(text);
    expect(cidr && formatCidr(cidr)).toBe(printed);
  });

  test.each(['10.0.0.0', '10.0.0.0/33', '10.0.0.0/08', '10.0.0.0/', '/8', 'fd00::/129', '10.0.0.0/8/8'])(
    '%s is none',
    (text) => {
      expect(parseCidr(text)).toBeUndefined();
    },
  );

  test.each([
    { block: '10.0.0.0/8', address: '10.255.255.255', holds: true },
    { block: '10.0.0.0/8', address: '11.0.0.0', holds: false },
    { block: '0.0.0.0/0', address: '::1', holds: false },
    { block: '::/0', address: '10.0.0.1', holds: false },
    { block: 'fd00::/8', address: 'fdff::1', holds: true },
  ])('$block holds $address: $holds', ({ block, address, holds }) => {
    const [cidr, ip] = [parseCidr(block), parseAddress(address)];
    if (cidr === undefined || ip === undefined) throw new Error('the row is wrong');
    expect(contains(cidr, ip)).toBe(holds);
  });

  test('an address is in a block when their first bits agree, and blocks overlap when one holds the start of the other', () => {
    const bits = fc.bigInt({ min: 0n, max: 2n ** 32n - 1n });
    fc.assert(
      fc.property(bits, bits, fc.nat(32), fc.nat(32), (a, b, one, other) => {
        const first = (value: bigint, prefix: number) => value.toString(2).padStart(32, '0').slice(0, prefix);
        const block = cidrOf({ family: 4, value: a }, one);
        expect(contains(block, { family: 4, value: b })).toBe(first(a, one) === first(b, one));
        const shorter = Math.min(one, other);
        expect(overlaps(block, cidrOf({ family: 4, value: b }, other))).toBe(first(a, shorter) === first(b, shorter));
      }),
    );
  });
});

test.each([
  ['10.0.0.1', 80, '10.0.0.1:80'],
  ['fd00::1', 80, '[fd00::1]:80'],
])('%s and %d are %s, and the other way round', (ip, port, text) => {
  expect(formatSocket(ip, port)).toBe(text);
  const address = parseAddress(ip);
  expect(address && formatSocketAddress({ ip: address, port })).toBe(text);
  expect(parseSocket(text)).toEqual({ ip, port });
});

test.each(['10.0.0.1', 'fd00::1:80', 'anywhere.example', ''])('%s is without a port', (ip) => {
  expect(parseSocket(ip)).toEqual({ ip });
});
