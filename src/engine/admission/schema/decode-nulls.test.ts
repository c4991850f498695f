import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { decodeNulls } from './index.ts';

function decoded(yaml: string): unknown {
  const object = parse(yaml);
  return decodeNulls(object, object);
}

test.each([
  // `- ` with nothing after it is a peer without fields, which validation refuses; it must not vanish and leave an
  // empty list, which admits everyone.
  [
    '{kind: NetworkPolicy, apiVersion: networking.k8s.io/v1, spec: {ingress: [{from: [null]}]}}',
    { spec: { ingress: [{ from: [{}] }] } },
  ],
  ['{kind: NetworkPolicy, apiVersion: networking.k8s.io/v1, spec: {ingress: null}}', { spec: {} }],
  [
    '{kind: Pod, apiVersion: v1, metadata: {labels: {a: null}, creationTimestamp: null}}',
    { metadata: { labels: { a: '' } } },
  ],
  [
    '{kind: Pod, apiVersion: v1, spec: {containers: [{args: [null, x]}]}}',
    { spec: { containers: [{ args: ['', 'x'] }] } },
  ],
  ['{kind: Pod, apiVersion: v1, spec: {overhead: {cpu: null}}}', { spec: { overhead: { cpu: '0' } } }],
  [
    '{kind: PodDisruptionBudget, apiVersion: policy/v1, status: {disruptedPods: {a: null}}}',
    { status: { disruptedPods: { a: '0001-01-01T00:00:00Z' } } },
  ],
  // The metadata of every kind are one struct; the rest of a custom object keeps its nulls.
  [
    '{kind: X, apiVersion: x.io/v1, metadata: {labels: {a: null}, annotations: {a: null}, name: null}, a: null}',
    { metadata: { labels: { a: '' }, annotations: { a: '' } }, a: null },
  ],
  [
    '{kind: X, apiVersion: x.io/v1, metadata: {ownerReferences: [null], finalizers: [null], generateName: null}}',
    { metadata: { ownerReferences: [{}], finalizers: [''] } },
  ],
  ['{kind: HTTPRoute, apiVersion: gateway.networking.k8s.io/v1, metadata: {labels: null}}', { metadata: {} }],
  ['{kind: X, apiVersion: x.io/v1, metadata: null}', { metadata: {} }],
  // Free-form values keep theirs.
  ['{kind: ControllerRevision, apiVersion: apps/v1, data: {a: null}}', { data: { a: null } }],
])('%s', (yaml, expected) => {
  const { apiVersion, kind, ...rest } = decoded(yaml) as Record<string, unknown>;
  expect(rest).toEqual(expected);
});

test('custom and unknown kinds keep their nulls, and an object without nulls is not copied', () => {
  for (const yaml of [
    '{kind: X, apiVersion: x.io/v1, a: null, metadata: {labels: {}}}',
    '{kind: Pod, apiVersion: v1, spec: {}}',
  ]) {
    const object = parse(yaml);
    expect(decodeNulls(object, object)).toBe(object);
  }
});
