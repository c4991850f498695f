import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isAddressPattern, matchesAddress } from './pattern.ts';

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
    ['', false],
  ])('%s: %s', (text, is) => {
    expect(isAddressPattern(text)).toBe(is);
  });
});

describe('an address meets a pattern', () => {
  test.each([
    ['172.30.x.x', '172.30.41.4'],
    ['172.30.x.x', '172.30.41.4:3306'],
    ['172.30.41.4:3306', '172.30.41.4:3306'],
    ['172.30.41.4:x', '172.30.41.4:80'],
    ['fd00:0:0::2', 'fd00::2'],
    ['FD00::x', 'fd00::2'],
    ['[fd00::2]:80', '[fd00::2]:80'],
    ['fd00::2', '[fd00::2]:80'],
  ])('%s: %s', (pattern, address) => {
    expect(matchesAddress(pattern, address)).toBe(true);
  });

  test.each([
    ['172.31.x.x', '172.30.41.4'],
    ['172.30.4.x', '172.30.41.4'],
    ['172.30.41.4', '172.30.41.40'],
    ['172.30.41.4:3306', '172.30.41.4:33060'],
    ['172.30.41.4:3306', '172.30.41.4'],
    ['fd00::2', 'fd00::20'],
    ['fd00::2', '172.30.41.4'],
    ['172.30.41.4)', '172.30.41.4'],
    ['*', '172.30.41.4'],
  ])('not %s: %s', (pattern, address) => {
    expect(matchesAddress(pattern, address)).toBe(false);
  });

  test('every address meets itself, and any octet an x', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.nat(3), fc.nat(255), (ip, place, octet) => {
        const put = (text: string) =>
          ip
            .split('.')
            .map((each, index) => (index === place ? text : each))
            .join('.');
        expect(matchesAddress(ip, ip)).toBe(true);
        expect(matchesAddress(put('x'), put(String(octet)))).toBe(true);
        expect(matchesAddress(ip, put(String(octet)))).toBe(ip === put(String(octet)));
      }),
    );
  });

  test('any text is a pattern or not', () => {
    fc.assert(fc.property(fc.string(), fc.string(), (one, other) => typeof matchesAddress(one, other) === 'boolean'));
  });
});
