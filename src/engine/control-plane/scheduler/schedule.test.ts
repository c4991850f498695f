import { describe, expect, test } from 'vitest';
import { nodeOf, stateOf, testSpec } from '../../testing/index.ts';
import { schedule } from './schedule.ts';

function node(name: string, allocatable = 'cpu: "2", memory: 4Gi, pods: "10"', rest = ''): string {
  return `{kind: Node, metadata: {name: ${name}}, status: {allocatable: {${allocatable}}}${rest}}\n---\n`;
}

function pod(name: string, spec = '', metadata = ''): string {
  return `{kind: Pod, metadata: {name: ${name}${metadata}}, spec: {containers: [{name: c}]${spec}}}\n---\n`;
}

function cpu(amount: string): string {
  return `, containers: [{name: c, resources: {requests: {cpu: ${amount}}}}]`;
}

function asking(name: string, amount: string, more = ''): string {
  return `{kind: Pod, metadata: {name: ${name}}, spec: {${cpu(amount).slice(2)}${more}}}\n---\n`;
}

function scheduled(yaml: string, spec = testSpec) {
  const state = stateOf(yaml, spec);
  const { changes, diagnostics } = schedule(state);
  const after = state.apply(changes);
  return {
    changes,
    diagnostics,
    after,
    nodes: Object.fromEntries(after.list('Pod').map(({ ref, object }) => [ref.name, object.spec.nodeName])),
    condition: (name: string) => after.get('Pod', name, 'default')?.object.status?.conditions?.[0],
  };
}

describe('which pods', () => {
  test.each([
    { what: 'an unbound pod', yaml: pod('p'), node: 'n' },
    { what: "another scheduler's pod", yaml: pod('p', ', schedulerName: mine'), node: undefined },
    { what: 'a gated pod', yaml: pod('p', ', schedulingGates: [{name: g}]'), node: undefined },
    {
      what: 'a pod that is ending',
      yaml: pod('p', '', ', deletionTimestamp: "2026-01-01T00:00:00Z"'),
      node: undefined,
    },
    { what: 'a bound pod', yaml: pod('p', ', nodeName: elsewhere'), node: 'elsewhere' },
  ])('$what: $node', ({ yaml, node: expected }) => {
    expect(scheduled(node('n') + yaml).nodes).toEqual({ p: expected });
  });

  test('a gated pod says so', () => {
    expect(scheduled(node('n') + pod('p', ', schedulingGates: [{name: g}]')).condition('p')).toMatchObject({
      status: 'False',
      reason: 'SchedulingGated',
    });
  });
});

describe('placed pods', () => {
  test('have PodScheduled, and their own spec', () => {
    const labels = ', labels: {a: b}';
    const { after } = scheduled(node('n') + pod('p', ', hostname: one', labels) + pod('q', ', hostname: two'));
    expect(after.get('Pod', 'q', 'default')?.object).toMatchObject({
      spec: { nodeName: 'n', hostname: 'two', priority: 0, containers: [{ name: 'c' }] },
      status: { conditions: [{ type: 'PodScheduled', status: 'True' }] },
    });
  });

  test('equal nodes fill evenly, in the order of the Cluster file', () => {
    const spec = { ...testSpec, nodes: [nodeOf({ name: 'z' }), nodeOf({ name: 'a' })] };
    const pods = ['p1', 'p2', 'p3'].map((name) => pod(name)).join('');
    expect(scheduled(node('a') + node('z') + pods, spec).nodes).toEqual({ p1: 'z', p2: 'a', p3: 'z' });
  });

  test('replicas of a Service go to different nodes, even if one is larger', () => {
    const service = '{kind: Service, metadata: {name: w}, spec: {selector: {app: w}}}\n---\n';
    const web = (name: string) => pod(name, '', ', labels: {app: w}');
    const large = node('large', 'cpu: "3", memory: 6Gi, pods: "10"');
    expect(scheduled(large + node('small') + service + web('a') + web('b')).nodes).toEqual({ a: 'large', b: 'small' });
  });

  test('of nodes with equal scores, the one with fewer pods', () => {
    const one =
      '{kind: Pod, metadata: {name: x}, spec: {nodeName: b, containers: [{name: c, resources: {requests: {cpu: 200m, memory: 400Mi}}}]}}\n---\n';
    const two = pod('y', ', nodeName: a') + pod('z', ', nodeName: a');
    expect(scheduled(node('a') + node('b') + one + two + pod('p')).nodes['p']).toBe('b');
  });

  test('a soft taint weighs more than a preferred node', () => {
    const preferred =
      '{kind: Node, metadata: {name: a, labels: {disk: ssd}}, spec: {taints: [{key: k, effect: PreferNoSchedule}]}, status: {allocatable: {pods: "10"}}}\n---\n';
    const affinity =
      ', affinity: {nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 1, preference: {matchExpressions: [{key: disk, operator: Exists}]}}]}}';
    expect(scheduled(preferred + node('b', 'pods: "10"') + pod('p', affinity)).nodes['p']).toBe('b');
    expect(
      scheduled(preferred.replace('PreferNoSchedule', 'None') + node('b', 'pods: "10"') + pod('p', affinity)).nodes[
        'p'
      ],
    ).toBe('a');
  });

  test('a pod of higher priority chooses first', () => {
    const high = '{kind: PriorityClass, metadata: {name: high}, value: 10}\n---\n';
    const yaml = high + node('n', 'cpu: "1", memory: 1Gi, pods: "10"');
    const { nodes, after } = scheduled(yaml + asking('a', '"1"') + asking('z', '"1"', ', priorityClassName: high'));
    expect(nodes).toEqual({ a: undefined, z: 'n' });
    expect(after.get('Pod', 'z', 'default')?.object.spec.priority).toBe(10);
  });
});

