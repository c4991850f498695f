import { describe, expect, test } from 'vitest';
import { resourcesOf, stateOf } from '../../testing/index.ts';
import { NODES, settle } from './settle.fixture.ts';

const POD = /^web-[456789bcdf]{1,10}-[bcdfghjklmnpqrstvwxz2456789]{5}$/;

function web(
  options: {
    readonly replicas?: number;
    readonly image?: string;
    readonly ready?: boolean;
    readonly more?: string;
  } = {},
): string {
  const { replicas = 4, image = 'nginx:1', ready = true, more = '' } = options;
  return `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, annotations: {team: shop}}
spec:
  replicas: ${replicas}
  selector: {matchLabels: {app: web}}
  ${more}
  template:
    metadata: {labels: {app: web}, annotations: {curlew.dev/ready: "${ready}"}}
    spec: {containers: [{name: web, image: "${image}"}]}
`;
}

type State = ReturnType<typeof stateOf>;

function applied(state: State, yaml: string): State {
  return settle(state.apply(resourcesOf(yaml).map((resource) => ({ kind: 'put', resource }))));
}

/** Image and number of pods of each ReplicaSet, by revision. */
function sizes(state: State): readonly string[] {
  return state
    .list('ReplicaSet')
    .map(({ object }) => {
      const revision = object.metadata.annotations?.['deployment.kubernetes.io/revision'];
      return `${revision}: ${object.spec.replicas} ${object.spec.template.spec.containers[0]?.image}`;
    })
    .sort();
}

