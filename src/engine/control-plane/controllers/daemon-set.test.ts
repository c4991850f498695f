import { describe, expect, test } from 'vitest';
import { nodeOf, resourcesOf, stateOf, testSpec } from '../../testing/index.ts';
import { NODES, settle } from './settle.fixture.ts';

type State = ReturnType<typeof stateOf>;

const agent = (
  spec = '',
  options: { readonly image?: string; readonly ready?: boolean; readonly more?: string } = {},
): string => `
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent}
spec:
  selector: {matchLabels: {app: agent}}
  ${options.more ?? ''}
  template:
    metadata: {labels: {app: agent}, annotations: {curlew.dev/ready: "${options.ready ?? true}"}}
    spec:
      containers: [{name: agent, image: "${options.image ?? 'agent:1'}"}]
      ${spec}
`;

const nodesOf = (state: State): readonly (string | undefined)[] =>
  state
    .list('Pod')
    .map(({ object }) => object.spec.nodeName)
    .sort();

function applied(state: State, yaml: string): State {
  return settle(state.apply(resourcesOf(yaml).map((resource) => ({ kind: 'put', resource }))));
}

describe('a DaemonSet', () => {
  test('makes a pod for each node that the scheduler can bind there only', () => {
    const state = settle(stateOf(NODES + agent()));
    expect(nodesOf(state)).toEqual(['worker-1', 'worker-2']);
    for (const pod of state.list('Pod')) {
      expect(pod.ref.name).toMatch(/^agent-[bcdfghjklmnpqrstvwxz2456789]{5}$/);
      expect(pod.object.metadata.labels?.['controller-revision-hash']).toMatch(/^[456789bcdf]{1,10}$/);
      expect(pod.object.spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution).toEqual({
        nodeSelectorTerms: [
          { matchFields: [{ key: 'metadata.name', operator: 'In', values: [pod.object.spec.nodeName] }] },
        ],
      });
    }
    expect(state.get('DaemonSet', 'agent', 'default')?.object.status).toEqual({
      currentNumberScheduled: 2,
      desiredNumberScheduled: 2,
      numberMisscheduled: 0,
      numberReady: 2,
      numberAvailable: 2,
      updatedNumberScheduled: 2,
    });
  });

  test('adds the tolerations of a daemon, the one for the network only with hostNetwork', () => {
    const tolerations = (yaml: string): readonly string[] =>
      settle(stateOf(NODES + yaml))
        .list('Pod')[0]
        ?.object.spec.tolerations?.map(({ key, effect }) => `${key}:${effect}`) ?? [];
    const usual = [
      'node.kubernetes.io/not-ready:NoExecute',
      'node.kubernetes.io/unreachable:NoExecute',
      'node.kubernetes.io/disk-pressure:NoSchedule',
      'node.kubernetes.io/memory-pressure:NoSchedule',
      'node.kubernetes.io/pid-pressure:NoSchedule',
      'node.kubernetes.io/unschedulable:NoSchedule',
    ];
    expect(tolerations(agent())).toEqual(usual);
    expect(tolerations(agent('hostNetwork: true'))).toEqual([
      ...usual,
      'node.kubernetes.io/network-unavailable:NoSchedule',
    ]);
  });

  test.each([
    { rule: 'a node selector', spec: 'nodeSelector: {disk: ssd}', expected: ['worker-1'] },
    { rule: 'a node selector that no node fits', spec: 'nodeSelector: {disk: hdd}', expected: [] },
    { rule: 'a node name', spec: 'nodeName: worker-2', expected: ['worker-2'] },
    {
      rule: 'required node affinity',
      spec: 'affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: disk, operator: DoesNotExist}]}]}}}',
      expected: ['worker-2'],
    },
    {
      rule: 'a toleration of the control plane',
      spec: 'tolerations: [{operator: Exists}]',
      expected: ['control-plane', 'worker-1', 'worker-2'],
    },
    {
      rule: 'an empty term of node affinity',
      spec: 'affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{}]}}}',
      expected: [],
    },
    {
      rule: 'a toleration of another effect',
      spec: 'tolerations: [{operator: Exists, effect: NoExecute}]',
      expected: ['worker-1', 'worker-2'],
    },
  ])('$rule chooses the nodes', ({ spec, expected }) => {
    expect(nodesOf(settle(stateOf(NODES + agent(spec))))).toEqual(expected);
  });

  test.each([
    {
      rule: 'a new template replaces every pod',
      change: agent('', { image: 'agent:2' }),
      expected: ['agent:2', 'agent:2'],
    },
    {
      rule: 'OnDelete replaces none',
      change: agent('', { image: 'agent:2', more: 'updateStrategy: {type: OnDelete}' }),
      expected: ['agent:1', 'agent:1'],
    },
    {
      rule: 'an update that never becomes ready stops at maxUnavailable',
      change: agent('', { image: 'agent:2', ready: false }),
      expected: ['agent:1', 'agent:2'],
    },
  ])('$rule', ({ change, expected }) => {
    const state = applied(settle(stateOf(NODES + agent())), change);
    expect(
      state
        .list('Pod')
        .map(({ object }) => object.spec.containers[0]?.image)
        .sort(),
    ).toEqual(expected);
  });

  test('goes to a node whose taint only prefers others', () => {
    const preferred = NODES.replace('effect: NoSchedule', 'effect: PreferNoSchedule');
    expect(nodesOf(settle(stateOf(preferred + agent())))).toContain('control-plane');
  });

  test('adopts pods, keeps one for each node, and replaces one that has ended', () => {
    const bare = (name: string, node: string, phase: string): string => `
---
apiVersion: v1
kind: Pod
metadata: {name: ${name}, labels: {app: agent}}
spec: {nodeName: ${node}, containers: []}
status: {phase: ${phase}}
`;
    const dump =
      bare('one', 'worker-1', 'Running') + bare('two', 'worker-1', 'Running') + bare('ended', 'worker-2', 'Failed');
    const state = settle(stateOf(NODES + agent() + dump));
    expect(nodesOf(state)).toEqual(['worker-1', 'worker-2']);
    expect(state.get('Pod', 'one', 'default')).toBeDefined();
    expect(state.get('Pod', 'ended', 'default')).toBeUndefined();
  });

  test('takes its pod from a node that no longer fits', () => {
    const state = applied(settle(stateOf(NODES + agent())), agent('nodeSelector: {disk: ssd}'));
    expect(nodesOf(state)).toEqual(['worker-1']);
  });

  test('keeps its pod on a node that is down', () => {
    const before = settle(stateOf(NODES + agent()));
    const nodes = testSpec.nodes.map((node) => (node.name === 'worker-1' ? nodeOf({ ...node, up: false }) : node));
    const state = settle(before.withSpec({ ...testSpec, nodes }));
    expect(state.list('Pod').map(({ ref }) => ref)).toEqual(before.list('Pod').map(({ ref }) => ref));
    expect(state.list('Pod').every(({ object }) => object.metadata.deletionTimestamp === undefined)).toBe(true);
    expect(state.get('DaemonSet', 'agent', 'default')?.object.status).toMatchObject({
      desiredNumberScheduled: 1,
      numberMisscheduled: 1,
    });
  });
});
