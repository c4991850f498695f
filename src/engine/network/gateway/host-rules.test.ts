import { describe, expect, test } from 'vitest';
import { brief, ingressOf, nginx, rule, send, servicesOf } from './gateway.fixture.ts';

describe('hosts', () => {
  const yaml = [
    nginx,
    servicesOf('wildcard', 'exact', 'nested', 'any'),
    ingressOf(
      'a',
      `rules: [${[
        rule('*.foo.com', 'Prefix / wildcard'),
        rule('www.foo.com', 'Prefix /here exact'),
        rule('nested.bar.com', 'Prefix / nested'),
        rule('', 'Prefix /open any'),
      ].join(', ')}]`,
    ),
  ].join('---');
  test.each([
    { url: 'http://bar.foo.com/', answer: 'wildcard' },
    { url: 'http://BAR.Foo.com:8080/', answer: 'wildcard' },
    { url: 'http://bar.foo.com./', answer: 'wildcard' },
    // One label, no more and no less.
    { url: 'http://baz.bar.foo.com/', answer: '404' },
    { url: 'http://foo.com/', answer: '404' },
    { url: 'http://nested.bar.com/', answer: 'nested' },
    { url: 'http://sub.nested.bar.com/', answer: '404' },
    // An exact host goes before the wildcard, and what its paths leave over falls back to neither.
    { url: 'http://www.foo.com/here', answer: 'exact' },
    { url: 'http://www.foo.com/there', answer: '404' },
    { url: 'http://www.foo.com/open', answer: '404' },
    // A rule without a host takes hosts that nobody names.
    { url: 'http://10.0.0.9/open', answer: 'any' },
    { url: 'http://10.0.0.9/', answer: '404' },
  ])('$url: $answer', ({ url, answer }) => {
    expect(brief(send(yaml, url))).toBe(answer);
  });
});

describe('default backends', () => {
  const backend = (name: string) => `defaultBackend: {service: {name: ${name}, port: {name: http}}}`;
  const yaml = [
    nginx,
    servicesOf('web', 'own', 'all'),
    ingressOf('a', `${backend('own')}, rules: [${rule('foo.com', 'Prefix /web web')}]`),
    ingressOf('b', `rules: [${rule('bar.com', 'Prefix /web web')}, {host: bare.com}]`),
    ingressOf('c', backend('all')),
  ].join('---');
  test.each([
    { url: 'http://foo.com/web', answer: 'web' },
    // Its own Ingress's default backend takes the rest of a host.
    { url: 'http://foo.com/x', answer: 'own' },
    { url: 'http://bar.com/x', answer: '404' },
    { url: 'http://bare.com/x', answer: '404' },
    // The one of an Ingress without rules takes every other host.
    { url: 'http://nobody.com/', answer: 'all' },
  ])('$url: $answer', ({ url, answer }) => {
    expect(brief(send(yaml, url))).toBe(answer);
  });

  test('the default backend that a flag names answers where no Ingress does', () => {
    const args = ['--default-backend-service=$(POD_NAMESPACE)/errors'];
    const controller = `
apiVersion: v1
kind: Pod
metadata: {name: controller, namespace: default}
spec:
  containers:
    - name: controller
      image: registry.k8s.io/ingress-nginx/controller
      args: ${JSON.stringify(args)}
      env: [{name: POD_NAMESPACE, valueFrom: {fieldRef: {fieldPath: metadata.namespace}}}]
status: {podIP: 10.244.1.9}
`;
    const own = controller.replace('namespace: default', 'namespace: ingress');
    const errors = servicesOf('errors').replaceAll('{name: errors', '{namespace: ingress, name: errors');
    expect(brief(send([own, errors].join('---'), 'http://nobody.com/'))).toBe('errors');
    expect(brief(send([own, servicesOf('errors')].join('---'), 'http://nobody.com/'))).toBe('404');
  });
});

describe('two Ingresses with one host and path', () => {
  const older = (name: string) => `{name: ${name}, creationTimestamp: "2020-01-01T00:00:00Z"`;
  const yaml = [
    nginx,
    servicesOf('web', 'db'),
    ingressOf('a', `rules: [${rule('foo.com', 'Prefix / web')}]`),
    ingressOf('b', `rules: [${rule('foo.com', 'Prefix / db')}]`),
  ].join('---');

  test('of two as old, the last by name has it', () => {
    expect(brief(send(yaml, 'http://foo.com/'))).toBe('db');
  });

  test('else the older has it', () => {
    const dated = yaml.replace('{name: a', older('a')).replace('{name: b', older('b').replace('2020', '2021'));
    expect(brief(send(dated, 'http://foo.com/'))).toBe('web');
  });
});
