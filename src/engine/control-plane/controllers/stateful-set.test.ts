import { describe, expect, test } from 'vitest';
import { nodeOf, resourcesOf, stateOf, testSpec } from '../../testing/index.ts';
import { NODES, settle } from './settle.fixture.ts';

type State = ReturnType<typeof stateOf>;

const db = (replicas: number, more = '', image = 'db:1', annotations = '{}'): string => `
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  replicas: ${replicas}
  serviceName: db-peers
  selector: {matchLabels: {app: db}}
  ${more}
  template:
    metadata: {labels: {app: db}, annotations: ${annotations}}
    spec: {containers: [{name: db, image: "${image}"}], volumes: [{name: data, emptyDir: {}}, {name: tmp, emptyDir: {}}]}
  volumeClaimTemplates: [{metadata: {name: data}, spec: {}}]
`;

const names = (state: State): readonly string[] => state.list('Pod').map(({ ref }) => ref.name);
const images = (state: State): readonly (string | undefined)[] =>
  state.list('Pod').map(({ object }) => object.spec.containers[0]?.image);

function applied(state: State, yaml: string): State {
  return settle(state.apply(resourcesOf(yaml).map((resource) => ({ kind: 'put', resource }))));
}

function marked(state: State, name: string, ready: boolean): State {
  const pod = state.get('Pod', name, 'default');
  if (pod === undefined) throw new Error(`no pod ${name}`);
  const annotations = { 'curlew.dev/ready': String(ready) };
  const object = { ...pod.object, metadata: { ...pod.object.metadata, annotations } };
  return settle(state.apply([{ kind: 'put', resource: { ...pod, object } }]));
}