describe('a Deployment', () => {
  test('makes a ReplicaSet and pods whose names tell where they come from', () => {
    const state = settle(stateOf(NODES + web()));
    const pods = state.list('Pod');
    expect(pods).toHaveLength(4);
    for (const pod of pods) {
      expect(pod.ref.name).toMatch(POD);
      expect(pod.object.metadata.labels).toEqual({
        app: 'web',
        'pod-template-hash': expect.stringMatching(/^[456789bcdf]+$/),
      });
      expect(pod.origin).toMatchObject({ kind: 'derived', by: 'replicaset-controller', owner: { kind: 'ReplicaSet' } });
      expect(state.locate(pod.ref, ['spec'])).toEqual(
        state.locate({ kind: 'Deployment', namespace: 'default', name: 'web' }, ['spec', 'template', 'spec']),
      );
    }
    const [replicaSet] = state.list('ReplicaSet');
    expect(replicaSet?.ref.name).toBe(`web-${replicaSet?.object.metadata.labels?.['pod-template-hash']}`);
    expect(replicaSet?.object.metadata.annotations).toMatchObject({
      team: 'shop',
      'deployment.kubernetes.io/desired-replicas': '4',
      'deployment.kubernetes.io/max-replicas': '5',
    });
    expect(replicaSet?.object.metadata.ownerReferences).toMatchObject([
      { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', controller: true, blockOwnerDeletion: true },
    ]);
  });

  test('reports what its pods are', () => {
    const status = settle(stateOf(NODES + web())).get('Deployment', 'web', 'default')?.object.status;
    expect(status).toMatchObject({ replicas: 4, readyReplicas: 4, availableReplicas: 4, updatedReplicas: 4 });
    expect(status?.unavailableReplicas).toBeUndefined();
    expect(status?.conditions?.map(({ type, status: is, reason }) => `${type}=${is} ${reason}`)).toEqual([
      'Available=True MinimumReplicasAvailable',
      'Progressing=True NewReplicaSetAvailable',
    ]);
  });

  test('is not available while its pods are not ready', () => {
    const status = settle(stateOf(NODES + web({ ready: false }))).get('Deployment', 'web', 'default')?.object.status;
    expect(status).toMatchObject({ replicas: 4, unavailableReplicas: 4, updatedReplicas: 4 });
    expect(status?.readyReplicas).toBeUndefined();
    expect(status?.conditions?.[0]).toMatchObject({
      type: 'Available',
      status: 'False',
      reason: 'MinimumReplicasUnavailable',
    });
  });

  test.each([
    {
      rule: 'a new template replaces every pod',
      change: web({ image: 'nginx:2' }),
      expected: ['1: 0 nginx:1', '2: 4 nginx:2'],
    },
    { rule: 'another size keeps the ReplicaSet', change: web({ replicas: 6 }), expected: ['1: 6 nginx:1'] },
    { rule: 'size zero keeps the ReplicaSet', change: web({ replicas: 0 }), expected: ['1: 0 nginx:1'] },
    {
      rule: 'a rollout whose pods never become ready stops inside maxSurge and maxUnavailable',
      change: web({ image: 'nginx:2', ready: false }),
      expected: ['1: 3 nginx:1', '2: 2 nginx:2'],
    },
    {
      rule: 'Recreate takes the old pods away though the new ones never become ready',
      change: web({ image: 'nginx:2', ready: false, more: 'strategy: {type: Recreate}' }),
      expected: ['1: 0 nginx:1', '2: 4 nginx:2'],
    },
    {
      rule: 'a paused Deployment rolls nothing out',
      change: web({ image: 'nginx:2', more: 'paused: true' }),
      expected: ['1: 4 nginx:1'],
    },
    {
      rule: 'a paused Deployment still scales',
      change: web({ image: 'nginx:2', replicas: 2, more: 'paused: true' }),
      expected: ['1: 2 nginx:1'],
    },
    {
      rule: 'history is limited',
      change: web({ image: 'nginx:2', more: 'revisionHistoryLimit: 0' }),
      expected: ['2: 4 nginx:2'],
    },
  ])('$rule', ({ change, expected }) => {
    const state = applied(settle(stateOf(NODES + web())), change);
    expect(sizes(state)).toEqual(expected);
    const total = expected.reduce((sum, line) => sum + Number(line.split(' ')[1]), 0);
    expect(state.list('Pod')).toHaveLength(total);
  });

  test('an old ReplicaSet that still has pods is kept whatever the limit of the history', () => {
    const change = web({ image: 'nginx:2', ready: false, more: 'revisionHistoryLimit: 0' });
    expect(sizes(applied(settle(stateOf(NODES + web())), change))).toEqual(['1: 3 nginx:1', '2: 2 nginx:2']);
  });

  test('takes another name where its own is taken by a ReplicaSet of somebody else', () => {
    const [own] = settle(stateOf(NODES + web())).list('ReplicaSet');
    const foreign = `
---
apiVersion: apps/v1
kind: ReplicaSet
metadata: {name: ${own?.ref.name}}
spec: {replicas: 0, selector: {matchLabels: {app: x}}, template: {metadata: {labels: {app: x}}, spec: {containers: []}}}
`;
    const names = settle(stateOf(NODES + web() + foreign))
      .list('ReplicaSet')
      .map(({ ref }) => ref.name);
    expect(names).toHaveLength(2);
    expect(names).toContain(own?.ref.name);
  });

  test('a return to an old template brings its ReplicaSet back as a new revision', () => {
    const first = settle(stateOf(NODES + web()));
    const back = applied(applied(first, web({ image: 'nginx:2' })), web());
    expect(sizes(back)).toEqual(['2: 0 nginx:2', '3: 4 nginx:1']);
    expect(back.get('Deployment', 'web', 'default')?.object.metadata.annotations).toMatchObject({
      'deployment.kubernetes.io/revision': '3',
    });
  });

  test('adopts a ReplicaSet of its template that nobody owns, whatever its name', () => {
    const orphan = `
---
apiVersion: apps/v1
kind: ReplicaSet
metadata: {name: web-5d4f8c7b9d, labels: {app: web, pod-template-hash: 5d4f8c7b9d}}
spec:
  replicas: 1
  selector: {matchLabels: {app: web, pod-template-hash: 5d4f8c7b9d}}
  template:
    metadata: {labels: {app: web, pod-template-hash: 5d4f8c7b9d}, annotations: {curlew.dev/ready: "true"}}
    spec: {containers: [{name: web, image: "nginx:1"}]}
`;
    const state = settle(stateOf(NODES + web() + orphan));
    expect(state.list('ReplicaSet').map(({ ref }) => ref.name)).toEqual(['web-5d4f8c7b9d']);
    expect(state.list('Pod')).toHaveLength(4);
  });
});
