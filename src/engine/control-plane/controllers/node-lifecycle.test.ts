import { describe, expect, test } from 'vitest';
import { isReady, isTerminating, put } from '../../model/index.ts';
import { nodeOf, stateOf, testSpec } from '../../testing/index.ts';
import { podGarbageCollector } from './pod-garbage-collector.ts';
import { NODES, settle } from './settle.fixture.ts';

type State = ReturnType<typeof stateOf>;

const WEB = `
apiVersion: apps/v1
kind: ReplicaSet
metadata: {name: web}
spec: {replicas: 2, selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: []}}}
---
`;

const bare = (name: string, spec: string): string => `
apiVersion: v1
kind: Pod
metadata: {name: ${name}}
spec: {containers: [], ${spec}}
---
`;

const withDown = (...names: readonly string[]): typeof testSpec => ({
  ...testSpec,
  nodes: testSpec.nodes.map((node) => (names.includes(node.name) ? nodeOf({ ...node, up: false }) : node)),
});

/** `worker-1 ready` or `worker-1 terminating` for each pod. */
function pods(state: State): readonly string[] {
  return state
    .list('Pod')
    .map(({ object }) => {
      const how = isTerminating(object) ? 'terminating' : isReady(object) ? 'ready' : 'unready';
      return `${object.spec.nodeName} ${how}`;
    })
    .sort();
}

const taints = (state: State, node: string): readonly string[] =>
  (state.get('Node', node)?.object.spec?.taints ?? []).map(({ key, effect }) => `${key}:${effect}`);

describe('a node that is down', () => {
  const before = settle(stateOf(NODES + WEB));
  const down = settle(before.withSpec(withDown('worker-1')));

  test('is unreachable', () => {
    expect(down.get('Node', 'worker-1')?.object.status?.conditions).toEqual([
      {
        type: 'Ready',
        status: 'Unknown',
        reason: 'NodeStatusUnknown',
        message: 'Kubelet stopped posting node status.',
      },
    ]);
    expect(taints(down, 'worker-1')).toEqual([
      'node.kubernetes.io/unreachable:NoSchedule',
      'node.kubernetes.io/unreachable:NoExecute',
    ]);
    expect(taints(down, 'worker-2')).toEqual([]);
  });

  test('keeps its pods Terminating, and a ReplicaSet replaces them elsewhere', () => {
    expect(pods(before)).toEqual(['worker-1 ready', 'worker-2 ready']);
    expect(pods(down)).toEqual(['worker-1 terminating', 'worker-2 ready', 'worker-2 ready']);
    expect(down.list('Pod').filter(({ object }) => isTerminating(object) && isReady(object))).toEqual([]);
  });

  test('has no such pods and no taints once it is back', () => {
    const back = settle(down.withSpec(testSpec));
    expect(pods(back)).toEqual(['worker-2 ready', 'worker-2 ready']);
    expect(taints(back, 'worker-1')).toEqual([]);
    expect(back.get('Node', 'worker-1')?.object.status?.conditions).toMatchObject([{ type: 'Ready', status: 'True' }]);
  });

  test('evicts nobody if every node is down', () => {
    const dark = settle(before.withSpec(withDown('control-plane', 'worker-1', 'worker-2')));
    expect(taints(dark, 'worker-1')).toEqual(['node.kubernetes.io/unreachable:NoSchedule']);
    expect(pods(dark)).toEqual(['worker-1 unready', 'worker-2 unready']);
  });

  test.each([
    {
      rule: 'a pod that tolerates the taint for ever stays',
      tolerations: '{key: node.kubernetes.io/unreachable, operator: Exists}',
      expected: 'worker-1 unready',
    },
    {
      rule: 'a pod that tolerates it for a while goes',
      tolerations: '{key: node.kubernetes.io/unreachable, operator: Exists, tolerationSeconds: 300}',
      expected: 'worker-1 terminating',
    },
    {
      rule: 'a pod that tolerates another taint goes',
      tolerations: '{key: other, operator: Exists}',
      expected: 'worker-1 terminating',
    },
  ])('$rule', ({ tolerations, expected }) => {
    const yaml = NODES + bare('one', `nodeName: worker-1, tolerations: [${tolerations}]`);
    expect(pods(settle(settle(stateOf(yaml)).withSpec(withDown('worker-1'))))).toEqual([expected]);
  });

  test('keeps the pods of a Deployment that is deleted, until it is back', () => {
    const orphaned = settle(
      down.apply([{ kind: 'delete', ref: { kind: 'ReplicaSet', namespace: 'default', name: 'web' } }]),
    );
    expect(pods(orphaned)).toEqual(['worker-1 terminating']);
    expect(pods(settle(orphaned.withSpec(testSpec)))).toEqual([]);
  });
});

