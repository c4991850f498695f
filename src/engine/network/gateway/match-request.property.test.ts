import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { KubernetesObject } from '../../model/index.ts';
import type { ClusterState } from '../../store/index.ts';
import { stateOf } from '../../testing/index.ts';
import { brief, classOf, ingressOf, nginx, podOf, rule, sendIn, servicesOf } from './gateway.fixture.ts';
import { compileGateways, proxy } from './index.ts';

interface Rule {
  readonly host: string;
  readonly pathType: string;
  readonly path: string;
}

const HOSTS = ['', 'com', 'foo.com', 'a.foo.com', 'b.a.foo.com', '*.com', '*.foo.com', '*.a.foo.com'];
const SERVICES = ['s0', 's1', 's2', 's3', 's4'];

const rules = fc.array(
  fc.record({
    host: fc.constantFrom(...HOSTS),
    pathType: fc.constantFrom('Exact', 'Prefix'),
    path: fc.constantFrom('/', '/a', '/a/b', '/a/b/c', '/ab', '/A', '/b'),
  }),
  { minLength: 1, maxLength: SERVICES.length },
);
const host = fc.constantFrom('com', 'foo.com', 'a.foo.com', 'b.a.foo.com', 'bar.com', '10.0.0.1');
const path = fc.constantFrom('/', '/a', '/a/', '/ab', '/a/b', '/a/b/', '/a/b/c', '/a/bc', '/A', '/b/x', '/c');

/** The documentation read literally: label by label, element by element, one rule after the other. */
function literally(all: readonly Rule[], askedHost: string, askedPath: string): string {
  const labels = askedHost.split('.');
  const names = (each: Rule, tier: number) => {
    if (tier === 2) return each.host === '';
    const wanted = each.host.split('.');
    return (
      wanted.length === labels.length &&
      wanted.every((label, index) => (tier === 1 && index === 0 ? label === '*' : label === labels[index]))
    );
  };
  const tier = [0, 1, 2].find((each) => all.some((one) => names(one, each)));
  if (tier === undefined) return '404';
  let best: { readonly index: number; readonly elements: number; readonly exact: boolean } | undefined;
  for (const [index, each] of all.entries()) {
    if (!names(each, tier)) continue;
    const exact = each.pathType === 'Exact';
    const wanted = each.path.split('/').filter((element) => element !== '');
    const asked = askedPath.split('/').filter((element) => element !== '');
    const takes = exact ? each.path === askedPath : wanted.every((element, place) => asked[place] === element);
    if (!takes) continue;
    const longer =
      best === undefined || wanted.length > best.elements || (wanted.length === best.elements && exact && !best.exact);
    if (longer) best = { index, elements: wanted.length, exact };
  }
  return best === undefined ? '404' : `s${best.index}`;
}

/** The cluster with one Ingress that has all the rules; the rule at index 1 leads to the Service s1. */
function withIngress(cluster: ClusterState, all: readonly Rule[]): ClusterState {
  const ref = { kind: 'Ingress', namespace: 'default', name: 'a' };
  const written = all.map(({ host: each, pathType, path: where }, index) => ({
    host: each,
    http: { paths: [{ path: where, pathType, backend: { service: { name: `s${index}`, port: { number: 80 } } } }] },
  }));
  const object: KubernetesObject & object = {
    metadata: { namespace: 'default', name: 'a' },
    ...{ spec: { ingressClassName: 'nginx', rules: written } },
  };
  return cluster.apply([{ kind: 'put', resource: { ref, object, origin: { kind: 'builtin' } } }]);
}

test('ingress-nginx follows the documentation to the letter', () => {
  const cluster = stateOf([nginx, servicesOf(...SERVICES)].join('---'));
  fc.assert(
    fc.property(rules, host, path, (all, askedHost, askedPath) => {
      expect(brief(sendIn(withIngress(cluster, all), `http://${askedHost}${askedPath}`))).toBe(
        literally(all, askedHost, askedPath),
      );
    }),
    { numRuns: 1000 },
  );
});

test('what the specification decides, it decides as ingress-nginx does', () => {
  const traefik = podOf('controller', 'traefik', ['--providers.kubernetesingress=true']);
  const traefikClass = classOf('nginx', 'traefik.io/ingress-controller');
  const cluster = stateOf([traefik, traefikClass, servicesOf(...SERVICES)].join('---'));
  let decided = 0;
  fc.assert(
    fc.property(rules, host, path, (all, askedHost, askedPath) => {
      const answer = brief(sendIn(withIngress(cluster, all), `http://${askedHost}${askedPath}`));
      if (answer === 'unknown') return;
      decided++;
      expect(answer).toBe(literally(all, askedHost, askedPath));
    }),
    { numRuns: 1000 },
  );
  expect(decided).toBeGreaterThan(300);
});

test('any request gets an answer, and the branches add up to 1', () => {
  const yaml = [
    nginx,
    servicesOf('web'),
    ingressOf('a', `tls: [{hosts: [foo.com]}], rules: [${rule('foo.com', 'Prefix / web')}, ${rule('', 'Exact /a/')}]`),
    ingressOf(
      'b',
      `rules: [${rule('re.com', 'ImplementationSpecific /(x|y)')}]`,
      '{nginx.ingress.kubernetes.io/use-regex: "true"}',
    ),
  ].join('---');
  const { table } = compileGateways(stateOf(yaml));
  const [controller] = table.controllers;
  if (controller === undefined) throw new Error('no controller');
  fc.assert(
    fc.property(
      fc.record({
        host: fc.oneof(fc.constantFrom('foo.com', 're.com', '', '*', '[::1]:80', '.', '*.foo.com'), fc.string()),
        path: fc.oneof(fc.constantFrom('/', '/a', '', '?', '//', '/..', '%zz', '/(x'), fc.string()),
        port: fc.constantFrom(80, 443, 8080),
        scheme: fc.constantFrom('http' as const, 'https' as const),
      }),
      (request) => {
        const answer = proxy(table, controller.pod, request);
        if (answer.kind !== 'forward') return;
        expect(answer.branches.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1);
      },
    ),
  );
});
