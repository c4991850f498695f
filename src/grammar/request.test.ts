import { expect, test } from 'vitest';
import { parseConnection, parseRequest } from './request.ts';

test.each([
  ['http://blog.example.com/feed?page=2#top', 'http', 'blog.example.com', '/feed?page=2'],
  ['https://blog.example.com', 'https', 'blog.example.com', '/'],
  ['HTTP://blog.example.com:80/', 'http', 'blog.example.com', '/'],
  // the port of another scheme belongs into the header
  ['http://blog.example.com:443/', 'http', 'blog.example.com:443', '/'],
  ['http://blog.example.com:31080?q', 'http', 'blog.example.com:31080', '/?q'],
  ['http://user:secret@blog', 'http', 'blog', '/'],
  ['http://[fd00::1]:8080/a', 'http', '[fd00::1]:8080', '/a'],
  ['http://[fd00::1]', 'http', '[fd00::1]', '/'],
  ['10.0.0.1:8080', 'http', '10.0.0.1:8080', '/'],
  ['blog/a', 'http', 'blog', '/a'],
] as const)('curl asks at %s over %s for host %s and path %s', (text, scheme, host, path) => {
  expect(parseRequest(text).http).toEqual({ scheme, host, path });
});

test.each(['postgres://db', 'dns:53/UDP', 'redis://cache/0'])('%s is no request', (text) => {
  expect(parseRequest(text).http).toBeUndefined();
});

test('the Host header may be another than the host that is connected to', () => {
  const { host, port, http } = parseRequest('http://10.0.0.1:31080/feed', 'blog.example.com');
  expect([host, port, http?.host, http?.path]).toEqual(['10.0.0.1', 31080, 'blog.example.com', '/feed']);
});

test('a connection is a request only where its scheme is written', () => {
  expect(parseConnection('http://web:8080/a', 'TCP').http).toEqual({ scheme: 'http', host: 'web:8080', path: '/a' });
  expect(parseConnection('web:8080', 'TCP').http).toBeUndefined();
  expect(parseConnection('http://web', 'UDP').http).toBeUndefined();
});
