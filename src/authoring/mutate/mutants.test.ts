import { describe, expect, test } from 'vitest';
import { Cluster } from '../../api/index.ts';
import { formatFieldPath } from '../../engine/model/index.ts';
import { effectsOf } from './effects.ts';
import { type Mutant, mutantsOf, withMutant } from './mutants.ts';

const SHOP = `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec:
  podSelector: {matchLabels: {app: web}}
  policyTypes: [Ingress, Egress]
  ingress:
    - from:
        - podSelector: {matchLabels: {app: shell}}
        - podSelector: {matchLabels: {app: nobody-has-this}}
  egress:
    - ports:
        - {port: 53, protocol: UDP}
---
{apiVersion: v1, kind: Pod, metadata: {name: web, labels: {app: web}}, spec: {containers: [{name: c, image: nginx}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: shell, labels: {app: shell}}, spec: {containers: [{name: c, image: busybox}]}}
---
{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {selector: {app: web}, ports: [{port: 80}]}}
`;

const shop = Cluster.of({ yaml: SHOP });
const mutants = mutantsOf([shop]);

function mutant(path: string, what: string): Mutant {
  const found = mutants.find(({ rule, what: each }) => formatFieldPath(rule.path) === path && each.startsWith(what));
  if (found === undefined) throw new Error(`no mutant ${what} at ${path}`);
  return found;
}

describe('a mutant in a cluster', () => {
  test.each([
    ['', 'drops the policy', 'always'],
    ['spec.ingress[0]', 'drops the rule', 'never'],
    ['spec.ingress[0].from[0]', 'drops the peer', 'never'],
    ['spec.ingress[0].from[1]', 'drops the peer', 'always'],
  ])('%s: %s', async (path, what, reach) => {
    const mutated = await withMutant(shop, mutant(path, what));
    expect(mutated.connect({ from: 'shell', to: 'web:80' }).reach).toBe(reach);
    expect(shop.connect({ from: 'shell', to: 'web:80' }).reach).toBe('always');
  });

  test('mutating twice is mutating once', async () => {
    const change = mutant('spec.ingress[0].from[0]', 'drops the peer');
    const once = await withMutant(shop, change);
    const twice = await withMutant(once, change);
    expect(twice.get('NetworkPolicy')).toEqual(once.get('NetworkPolicy'));
  });

  test('a policy of that name that is written elsewhere is another one', async () => {
    const other = Cluster.of({ yaml: `\n\n${SHOP}` });
    expect(await withMutant(other, mutant('', 'drops the policy'))).toBe(other);
  });
});

describe('a mutant is equivalent where nobody reaches more or less', () => {
  test.each([
    // a peer that selects nobody
    { path: 'spec.ingress[0].from[1]', what: 'drops the peer', equivalent: true },
    { path: 'spec.ingress[0].from[0]', what: 'drops the peer', equivalent: false },
    // what the cluster's own DNS pods see counts as well: here the address range outside opens, too
    { path: 'spec.egress[0]', what: 'drops the rule', equivalent: false },
    { path: '', what: 'drops the policy', equivalent: false },
  ])('$path: $what', async ({ path, what, equivalent }) => {
    expect((await effectsOf(mutant(path, what), [shop])).length === 0).toBe(equivalent);
  });

  test('a rule for the cluster’s DNS alone has an effect', async () => {
    const to = '- to: [{namespaceSelector: {}, podSelector: {matchLabels: {k8s-app: kube-dns}}}]\n      ports:';
    const cluster = Cluster.of({ yaml: SHOP.replace('- ports:', to) });
    const [change] = mutantsOf([cluster]).filter(
      ({ rule, what }) => formatFieldPath(rule.path) === 'spec.egress[0]' && what === 'drops the rule',
    );
    expect(change && (await effectsOf(change, [cluster]))).toEqual(
      expect.arrayContaining([expect.objectContaining({ change: 'closes', to: { kind: 'ClusterDns' } })]),
    );
  });
});

test('every mutant has a place, in the order of the file, and each is there once', () => {
  const lines = mutants.map(({ rule }) => rule.location.line);
  expect(lines).toEqual(lines.toSorted((a, b) => a - b));
  expect(new Set(mutants.map(({ rule, what }) => `${formatFieldPath(rule.path)} ${what}`)).size).toBe(mutants.length);
  expect(mutantsOf([shop, shop])).toEqual(mutants);
});

test('policies that the plugin does not enforce have no mutants', async () => {
  expect(mutantsOf([Cluster.of({ yaml: SHOP, cluster: 'flannel' })])).toEqual([]);
});
