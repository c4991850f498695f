import { describe, expect, test } from 'vitest';
import { brief, ingressOf, podOf, rule, send, servicesOf } from './gateway.fixture.ts';

const traefik = podOf('controller', 'traefik:v3.3', ['--providers.kubernetesingress=true']);

function ask(url: string, spec: string, annotations = '{}'): string {
  const ingress = ingressOf('a', spec, annotations).replace('ingressClassName: nginx, ', '');
  return brief(send([traefik, servicesOf('web', 'db'), ingress].join('---'), url));
}

describe('what the Ingress API lays down holds for every controller', () => {
  const rules = `rules: [${rule('foo.com', 'Prefix /aaa', 'Exact /aaa/b db', 'Prefix /c/ db')}, ${rule('', 'Prefix / db')}]`;
  test.each([
    { url: 'http://foo.com/aaa', answer: 'web' },
    { url: 'http://foo.com/aaa/c', answer: 'web' },
    { url: 'http://foo.com/aaa/b', answer: 'db' },
    { url: 'http://foo.com/c', answer: 'db' },
    { url: 'http://bar.com/aaa', answer: 'db' },
  ])('$url: $answer', ({ url, answer }) => {
    expect(ask(url, rules)).toBe(answer);
  });

  test.each([
    { backends: 1, answer: 'web' },
    { backends: 0, answer: '404' },
  ])('with $backends default backends the rest is $answer', ({ backends, answer }) => {
    const backend = backends === 1 ? 'defaultBackend: {service: {name: web, port: {number: 80}}}, ' : '';
    expect(ask('http://foo.com/', `${backend}rules: [${rule('foo.com', 'Prefix /b db')}]`)).toBe(answer);
  });
});

describe('what it leaves open is unknown', () => {
  test.each([
    { what: 'a prefix of letters', spec: rule('foo.com', 'Prefix /foo'), url: 'http://foo.com/foobar' },
    { what: 'an own kind of path', spec: rule('foo.com', 'ImplementationSpecific /fo*'), url: 'http://foo.com/foo' },
    {
      what: 'a wildcard beside an exact host',
      spec: `${rule('a.foo.com', 'Prefix / web')}, ${rule('*.foo.com', 'Prefix / db')}`,
      url: 'http://a.foo.com/',
    },
    {
      what: 'a longer path without a host',
      spec: `${rule('foo.com', 'Prefix / web')}, ${rule('', 'Prefix /x db')}`,
      url: 'http://foo.com/x',
    },
    {
      what: 'one path twice',
      spec: `${rule('foo.com', 'Prefix /x web')}, ${rule('foo.com', 'Prefix /x/ db')}`,
      url: 'http://foo.com/x',
    },
    { what: 'a Service that is missing', spec: rule('foo.com', 'Prefix / nothing'), url: 'http://foo.com/' },
    { what: 'HTTPS without tls', spec: rule('foo.com', 'Prefix /'), url: 'https://foo.com/' },
  ])('$what', ({ spec, url }) => {
    expect(ask(url, `rules: [${spec}]`)).toBe('unknown');
  });

  test('whether plain HTTP is redirected', () => {
    const spec = `tls: [{hosts: [foo.com]}], rules: [${rule('foo.com', 'Prefix /')}, ${rule('bar.com', 'Prefix /')}]`;
    expect(ask('http://foo.com/', spec)).toBe('unknown');
    expect(ask('https://foo.com/', spec)).toBe('web');
    expect(ask('http://bar.com/', spec)).toBe('web');
  });

  test('what annotations of the controller do', () => {
    const spec = `rules: [${rule('foo.com', 'Prefix /')}]`;
    expect(ask('http://foo.com/', spec, '{traefik.ingress.kubernetes.io/router.priority: "1"}')).toBe('unknown');
    expect(ask('http://foo.com/', spec, '{nginx.ingress.kubernetes.io/rewrite-target: /x}')).toBe('web');
  });

  test('one backend by two rules is no doubt', () => {
    const spec = `${rule('a.foo.com', 'Prefix / web')}, ${rule('*.foo.com', 'Prefix / web')}`;
    expect(ask('http://a.foo.com/', `rules: [${spec}]`)).toBe('web');
  });
});
