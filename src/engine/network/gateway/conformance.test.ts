import { describe, expect, test } from 'vitest';
import { brief, ingressOf, nginx, rule, send, servicesOf } from './gateway.fixture.ts';

/** Ingresses in the manner of SIG-Network's ingress-controller-conformance; redirects are followed, as its client does. */
const yaml = [
  nginx,
  servicesOf('exact', 'prefix', 'nested', 'outer', 'slash-prefix', 'slash-exact', 'wildcard', 'precise'),
  ingressOf(
    'paths',
    `rules: [${[
      rule('exact', 'Exact /foo exact'),
      rule('prefix', 'Prefix /foo prefix', 'Prefix /aaa/bbb nested', 'Prefix /aaa outer'),
      rule('mixed', 'Prefix /foo prefix', 'Exact /foo exact'),
      rule('slash', 'Prefix /aaa/bbb/ slash-prefix', 'Exact /foo/ slash-exact'),
    ].join(', ')}]`,
  ),
  ingressOf(
    'hosts',
    `tls: [{hosts: [foo.bar.com], secretName: s}], rules: [${rule('*.foo.com', 'Prefix / wildcard')}, ${rule('foo.bar.com', 'Prefix / precise')}]`,
  ),
].join('---');

function follow(url: string, hops = 3): string {
  const answer = brief(send(yaml, url));
  const location = /^30\d (\S+)$/.exec(answer)?.[1];
  return location === undefined || hops === 0 ? answer : follow(location, hops - 1);
}

describe('ingress-controller-conformance', () => {
  test.each([
    { url: 'http://exact/foo', answer: 'exact' },
    { url: 'http://exact/foo/', answer: '404' },
    { url: 'http://exact/FOO', answer: '404' },
    { url: 'http://exact/bar', answer: '404' },
    { url: 'http://prefix/foo', answer: 'prefix' },
    { url: 'http://prefix/foo/', answer: 'prefix' },
    { url: 'http://prefix/FOO', answer: '404' },
    { url: 'http://prefix/aaa/bbb', answer: 'nested' },
    { url: 'http://prefix/aaa/bbb/ccc', answer: 'nested' },
    { url: 'http://prefix/aaa/ccc', answer: 'outer' },
    { url: 'http://prefix/aaaccc', answer: '404' },
    { url: 'http://mixed/foo', answer: 'exact' },
    { url: 'http://mixed/foo/bar', answer: 'prefix' },
    { url: 'http://slash/aaa/bbb', answer: 'slash-prefix' },
    { url: 'http://slash/aaa/bbb/', answer: 'slash-prefix' },
    // The suite wants 404 here; nginx redirects to a location that ends with a slash, exact or not.
    { url: 'http://slash/foo', answer: 'slash-exact' },
    { url: 'https://foo.bar.com/', answer: 'precise' },
    { url: 'http://foo.bar.com/', answer: 'precise' },
    { url: 'http://subdomain.bar.com/', answer: '404' },
    { url: 'http://bar.foo.com/', answer: 'wildcard' },
    { url: 'http://baz.bar.foo.com/', answer: '404' },
    { url: 'http://foo.com/', answer: '404' },
  ])('$url: $answer', ({ url, answer }) => {
    expect(follow(url)).toBe(answer);
  });
});
