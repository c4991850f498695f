import { describe, expect, test } from 'vitest';
import { formatFieldPath } from '../../model/index.ts';
import { brief, ingressOf, nginx, send, servicesOf } from './gateway.fixture.ts';
import type { Proxying } from './index.ts';

const service = `
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {clusterIP: 10.96.0.1, ports: [{name: http, port: 80, targetPort: 8080}, {name: admin, port: 81, targetPort: adm}]}
`;

function slice(endpoints: string, name = 'http'): string {
  return `
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: web-1, labels: {kubernetes.io/service-name: web}}
addressType: IPv4
ports: [{name: "${name}", port: 8080}]
endpoints: [${endpoints}]
`;
}

const READY = '{addresses: [10.0.0.2], conditions: {ready: true}}';

function ask(port: string, others: readonly string[], annotations = '{}'): Proxying {
  const backend = `{service: {name: web, port: ${port}}}`;
  const rules = `rules: [{host: foo.com, http: {paths: [{path: /, pathType: Prefix, backend: ${backend}}]}}]`;
  return send([nginx, ingressOf('a', rules, annotations), ...others].join('---'), 'http://foo.com/');
}

function reached(answer: Proxying): readonly string[] {
  return answer.kind === 'forward' ? answer.branches.map(({ host, port }) => `${host}:${port}`) : [brief(answer)];
}

describe('the port of a backend', () => {
  test.each([
    { port: '{number: 80}', to: ['10.0.0.2:8080'] },
    { port: '{name: http}', to: ['10.0.0.2:8080'] },
    // ingress-nginx takes the targetPort too.
    { port: '{number: 8080}', to: ['10.0.0.2:8080'] },
    { port: '{name: adm}', to: ['503'] },
    { port: '{number: 9}', to: ['503'] },
    { port: '{name: web}', to: ['503'] },
  ])('$port reaches $to', ({ port, to }) => {
    expect(reached(ask(port, [service, slice(READY)]))).toEqual(to);
  });

  test('a slice without the port’s name serves by the numeric targetPort', () => {
    expect(reached(ask('{number: 80}', [service, slice(READY, 'other')]))).toEqual(['10.0.0.2:8080']);
    expect(reached(ask('{number: 81}', [service, slice(READY, 'other')]))).toEqual(['503']);
  });
});

describe('the endpoints of a backend', () => {
  test('all that are ready share the requests, each address once', () => {
    const endpoints = `{addresses: [10.0.0.3]}, ${READY}, ${READY}, {addresses: [10.0.0.4], conditions: {ready: false}}`;
    expect(ask('{number: 80}', [service, slice(endpoints)])).toMatchObject({
      kind: 'forward',
      service: { kind: 'Service', namespace: 'default', name: 'web' },
      branches: [
        { host: '10.0.0.2', port: 8080, probability: 0.5 },
        { host: '10.0.0.3', port: 8080, probability: 0.5 },
      ],
    });
  });

  test('a service-upstream goes to the cluster IP', () => {
    const annotations = '{nginx.ingress.kubernetes.io/service-upstream: "true"}';
    expect(reached(ask('{name: http}', [service, slice(READY)], annotations))).toEqual(['10.96.0.1:80']);
  });

  test('an ExternalName goes to that name', () => {
    const named =
      '\napiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {type: ExternalName, externalName: db.example.com}';
    expect(reached(ask('{number: 3306}', [named]))).toEqual(['db.example.com:3306']);
    expect(reached(ask('{name: http}', [named]))).toEqual(['503']);
  });
});

describe('a backend that cannot answer is 503, and the field that keeps it from answering is named', () => {
  test.each([
    { others: [], port: '{number: 80}', code: 'backend-service-missing', path: 'backend.service.name' },
    {
      others: [service, slice(READY)],
      port: '{number: 9}',
      code: 'backend-port-missing',
      path: 'backend.service.port',
    },
    { others: [service], port: '{number: 80}', code: 'no-ready-endpoints', path: 'spec.selector' },
  ])('$code', ({ others, port, code, path }) => {
    const answer = ask(port, others);
    expect(answer).toMatchObject({ kind: 'respond', status: 503, decision: { reason: { code } } });
    const { decision } = answer as Extract<Proxying, { kind: 'respond' }>;
    expect(decision.rule && formatFieldPath(decision.rule.path).endsWith(path)).toBe(true);
    expect(formatFieldPath(decision.considered[0]?.rule.path ?? [])).toBe('spec.rules[0].http.paths[0]');
  });

  test('a Service of another namespace does not count', () => {
    const elsewhere = service.replace('{name: web}', '{name: web, namespace: other}');
    expect(reached(ask('{number: 80}', [elsewhere]))).toEqual(['503']);
  });

  test('a backend that is no Service is left out, and the default backend answers', () => {
    const backend = '{resource: {kind: Bucket, name: b}}';
    const rules = `rules: [{host: foo.com, http: {paths: [{path: /b, pathType: Prefix, backend: ${backend}}]}}]`;
    const yaml = [nginx, servicesOf('web'), ingressOf('a', rules)].join('---');
    expect(brief(send(yaml, 'http://foo.com/b'))).toBe('404');
  });
});
