import { describe, expect, test } from 'vitest';
import { brief, ingressOf, nginx, rule, send, servicesOf } from './gateway.fixture.ts';

/** Rules of path type and path that lead to `web`, a request's path, and whether the documentation says that it matches. */
const documented = [
  { rules: ['Prefix /'], path: '/any/path', takes: true },
  { rules: ['Exact /foo'], path: '/foo', takes: true },
  { rules: ['Exact /foo'], path: '/bar', takes: false },
  { rules: ['Exact /foo'], path: '/foo/', takes: false },
  { rules: ['Exact /foo'], path: '/FOO', takes: false },
  { rules: ['Prefix /foo'], path: '/foo', takes: true },
  { rules: ['Prefix /foo'], path: '/foo/', takes: true },
  { rules: ['Prefix /foo'], path: '/FOO', takes: false },
  { rules: ['Prefix /foo/'], path: '/foo/', takes: true },
  { rules: ['Prefix /aaa/bb'], path: '/aaa/bbb', takes: false },
  { rules: ['Prefix /aaa/bbb'], path: '/aaa/bbb', takes: true },
  { rules: ['Prefix /aaa/bbb/'], path: '/aaa/bbb/', takes: true },
  { rules: ['Prefix /aaa/bbb'], path: '/aaa/bbb/', takes: true },
  { rules: ['Prefix /aaa/bbb'], path: '/aaa/bbb/ccc', takes: true },
  { rules: ['Prefix /aaa/bbb'], path: '/aaa/bbbxyz', takes: false },
  { rules: ['Prefix /', 'Prefix /aaa'], path: '/aaa/ccc', takes: true },
  { rules: ['Prefix /aaa'], path: '/ccc', takes: false },
];

describe('paths as the documentation of Ingress lists them', () => {
  test.each(documented)('$rules takes $path: $takes', ({ rules, path, takes }) => {
    const yaml = [nginx, servicesOf('web'), ingressOf('a', `rules: [${rule('foo.com', ...rules)}]`)].join('---');
    expect(brief(send(yaml, `http://foo.com${path}`))).toBe(takes ? 'web' : '404');
  });
});

describe('of several paths the longest wins, and Exact over Prefix', () => {
  test.each([
    { path: '/aaa/bbb', to: 'web' },
    { path: '/aaa/bbb/ccc', to: 'web' },
    { path: '/aaa/ccc', to: 'db' },
    { path: '/ccc', to: 'other' },
    { path: '/mixed', to: 'db' },
    { path: '/mixed/a', to: 'web' },
  ])('$path goes to $to', ({ path, to }) => {
    const rules = rule(
      'foo.com',
      ...['Prefix / other', 'Prefix /aaa db', 'Prefix /aaa/bbb web', 'Prefix /mixed web', 'Exact /mixed db'],
    );
    const yaml = [nginx, servicesOf('web', 'db', 'other'), ingressOf('a', `rules: [${rules}]`)].join('---');
    expect(brief(send(yaml, `http://foo.com${path}`))).toBe(to);
  });
});

describe('how nginx reads paths', () => {
  const yaml = [
    nginx,
    servicesOf('web', 'db'),
    ingressOf('a', `rules: [${rule('foo.com', 'Prefix /dir/', 'Exact /file/ db', 'ImplementationSpecific /own')}]`),
  ].join('---');
  test.each([
    // A location that ends with a slash redirects the path without it.
    { path: '/dir', answer: '301 http://foo.com/dir/' },
    { path: '/dir?a=b', answer: '301 http://foo.com/dir/?a=b' },
    { path: '/file', answer: '301 http://foo.com/file/' },
    { path: '/dir/x', answer: 'web' },
    { path: '/file/x', answer: '404' },
    // ImplementationSpecific is Prefix.
    { path: '/own/x', answer: 'web' },
    { path: '/ownx', answer: '404' },
    // Paths are decoded, merged and resolved before they are compared; the query plays no part.
    { path: '/%64ir/', answer: 'web' },
    { path: '//dir/', answer: 'web' },
    { path: '/x/../dir/', answer: 'web' },
    { path: '/own?x=/file/', answer: 'web' },
    { path: '/../dir', answer: '400' },
    { path: '/%', answer: '400' },
  ])('$path: $answer', ({ path, answer }) => {
    expect(brief(send(yaml, `http://foo.com${path}`))).toBe(answer);
  });
});

describe('rewrite-target makes regular expressions of all paths of the host', () => {
  const annotations = '{nginx.ingress.kubernetes.io/rewrite-target: /$2}';
  const yaml = [
    nginx,
    servicesOf('web', 'db'),
    ingressOf('a', `rules: [${rule('foo.com', 'ImplementationSpecific /something(/|$)(.*) web')}]`, annotations),
    ingressOf('b', `rules: [${rule('foo.com', 'Prefix /plain db')}]`),
  ].join('---');
  test.each([
    { path: '/something', to: 'web', sent: '/' },
    { path: '/something/new?a=b', to: 'web', sent: '/new?a=b' },
    { path: '/SOMETHING/new', to: 'web', sent: '/new' },
    // Without an expression of its own, /plain becomes one that any path beginning with it matches.
    { path: '/plainly', to: 'db', sent: '/plainly' },
  ])('$path reaches $to as $sent', ({ path, to, sent }) => {
    const answer = send(yaml, `http://foo.com${path}`);
    expect(answer).toMatchObject({ kind: 'forward', service: { name: to }, path: sent });
  });

  test('a path that no expression matches is left to the default backend', () => {
    expect(brief(send(yaml, 'http://foo.com/some'))).toBe('404');
  });
});
