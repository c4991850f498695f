import { describe, expect, test } from 'vitest';
import { isModelled, kindOf, kinds, resolveKind } from './kinds.ts';

describe('resolveKind takes the names that kubectl takes', () => {
  test.each([
    ...['po', 'pod', 'pods', 'Pod', 'PODS'].map((name) => ({ name, kind: 'Pod', group: '' })),
    { name: 'svc', kind: 'Service', group: '' },
    { name: 'netpol', kind: 'NetworkPolicy', group: 'networking.k8s.io' },
    { name: 'networkpolicies', kind: 'NetworkPolicy', group: 'networking.k8s.io' },
    { name: 'deploy.apps', kind: 'Deployment', group: 'apps' },
    { name: 'ep', kind: 'Endpoints', group: '' },
    { name: 'endpoints', kind: 'Endpoints', group: '' },
    { name: 'endpointslices', kind: 'EndpointSlice', group: 'discovery.k8s.io' },
    { name: 'ing', kind: 'Ingress', group: 'networking.k8s.io' },
    { name: 'ns', kind: 'Namespace', group: '' },
    { name: 'no', kind: 'Node', group: '' },
    { name: 'cj', kind: 'CronJob', group: 'batch' },
    { name: 'anp', kind: 'AdminNetworkPolicy', group: 'policy.networking.k8s.io' },
    // the core group comes first
    { name: 'events', kind: 'Event', group: '' },
    { name: 'events.events.k8s.io', kind: 'Event', group: 'events.k8s.io' },
  ])('$name is $kind', ({ name, kind, group }) => {
    expect(resolveKind(name)).toMatchObject({ kind, group });
  });

  test.each(['', 'podz', 'deploy.batch', '__proto__'])('%j is nothing', (name) => {
    expect(resolveKind(name)).toBe(undefined);
  });
});

test.each([
  { group: 'apps', kind: 'Deployment', known: true },
  { group: '', kind: 'Deployment', known: false },
  { group: 'apps', kind: 'deployment', known: false },
  { group: 'serving.knative.dev', kind: 'Service', known: false },
])('$group/$kind is built in: $known', ({ group, kind, known }) => {
  expect(kindOf(group, kind) !== undefined).toBe(known);
});

test.each([
  { group: '', kind: 'Service', modelled: true },
  { group: 'serving.knative.dev', kind: 'Service', modelled: false },
  { group: '', kind: 'Secret', modelled: false },
  { group: '', kind: 'toString', modelled: false },
])('$group/$kind is modelled: $modelled', ({ group, kind, modelled }) => {
  expect(isModelled({ group, kind })).toBe(modelled);
});

test('every kind that is modelled is known, and no two kinds share a short name', () => {
  expect(kinds.filter(isModelled)).toHaveLength(21);
  const names = kinds.filter(({ kind }) => kind !== 'Event').flatMap(({ shortNames }) => shortNames);
  expect(new Set(names).size).toBe(names.length);
});

test.each([
  { name: 'namespaces', namespaced: false },
  { name: 'nodes', namespaced: false },
  { name: 'clusterroles', namespaced: false },
  { name: 'ingressclasses', namespaced: false },
  { name: 'gatewayclasses', namespaced: false },
  { name: 'clusternetworkpolicies', namespaced: false },
  { name: 'networkpolicies', namespaced: true },
  { name: 'leases', namespaced: true },
])('$name belong to a namespace: $namespaced', ({ name, namespaced }) => {
  expect(resolveKind(name)?.namespaced).toBe(namespaced);
});
