import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AddressAt, meetsAddress, readAddressPattern } from './address-pattern.ts';

describe('a pattern', () => {
  test.each([
    ['172.30.41.4', true],
    ['172.30.x.x', true],
    ['172.30.X.x:3306', true],
    ['172.30.41.4:x', true],
    ['fd00::1', true],
    ['[fd00::1]', true],
    ['[fd00::x]:80', true],
    ['fd00:10:x:0:0:0:0:2', true],
    ['172.30.x', false],
    ['172.30.41.256', false],
    ['172.30.41.04', false],
    ['db:3306', false],
    ['mariadb', false],
    ['x', false],
    ['fd00::1::2', false],
    ['1:2:3', false],
    ['172.30.41.4)', false],
    ['*', false],
    ['', false],
  ])('%s: %s', (text, is) => {
    expect(readAddressPattern(text) !== undefined).toBe(is);
  });
});

function meets(pattern: string, at: AddressAt): boolean {
  const read = readAddressPattern(pattern);
  if (read === undefined) throw new Error(`${pattern} is no pattern`);
  return meetsAddress(read, at);
}

describe('an address meets a pattern', () => {
  test.each<[string, AddressAt]>([
    ['172.30.x.x', { ip: '172.30.41.4' }],
    ['172.30.x.x', { ip: '172.30.41.4', port: 3306 }],
    ['172.30.41.4:3306', { ip: '172.30.41.4', port: 3306 }],
    ['172.30.41.4:x', { ip: '172.30.41.4', port: 80 }],
    ['fd00:0:0::2', { ip: 'fd00::2' }],
    ['FD00::x', { ip: 'fd00::2' }],
    ['[fd00::2]:80', { ip: 'fd00::2', port: 80 }],
    ['fd00::2', { ip: 'fd00::2', port: 80 }],
  ])('%s: %j', (pattern, address) => {
    expect(meets(pattern, address)).toBe(true);
  });

  test.each<[string, AddressAt]>([
    ['172.31.x.x', { ip: '172.30.41.4' }],
    ['172.30.4.x', { ip: '172.30.41.4' }],
    ['172.30.41.4', { ip: '172.30.41.40' }],
    ['172.30.41.4:3306', { ip: '172.30.41.4', port: 33060 }],
    ['172.30.41.4:3306', { ip: '172.30.41.4' }],
    ['172.30.41.4:x', { ip: '172.30.41.4' }],
    ['fd00::2', { ip: 'fd00::20' }],
    ['fd00::2', { ip: '172.30.41.4' }],
    ['172.30.x.x', { ip: '' }],
  ])('not %s: %j', (pattern, address) => {
    expect(meets(pattern, address)).toBe(false);
  });

  test('every address meets itself, and any octet an x', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.nat(3), fc.nat(255), (ip, place, octet) => {
        const put = (text: string) =>
          ip
            .split('.')
            .map((each, index) => (index === place ? text : each))
            .join('.');
        expect(meets(ip, { ip })).toBe(true);
        expect(meets(put('x'), { ip: put(String(octet)) })).toBe(true);
        expect(meets(ip, { ip: put(String(octet)) })).toBe(ip === put(String(octet)));
      }),
    );
  });

  test('a text is a pattern or not, and never an error', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.ipV6(), fc.ipV4()), fc.string(), (text, ip) => {
        const pattern = readAddressPattern(text);
        if (pattern === undefined) return;
        expect([4, 8]).toContain(pattern.parts.length);
        expect(meetsAddress(pattern, { ip })).toBe(readAddressPattern(ip) !== undefined && meets(text, { ip }));
      }),
    );
  });
});
