import { expect, test } from 'vitest';
import { formatListenAddress, parseListenAddress } from './listen-address.ts';

test.each<[string, string, number]>([
  ['127.0.0.1:5353', '127.0.0.1', 5353],
  ['0.0.0.0:53', '0.0.0.0', 53],
  ['[::1]:5353', '::1', 5353],
  // nobody else is served unless another address is named
  ['5353', '127.0.0.1', 5353],
  [':5353', '127.0.0.1', 5353],
  ['localhost:0', '127.0.0.1', 0],
])('%s is port %3$d of %2$s', (text, address, port) => {
  expect(parseListenAddress(text)).toEqual({ address, port });
});

test.each([
  '',
  '127.0.0.1',
  '127.0.0.1:',
  '127.0.0.1:70000',
  '::1:5353',
  '[127.0.0.1]:53',
  'example.com:53',
  '1.2.3:53',
])('"%s" is no address to listen on', (text) => {
  expect(() => parseListenAddress(text)).toThrow(`"${text}" is no address to listen on`);
});

test('an address is printed as it is read', () => {
  for (const text of ['127.0.0.1:5353', '[::1]:53']) expect(formatListenAddress(parseListenAddress(text))).toBe(text);
});
