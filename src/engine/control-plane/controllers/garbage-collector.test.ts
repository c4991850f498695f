import { describe, expect, test } from 'vitest';
import { resourcesOf, stateOf } from '../../testing/index.ts';
import { NODES, settle } from './settle.fixture.ts';

const WEB = `
apiVersion: v1
kind: Namespace
metadata: {name: shop, labels: {team: a}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec: {replicas: 2, selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: []}}}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {selector: {app: web}, ports: [{port: 80}]}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: kept}
`;

describe('deletion', () => {
  const settled = settle(stateOf(NODES + WEB));

  test('of a Deployment takes its ReplicaSets and pods along', () => {
    expect([settled.list('ReplicaSet').length, settled.list('Pod').length]).toEqual([1, 2]);
    const state = settle(
      settled.apply([{ kind: 'delete', ref: { kind: 'Deployment', namespace: 'shop', name: 'web' } }]),
    );
    expect([...state.list('ReplicaSet'), ...state.list('Pod')]).toEqual([]);
    expect(state.list('EndpointSlice')[0]?.object.endpoints).toEqual([]);
  });

  test('of a namespace, when it is Terminating, takes all that is in it along and nothing else', () => {
    const yaml = '{apiVersion: v1, kind: Namespace, metadata: {name: shop, deletionTimestamp: "2024-01-01T00:00:00Z"}}';
    const state = settle(settled.apply(resourcesOf(yaml).map((resource) => ({ kind: 'put', resource }))));
    expect(state.list('Namespace')).toEqual([]);
    expect(state.kinds()).toEqual(['ConfigMap', 'Node']);
  });

  test('never reaches a pod of the manifests whose owner is not among them', () => {
    const dump = `
apiVersion: v1
kind: Pod
metadata:
  name: web-5d4f8c7b9d-x2k4p
  ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: web-5d4f8c7b9d, uid: x, controller: true}]
spec: {containers: []}
`;
    expect(settle(stateOf(NODES + dump)).list('Pod')).toHaveLength(1);
  });
});

test('a namespace has a label with its name', () => {
  const state = settle(stateOf(WEB));
  expect(state.get('Namespace', 'shop')?.object.metadata.labels).toEqual({
    team: 'a',
    'kubernetes.io/metadata.name': 'shop',
  });
});
