import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SetupError } from '../engine/model/index.ts';
import { parseTarget } from './target.ts';

test.each([
  ['mariadb:3306', 'mariadb', 3306],
  ['mariadb', 'mariadb', 80],
  ['http://web.shop/path?q=1#top', 'web.shop', 80],
  ['https://web', 'web', 443],
  ['HTTPS://web', 'web', 443],
  ['http://web:8080/', 'web', 8080],
  ['http://user:secret@web:8080', 'web', 8080],
  ['http://user@web', 'web', 80],
  ['postgres://app:secret@db/shop', 'db', 5432],
  ['redis://cache', 'cache', 6379],
  ['10.0.0.1:80', '10.0.0.1', 80],
  ['[fd00::1]:8080', 'fd00::1', 8080],
  ['http://[fd00::1]/', 'fd00::1', 80],
  ['web:', 'web', 80],
  [' web:80 ', 'web', 80],
  ['web.shop.svc.cluster.local.:80', 'web.shop.svc.cluster.local.', 80],
])('%s is %s port %i', (text, host, port) => {
  expect(parseTarget(text)).toEqual({ host, port, protocol: 'TCP' });
});

test.each([
  ['dns:53/UDP', undefined, 'UDP'],
  ['dns:53/udp', 'TCP', 'UDP'],
  ['dns:53', 'UDP', 'UDP'],
  ['dns:53', undefined, 'TCP'],
  // a URL has a path there
  ['http://dns:53/UDP', undefined, 'TCP'],
] as const)('%s, asked over %s, goes over %s', (text, asked, protocol) => {
  expect(parseTarget(text, asked)).toEqual({ host: 'dns', port: 53, protocol });
});

test.each([
  ['', /no URL and no host:port/],
  ['http://', /no URL/],
  [':80', /no URL/],
  ['two words', /no URL/],
  ['fd00::1', /no URL/],
  ['[fd00::1', /no URL/],
  ['[web]:80', /web is no IPv6 address/],
  ['[10.0.0.1]:80', /no IPv6 address/],
  ['web:0', /0 is no port/],
  ['web:65536', /65536 is no port/],
  ['web:http', /http is no port/],
  ['web:-1', /-1 is no port/],
  ['gopher://web', /the scheme gopher has no default port/],
])('"%s" is refused', (text, message) => {
  expect(() => parseTarget(text)).toThrow(message);
  expect(() => parseTarget(text)).toThrow(SetupError);
});

test('a bare IPv6 address is told to take brackets', () => {
  expect(() => parseTarget('fd00::1')).toThrow(expect.objectContaining({ hint: 'write [fd00::1]:80' }));
});

test('any text gives a target or says what is wrong with it', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.webUrl(), fc.domain()), (text) => {
      try {
        const { host, port } = parseTarget(text);
        expect(host).not.toBe('');
        expect(port).toBeGreaterThan(0);
        expect(port).toBeLessThan(65536);
      } catch (error) {
        expect(error).toBeInstanceOf(SetupError);
      }
    }),
  );
});