describe('zones', () => {
  const zoned = (a: number, b: number): string =>
    ['a', 'b']
      .flatMap((zone) =>
        Array.from({ length: zone === 'a' ? a : b }, (_, index) => ({ zone, name: `${zone}${index}` })),
      )
      .map(
        ({ zone, name }) =>
          `{apiVersion: v1, kind: Node, metadata: {name: ${name}, labels: {topology.kubernetes.io/zone: ${zone}}}}\n---\n`,
      )
      .join('');
  test.each([
    { rule: 'a zone evicts while few of its nodes are down', a: 6, down: 3, evicts: true },
    { rule: 'a small zone stops when most of its nodes are down', a: 6, down: 4, evicts: false },
    { rule: 'two nodes are never most', a: 3, down: 2, evicts: true },
    { rule: 'a large zone goes on, slowly', a: 60, down: 40, evicts: true },
    { rule: 'a zone that is down as a whole evicts', a: 6, down: 6, evicts: true },
  ])('$rule', ({ a, down, evicts }) => {
    const nodes = Array.from({ length: a }, (_, index) => nodeOf({ name: `a${index}`, up: index >= down }));
    const state = settle(stateOf(zoned(a, 1), { ...testSpec, nodes }));
    expect(taints(state, 'a0').includes('node.kubernetes.io/unreachable:NoExecute')).toBe(evicts);
  });
});

describe('pods that no kubelet will end', () => {
  test('on a node that is not there are deleted, and this is said', () => {
    const state = stateOf(NODES + bare('lost', 'nodeName: nowhere') + bare('kept', 'nodeName: worker-1'));
    expect(
      settle(state)
        .list('Pod')
        .map(({ ref }) => ref.name),
    ).toEqual(['kept']);
    expect(podGarbageCollector.reconcile(state).diagnostics).toMatchObject([
      { code: 'pod-on-missing-node', severity: 'warning', about: { name: 'lost' }, at: { file: 'test.yaml' } },
    ]);
  });

  test('that are Terminating before they were bound are deleted', () => {
    const metadata = 'metadata: {name: late, deletionTimestamp: "2023-01-01T00:00:00Z"}';
    const yaml = bare('late', 'schedulerName: nobody').replace('metadata: {name: late}', metadata);
    expect(settle(stateOf(NODES + yaml)).list('Pod')).toEqual([]);
    expect(settle(stateOf(NODES + bare('late', 'schedulerName: nobody'))).list('Pod')).toHaveLength(1);
  });

  test('on a node that is out of service are deleted', () => {
    const before = settle(stateOf(NODES + WEB));
    const down = settle(before.withSpec(withDown('worker-1')));
    const node = down.get('Node', 'worker-1');
    if (node === undefined) throw new Error('no node');
    const out = { key: 'node.kubernetes.io/out-of-service', value: 'nodeshutdown', effect: 'NoExecute' };
    const spec = { ...node.object.spec, taints: [...(node.object.spec?.taints ?? []), out] };
    const state = settle(down.apply([put(node, { ...node.object, spec })]));
    expect(pods(state)).toEqual(['worker-2 ready', 'worker-2 ready']);
  });
});

test('a NoExecute taint of a node that is up deletes the pods that do not tolerate it', () => {
  const tainted = NODES.replace('{name: worker-1, labels', '{name: worker-1, annotations: {}, labels').replace(
    'disk: ssd}}',
    'disk: ssd}}\nspec: {taints: [{key: broken, effect: NoExecute}]}',
  );
  const yaml =
    bare('goes', 'nodeName: worker-1') +
    bare('stays', 'nodeName: worker-1, tolerations: [{key: broken, operator: Exists}]');
  expect(
    settle(stateOf(tainted + yaml))
      .list('Pod')
      .map(({ ref }) => ref.name),
  ).toEqual(['stays']);
});

test('a template that names a node that is down gets one pod there that never starts, and no row of them', () => {
  const pinned = WEB.replace('replicas: 2', 'replicas: 1').replace(
    'containers: []',
    'nodeName: worker-1, containers: []',
  );
  const before = settle(stateOf(NODES + pinned));
  expect(pods(before)).toEqual(['worker-1 ready']);
  const after = settle(before.withSpec(withDown('worker-1')));
  expect(pods(after)).toEqual(['worker-1 terminating', 'worker-1 unready']);
});
