import { describe, expect, test } from 'vitest';
import type { KubernetesObject } from '../../model/index.ts';
import { resourcesOf, stateOf, testSpec } from '../../testing/index.ts';
import { NODES, settle } from './settle.fixture.ts';

type State = ReturnType<typeof stateOf>;

const rs = (replicas: number, name = 'web'): string => `
apiVersion: apps/v1
kind: ReplicaSet
metadata: {name: ${name}}
spec:
  replicas: ${replicas}
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: nginx}]}
---
`;

const pod = (name: string, rest = ''): string => `
apiVersion: v1
kind: Pod
metadata: {name: ${name}, labels: {app: web}${rest}}
spec: {containers: [{name: web, image: nginx}]}
---
`;

const names = (state: State): readonly string[] => state.list('Pod').map(({ ref }) => ref.name);

function applied(state: State, yaml: string): State {
  return settle(state.apply(resourcesOf(yaml).map((resource) => ({ kind: 'put', resource }))));
}

describe('a ReplicaSet', () => {
  test('names its pods after itself, each in its own way', () => {
    const state = settle(stateOf(NODES + rs(20)));
    expect(new Set(names(state)).size).toBe(20);
    for (const name of names(state)) expect(name).toMatch(/^web-[bcdfghjklmnpqrstvwxz2456789]{5}$/);
    expect(state.get('ReplicaSet', 'web', 'default')?.object.status).toEqual({
      replicas: 20,
      fullyLabeledReplicas: 20,
      readyReplicas: 20,
      availableReplicas: 20,
    });
  });

  test('cuts a long name to 58 characters', () => {
    const name = 'a'.repeat(70);
    const [made] = settle(stateOf(NODES + rs(1, name))).list('Pod');
    expect(made?.ref.name).toHaveLength(63);
  });

  test.each([
    { rule: 'a matching pod that nobody controls is adopted', orphan: pod('mine'), adopted: true },
    {
      rule: 'a Terminating pod is not',
      orphan: pod('mine', ', deletionTimestamp: "2024-01-01T00:00:00Z", finalizers: [x]'),
      adopted: false,
    },
    {
      rule: 'a pod of another controller is not',
      orphan: pod(
        'mine',
        ', ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: gone, uid: x, controller: true}]',
      ),
      adopted: false,
    },
  ])('$rule', ({ orphan, adopted }) => {
    const state = settle(stateOf(NODES + rs(2) + orphan));
    const owned = state.ownedBy('Pod', { kind: 'ReplicaSet', namespace: 'default', name: 'web' });
    expect(owned).toHaveLength(2);
    expect(owned.some(({ ref }) => ref.name === 'mine')).toBe(adopted);
  });

  test('releases a pod that loses its label, and makes another', () => {
    const before = settle(stateOf(NODES + rs(2)));
    const [first] = before.list('Pod');
    if (first === undefined) throw new Error('no pod');
    const metadata = { ...first.object.metadata, labels: { app: 'quarantine' } };
    const state = settle(
      before.apply([{ kind: 'put', resource: { ...first, object: { ...first.object, metadata } } }]),
    );
    expect(names(state)).toHaveLength(3);
    expect(state.get('Pod', first.ref.name, 'default')?.object.metadata.ownerReferences).toEqual([]);
  });

  test.each([
    {
      rule: 'a pod that is not scheduled goes first',
      patch: { spec: { containers: [], schedulerName: 'nobody' }, status: { phase: 'Pending' } },
    },
    {
      rule: 'a pod that is not ready goes first',
      patch: { metadata: { annotations: { 'curlew.dev/ready': 'false' } } },
    },
    {
      rule: 'a cheap pod goes first',
      patch: { metadata: { annotations: { 'controller.kubernetes.io/pod-deletion-cost': '-5' } } },
    },
  ])('on scaling down, $rule', ({ patch }) => {
    const before = settle(stateOf(NODES + rs(4)));
    for (const victim of before.list('Pod')) {
      const object: KubernetesObject = {
        ...victim.object,
        ...patch,
        metadata: { ...victim.object.metadata, ...patch.metadata },
      };
      const marked = settle(before.apply([{ kind: 'put', resource: { ...victim, object } }]));
      const state = applied(marked, rs(3));
      expect(names(state)).toEqual(names(before).filter((name) => name !== victim.ref.name));
    }
  });

  test('on scaling down, a pod on a crowded node goes first', () => {
    const three = settle(stateOf(NODES + rs(3)));
    const nodes = applied(three, rs(2))
      .list('Pod')
      .map(({ object }) => object.spec.nodeName);
    expect(nodes.sort()).toEqual(['worker-1', 'worker-2']);
  });

  test('on scaling down, the pods of a dump go by their age', () => {
    const dump =
      pod('old', ', creationTimestamp: "2023-01-01T00:00:00Z"') +
      pod('new', ', creationTimestamp: "2024-01-01T00:00:00Z"');
    expect(names(settle(stateOf(NODES + rs(1) + dump)))).toEqual(['old']);
  });

  test('on scaling down, the pods made last go first', () => {
    const three = settle(stateOf(NODES + rs(3)));
    const six = applied(three, rs(6));
    expect(names(applied(six, rs(4)))).toEqual(expect.arrayContaining([...names(three)]));
  });

  test('a pod that its node refused is not replaced without an end; one that had ended before is', () => {
    const failed = settle(stateOf(NODES + rs(2)));
    const [victim] = failed.list('Pod');
    if (victim === undefined) throw new Error('no pod');
    const object = { ...victim.object, status: { phase: 'Failed' } };
    const derived = settle(failed.apply([{ kind: 'put', resource: { ...victim, object } }]));
    expect(derived.list('Pod')).toHaveLength(2);
    const owner = ', ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: web, uid: x, controller: true}]';
    const dump = pod('old', owner).replace('spec:', 'status: {phase: Failed}\nspec:');
    expect(settle(stateOf(NODES + rs(2) + dump)).list('Pod')).toHaveLength(3);
  });

  test('a ReplicationController does the same, with the labels of its template where it has no selector', () => {
    const yaml = `
apiVersion: v1
kind: ReplicationController
metadata: {name: web}
spec: {replicas: 3, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: nginx}]}}}
`;
    const state = settle(stateOf(NODES + yaml, testSpec));
    expect(state.list('Pod').map(({ origin }) => origin)).toMatchObject(
      Array.from({ length: 3 }, () => ({
        by: 'replicationcontroller-controller',
        owner: { kind: 'ReplicationController' },
      })),
    );
    expect(state.get('ReplicationController', 'web', 'default')?.object.status?.readyReplicas).toBe(3);
  });
});
