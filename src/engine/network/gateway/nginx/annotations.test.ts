import { describe, expect, test } from 'vitest';
import { brief, ingressOf, nginx, rule, send, servicesOf } from '../gateway.fixture.ts';

const NGINX = 'nginx.ingress.kubernetes.io';
const spec = `rules: [${rule('foo.com', 'Prefix /web web')}]`;

function ask(url: string, annotations: string, other = ''): ReturnType<typeof send> {
  const plain = ingressOf('plain', `rules: [${rule('bar.com', 'Prefix / db')}]`);
  return send([nginx, servicesOf('web', 'db'), ingressOf('a', spec, annotations), plain, other].join('---'), url);
}

describe('an annotation that is not modelled makes the answer unknown', () => {
  test.each([
    { annotations: `{${NGINX}/auth-url: "http://auth"}`, url: 'http://foo.com/web', answer: 'unknown' },
    { annotations: `{${NGINX}/permanent-redirect: "http://x"}`, url: 'http://foo.com/web', answer: 'unknown' },
    { annotations: `{${NGINX}/whitelist-source-range: 10.0.0.0/8}`, url: 'http://foo.com/web', answer: 'unknown' },
    { annotations: `{${NGINX}/server-alias: "x.com, y.com"}`, url: 'http://y.com/web', answer: 'unknown' },
    { annotations: `{${NGINX}/rewrite-target: "https://x"}`, url: 'http://foo.com/web', answer: 'unknown' },
    { annotations: `{${NGINX}/rewrite-target: /$uri}`, url: 'http://foo.com/web', answer: 'unknown' },
    // Of another host, or without effect on who answers, it is no doubt.
    { annotations: `{${NGINX}/auth-url: "http://auth"}`, url: 'http://bar.com/', answer: 'db' },
    { annotations: `{${NGINX}/auth-url: ""}`, url: 'http://foo.com/web', answer: 'web' },
    { annotations: `{${NGINX}/proxy-body-size: 8m}`, url: 'http://foo.com/web', answer: 'web' },
    { annotations: `{${NGINX}/server-alias: "x.com"}`, url: 'http://y.com/web', answer: '404' },
    { annotations: `{nginx.org/rewrites: x}`, url: 'http://foo.com/web', answer: 'web' },
    { annotations: `{${NGINX}/rewrite-target: /web}`, url: 'http://foo.com/web', answer: 'web' },
  ])('$annotations, $url: $answer', ({ annotations, url, answer }) => {
    expect(brief(ask(url, annotations))).toBe(answer);
  });

  test('the annotation is the rule', () => {
    const answer = ask('http://foo.com/web', `{${NGINX}/auth-url: "http://auth"}`);
    expect(answer).toMatchObject({
      kind: 'unknown',
      decision: { reason: { code: 'annotation-not-modelled' }, rule: { ref: { kind: 'Ingress', name: 'a' } } },
    });
  });
});

describe('a canary', () => {
  const canary = ingressOf('canary', `rules: [${rule('foo.com', 'Prefix /web db')}]`, `{${NGINX}/canary: "true"}`);
  test.each([
    { url: 'http://foo.com/web', answer: 'unknown' },
    { url: 'http://bar.com/', answer: 'db' },
  ])('$url: $answer', ({ url, answer }) => {
    expect(brief(ask(url, '{}', canary))).toBe(answer);
  });

  test('makes no host of its own', () => {
    const alone = [nginx, servicesOf('web', 'db'), canary].join('---');
    expect(brief(send(alone, 'http://foo.com/web'))).toBe('404');
  });
});

test('an expression that is not understood is unknown', () => {
  const expression = ingressOf(
    'a',
    `rules: [${rule('foo.com', 'ImplementationSpecific /(?>a) web')}]`,
    `{${NGINX}/use-regex: "true"}`,
  );
  expect(brief(send([nginx, servicesOf('web'), expression].join('---'), 'http://foo.com/a'))).toBe('unknown');
});
