import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseQuantity } from './quantity.ts';

const ONE = 1_000_000_000n;

test.each([
  ['1', ONE],
  [2, 2n * ONE],
  ['100m', ONE / 10n],
  ['0.5', ONE / 2n],
  ['.5', ONE / 2n],
  ['1.', ONE],
  ['1e3', 1000n * ONE],
  ['1E-3', ONE / 1000n],
  ['1k', 1000n * ONE],
  ['1Ki', 1024n * ONE],
  ['1.5Gi', (3n * ONE * 2n ** 30n) / 2n],
  ['-1', -ONE],
  ['+1', ONE],
  ['1n', 1n],
  // A fraction below a billionth rounds up, away from zero.
  ['0.1n', 1n],
  ['1E', ONE * 10n ** 18n],
])('%s is %s billionths', (text, value) => {
  expect(parseQuantity(text)).toBe(value);
});

test.each(['', '.', 'm', '1 ', '1KiB', '1ki', '0x10', '1e', '--1', '1_000', 'one'])('%s is no quantity', (text) => {
  expect(parseQuantity(text)).toBeUndefined();
});

test('the binary suffixes are powers of 1024, the decimal ones of 1000', () => {
  const suffixes = ['', 'k', 'M', 'G', 'T', 'P', 'E'];
  fc.assert(
    fc.property(fc.nat(1_000_000), fc.nat(6), (amount, power) => {
      const decimal = suffixes[power] ?? '';
      expect(parseQuantity(`${amount}${decimal}`)).toBe(BigInt(amount) * 1000n ** BigInt(power) * ONE);
      const binary = power === 0 ? '' : `${decimal.toUpperCase()}i`;
      expect(parseQuantity(`${amount}${binary}`)).toBe(BigInt(amount) * 1024n ** BigInt(power) * ONE);
    }),
  );
});
