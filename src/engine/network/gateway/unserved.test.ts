import { describe, expect, test } from 'vitest';
import { ruleJson } from '../../../report/index.ts';
import { stateOf } from '../../testing/index.ts';
import { classOf, ingressOf, nginx, podOf, rule, send, servicesOf } from './gateway.fixture.ts';
import { compileGateways, unservedFor, whyUnserved } from './index.ts';

const ingress = ingressOf('blog', `rules: [${rule('blog.com', 'Prefix / web')}]`);
const classless = ingress.replace('ingressClassName: nginx, ', '');
const nginxClass = classOf('nginx', 'k8s.io/ingress-nginx');

describe('an Ingress without a controller has no effect', () => {
  test.each([
    {
      what: 'no controller',
      others: [ingress, nginxClass],
      code: 'no-ingress-controller',
      path: 'spec.ingressClassName',
    },
    { what: 'no class object', others: [ingress], code: 'ingress-class-missing', path: 'spec.ingressClassName' },
    { what: 'no class', others: [classless, nginx], code: 'ingress-without-class', path: 'spec' },
    {
      what: 'another controller',
      others: [ingress, classOf('nginx', 'x.io/y'), podOf('controller', 'registry.k8s.io/ingress-nginx/controller')],
      code: 'ingress-class-not-served',
      path: 'spec.ingressClassName',
    },
    { what: 'a controller that serves it', others: [ingress, nginx], code: undefined, path: undefined },
    {
      what: 'a controller that may serve it',
      others: [classless, podOf('c', 'haproxytech/kubernetes-ingress')],
      code: undefined,
    },
  ])('$what: $code', ({ others, code, path }) => {
    const { table, diagnostics } = compileGateways(stateOf([servicesOf('web'), ...others].join('---')));
    const [decision] = table.view.list('Ingress').map((each) => whyUnserved(table, each));
    expect(decision?.reason.code).toBe(code);
    expect(decision?.rule && ruleJson(decision.rule).path).toBe(path);
    expect(diagnostics.map((each) => each.code)).toEqual(code === undefined ? [] : ['ingress-not-served']);
  });

  test('a controller whose pod has no address does not run', () => {
    const pending = nginx.replace('podIP: 10.244.1.9, ', '');
    const { table } = compileGateways(stateOf([pending, ingress].join('---')));
    expect(table.view.list('Ingress').map((each) => whyUnserved(table, each)?.reason.code)).toEqual([
      'no-ingress-controller',
    ]);
  });

  test.each([
    { host: 'blog.com', others: [nginxClass], count: 1 },
    { host: 'BLOG.com:80', others: [nginxClass], count: 1 },
    { host: 'other.com', others: [nginxClass], count: 0 },
    { host: 'blog.com', others: [nginx], count: 0 },
  ])('$host is named by $count such Ingress', ({ host, others, count }) => {
    const { table } = compileGateways(stateOf([ingress, ...others].join('---')));
    expect(unservedFor(table, host)).toHaveLength(count);
  });
});

describe('diagnostics', () => {
  const port = (name: string, number: number) =>
    `rules: [{host: a.com, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: ${name}, port: {number: ${number}}}}}]}}]`;
  const isDefault = '{ingressclass.kubernetes.io/is-default-class: "true"}';
  test.each([
    {
      what: 'a Service that is missing',
      others: [ingressOf('a', port('nobody', 80))],
      codes: ['ingress-backend-missing'],
    },
    { what: 'a port that is missing', others: [ingressOf('a', port('web', 9))], codes: ['ingress-backend-missing'] },
    {
      what: 'a default backend',
      others: [ingressOf('a', 'defaultBackend: {service: {name: no, port: {number: 1}}}')],
      codes: ['ingress-backend-missing'],
    },
    {
      what: 'a host and path of another Ingress',
      others: [ingressOf('a', port('web', 80)), ingressOf('b', port('web', 80))],
      codes: ['duplicate-ingress-path'],
    },
    {
      what: 'two default classes',
      others: [classOf('x', 'x.io/y', isDefault), classOf('y', 'x.io/y', isDefault)],
      codes: ['several-default-ingress-classes'],
    },
    { what: 'nothing', others: [ingress], codes: [] },
  ])('$what: $codes', ({ others, codes }) => {
    const { diagnostics } = compileGateways(stateOf([nginx, servicesOf('web'), ...others].join('---')));
    expect(diagnostics.map(({ code }) => code)).toEqual(codes);
    for (const { at } of diagnostics) expect(at?.file).toBe('test.yaml');
  });
});

describe('a request that nobody takes names what came near', () => {
  const rules = `rules: [${rule('foo.com', 'Prefix /web', 'Exact /db db')}, ${rule('*.foo.com', 'Prefix / db')}]`;
  const other = ingressOf('other', `rules: [${rule('foo.com', 'Prefix /free web')}]`).replace(
    'ClassName: nginx',
    'ClassName: no',
  );
  const yaml = [nginx, servicesOf('web', 'db'), ingressOf('a', rules), other].join('---');
  test.each([
    {
      url: 'http://foo.com/website',
      path: 'spec.rules[0].http.paths[0].path',
      mismatch: /does not take \/website: a prefix ends/,
    },
    { url: 'http://foo.com/WEB', path: 'spec.rules[0].http.paths[0].path', mismatch: /case counts/ },
    {
      url: 'http://foo.com/free',
      path: 'spec.ingressClassName',
      mismatch: /other is not served: there is no IngressClass no/,
    },
    { url: 'http://a.b.foo.com/', path: 'spec.rules[1].host', mismatch: /stands for one label only/ },
    { url: 'http://bar.com/web', path: 'spec.rules[0].host', mismatch: /the host is foo.com, not bar.com/ },
  ])('$url: $path', ({ url, path, mismatch }) => {
    const answer = send(yaml, url);
    if (answer.kind !== 'respond') throw new Error(answer.kind);
    expect(answer.decision).toMatchObject({ action: 'respond', reason: { code: 'no-ingress-rule' } });
    const [nearest] = answer.decision.considered;
    expect(nearest && ruleJson(nearest.rule).path).toBe(path);
    expect(answer.decision.considered[0]?.mismatch).toMatch(mismatch);
    expect(answer.decision.considered.length).toBeLessThanOrEqual(5);
  });

  test('a request that is forwarded names the rule and its line', () => {
    const answer = send(yaml, 'http://foo.com/web');
    if (answer.kind !== 'forward') throw new Error(answer.kind);
    expect(answer.decision.rule && ruleJson(answer.decision.rule)).toMatchObject({
      object: 'Ingress default/a',
      path: 'spec.rules[0].http.paths[0]',
      file: 'test.yaml',
    });
  });
});