describe('pods that fit nowhere', () => {
  test('say why, and that no eviction helps', () => {
    const message =
      '0/2 nodes are available: 1 Too many pods, 1 node(s) were unschedulable. preemption: 0/2 nodes are available: 1 No preemption victims found for incoming pod, 1 Preemption is not helpful for scheduling.';
    const nodes = node('a', 'pods: "0"') + node('b', 'pods: "10"', ', spec: {unschedulable: true}');
    const { condition, diagnostics } = scheduled(nodes + pod('p'));
    expect(condition('p')).toEqual({ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message });
    expect(diagnostics).toMatchObject([{ code: 'unschedulable', severity: 'warning', message, at: { line: 5 } }]);
  });

  test.each([
    { version: '1.34', tail: '1 Preemption is not helpful for scheduling.' },
    { version: '1.33', tail: '1 No preemption victims found for incoming pod.' },
  ])('in $version, what exceeds the whole node: $tail', ({ version, tail }) => {
    const { condition } = scheduled(node('n') + asking('p', '"3"'), { ...testSpec, kubernetesVersion: version });
    expect(condition('p')?.message).toBe(
      `0/1 nodes are available: 1 Insufficient cpu. preemption: 0/1 nodes are available: ${tail}`,
    );
  });

  test('without any node', () => {
    expect(scheduled(pod('p')).condition('p')?.message).toBe('no nodes available to schedule pods');
  });

  test('are not written again while nothing changes', () => {
    const { after, diagnostics } = scheduled(node('n', 'pods: "0"') + pod('p'));
    expect(schedule(after)).toEqual({ changes: [], diagnostics });
  });

  test('for want of their PriorityClass', () => {
    const { diagnostics, nodes } = scheduled(node('n') + pod('p', ', priorityClassName: gone'));
    expect(nodes).toEqual({ p: undefined });
    expect(diagnostics).toMatchObject([
      { code: 'unknown-priority-class', message: 'pods "p" is forbidden: no PriorityClass with name gone was found' },
    ]);
  });
});

describe('priority', () => {
  const classes = `
{kind: PriorityClass, metadata: {name: low}, value: 1, globalDefault: true}
---
{kind: PriorityClass, metadata: {name: high}, value: 100}
---
`;

  test.each([
    { spec: '', priority: 1 },
    { spec: ', priorityClassName: high', priority: 100 },
    { spec: ', priorityClassName: high, priority: 7', priority: 7 },
    { spec: ', priorityClassName: system-node-critical', priority: 2_000_001_000 },
  ])('of {$spec} is $priority', ({ spec, priority }) => {
    const { after } = scheduled(classes + node('n') + pod('p', spec));
    expect(after.get('Pod', 'p', 'default')?.object.spec.priority).toBe(priority);
  });
});