describe('a StatefulSet', () => {
  test('gives its pods a name, a host name and the domain of its Service', () => {
    const state = settle(stateOf(NODES + db(3)));
    expect(names(state)).toEqual(['db-0', 'db-1', 'db-2']);
    const second = state.get('Pod', 'db-1', 'default')?.object;
    expect(second?.spec).toMatchObject({
      hostname: 'db-1',
      subdomain: 'db-peers',
      volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data-db-1' } }, { name: 'tmp' }],
    });
    expect(second?.metadata.labels).toEqual({
      app: 'db',
      'statefulset.kubernetes.io/pod-name': 'db-1',
      'apps.kubernetes.io/pod-index': '1',
      'controller-revision-hash': expect.stringMatching(/^db-[456789bcdf]{1,10}$/),
    });
    expect(state.get('StatefulSet', 'db', 'default')?.object.status).toMatchObject({
      replicas: 3,
      readyReplicas: 3,
      updatedReplicas: 3,
      currentReplicas: 3,
    });
  });

  test.each([
    { rule: 'ordinals may start elsewhere', yaml: db(2, 'ordinals: {start: 5}'), expected: ['db-5', 'db-6'] },
    {
      rule: 'a pod that is not ready blocks the next',
      yaml: db(3, '', 'db:1', '{curlew.dev/ready: "false"}'),
      expected: ['db-0'],
    },
    {
      rule: 'with Parallel it blocks nothing',
      yaml: db(3, 'podManagementPolicy: Parallel', 'db:1', '{curlew.dev/ready: "false"}'),
      expected: ['db-0', 'db-1', 'db-2'],
    },
  ])('$rule', ({ yaml, expected }) => {
    expect(names(settle(stateOf(NODES + yaml)))).toEqual(expected);
  });

  test.each([
    { rule: 'scaling down takes the highest ordinals', unready: [], replicas: 1, expected: ['db-0'] },
    {
      rule: 'a low pod that is not ready blocks scaling down',
      unready: ['db-0'],
      replicas: 1,
      expected: ['db-0', 'db-1', 'db-2', 'db-3'],
    },
    {
      rule: 'the highest pod goes though it is not ready',
      unready: ['db-3'],
      replicas: 3,
      expected: ['db-0', 'db-1', 'db-2'],
    },
    { rule: 'the only pod that is not ready goes in its turn', unready: ['db-2'], replicas: 1, expected: ['db-0'] },
    {
      rule: 'of two such pods the higher waits for the lower',
      unready: ['db-1', 'db-3'],
      replicas: 1,
      expected: ['db-0', 'db-1', 'db-2', 'db-3'],
    },
    {
      rule: 'a pod that is not ready blocks scaling up',
      unready: ['db-0'],
      replicas: 6,
      expected: ['db-0', 'db-1', 'db-2', 'db-3'],
    },
  ])('$rule', ({ unready, replicas, expected }) => {
    const four = settle(stateOf(NODES + db(4)));
    const state = unready.reduce((each, name) => marked(each, name, false), four);
    expect(names(applied(state, db(replicas)))).toEqual(expected);
  });

  test.each([
    { rule: 'a new template replaces every pod', more: '', annotations: '{}', expected: ['db:2', 'db:2', 'db:2'] },
    {
      rule: 'a partition keeps the pods below it',
      more: 'updateStrategy: {rollingUpdate: {partition: 2}}',
      annotations: '{}',
      expected: ['db:1', 'db:1', 'db:2'],
    },
    {
      rule: 'OnDelete replaces none',
      more: 'updateStrategy: {type: OnDelete}',
      annotations: '{}',
      expected: ['db:1', 'db:1', 'db:1'],
    },
    {
      rule: 'an update that never becomes ready stops at the first pod',
      more: '',
      annotations: '{curlew.dev/ready: "false"}',
      expected: ['db:1', 'db:1', 'db:2'],
    },
  ])('$rule', ({ more, annotations, expected }) => {
    const state = applied(settle(stateOf(NODES + db(3))), db(3, more, 'db:2', annotations));
    expect(images(state)).toEqual(expected);
  });

  test('leaves the pods of a cluster dump as they are, though their revision is a real one', () => {
    const dump = `
---
apiVersion: v1
kind: Pod
metadata:
  name: db-0
  labels: {app: db, controller-revision-hash: db-7c9f6d5b4}
  ownerReferences: [{apiVersion: apps/v1, kind: StatefulSet, name: db, uid: x, controller: true}]
spec: {containers: [{name: db, image: "db:0"}]}
`;
    expect(images(settle(stateOf(NODES + db(2) + dump)))).toEqual(['db:0', 'db:1']);
  });

  test('cannot replace a pod on a node that is down', () => {
    const parallel = 'podManagementPolicy: Parallel';
    const nodes = testSpec.nodes.map((each) => nodeOf({ ...each, up: false }));
    const dark = settle(settle(stateOf(NODES + db(1, parallel))).withSpec({ ...testSpec, nodes }));
    const state = applied(dark, db(1, parallel, 'db:2'));
    expect(images(state)).toEqual(['db:1']);
    expect(state.get('Pod', 'db-0', 'default')?.object.metadata.deletionTimestamp).toBeDefined();
  });

  test('waits for a pod on a node that is down, which stays Terminating', () => {
    const before = settle(stateOf(NODES + db(2)));
    const node = before.get('Pod', 'db-0', 'default')?.object.spec.nodeName ?? '';
    const nodes = testSpec.nodes.map((each) => (each.name === node ? nodeOf({ ...each, up: false }) : each));
    const down = settle(before.withSpec({ ...testSpec, nodes }));
    expect(down.get('Pod', 'db-0', 'default')?.object.metadata.deletionTimestamp).toBeDefined();
    expect(down.get('Pod', 'db-0', 'default')?.object.spec.nodeName).toBe(node);
    const back = settle(down.withSpec(testSpec));
    expect(names(back)).toEqual(['db-0', 'db-1']);
    expect(back.get('Pod', 'db-0', 'default')?.object.metadata.deletionTimestamp).toBeUndefined();
  });
});
