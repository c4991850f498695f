import { expect, test } from 'vitest';
import { stateOf } from '../../testing/index.ts';
import { schedule } from './schedule.ts';

function node(name: string): string {
  return `{kind: Node, metadata: {name: ${name}}, status: {allocatable: {cpu: "2", memory: 4Gi, pods: "10"}}}\n---\n`;
}

function pod(name: string, priority: number, cores: string, more = ''): string {
  return `{kind: Pod, metadata: {name: ${name}}, spec: {priority: ${priority}, containers: [{name: c, resources: {requests: {cpu: ${cores}}}}]${more}}}\n---\n`;
}

const on = (node: string) => `, nodeName: ${node}`;

function preempted(yaml: string) {
  const state = stateOf(yaml);
  const { changes, diagnostics } = schedule(state);
  const victims = changes.flatMap((change) => (change.kind === 'delete' ? [change.ref.name] : []));
  const placed = state.apply(changes).get('Pod', 'p', 'default')?.object;
  return { victims, diagnostics, node: placed?.spec.nodeName, message: placed?.status?.conditions?.[0]?.message };
}

test.each([
  {
    rule: 'a lower pod goes',
    yaml: node('n') + pod('low', 0, '2', on('n')) + pod('p', 10, '1'),
    victims: ['low'],
    node: 'n',
  },
  {
    rule: 'no more go than must, the least important first',
    yaml: node('n') + pod('a', 1, '1', on('n')) + pod('b', 2, '1', on('n')) + pod('p', 10, '1'),
    victims: ['a'],
    node: 'n',
  },
  {
    rule: 'the node with the least important victim is cleared',
    yaml: node('a') + node('b') + pod('x', 5, '2', on('a')) + pod('y', 1, '2', on('b')) + pod('p', 10, '1'),
    victims: ['y'],
    node: 'b',
  },
  {
    rule: 'then the one with fewer victims',
    yaml:
      node('a') +
      node('b') +
      pod('x1', 1, '1', on('a')) +
      pod('x2', 1, '1', on('a')) +
      pod('y', 1, '2', on('b')) +
      pod('p', 10, '2'),
    victims: ['y'],
    node: 'b',
  },
  {
    rule: 'equals stay',
    yaml: node('n') + pod('same', 10, '2', on('n')) + pod('p', 10, '1'),
    victims: [],
    node: undefined,
  },
  {
    rule: 'nobody goes where that would not be enough',
    yaml: node('n') + pod('low', 0, '1', on('n')) + pod('same', 10, '1', on('n')) + pod('p', 10, '2'),
    victims: [],
    node: undefined,
  },
  {
    rule: 'nobody goes while there is room',
    yaml: node('a') + node('b') + pod('low', 0, '2', on('a')) + pod('p', 10, '1'),
    victims: [],
    node: 'b',
  },
  {
    rule: 'preemptionPolicy Never waits',
    yaml: node('n') + pod('low', 0, '2', on('n')) + pod('p', 10, '1', ', preemptionPolicy: Never'),
    victims: [],
    node: undefined,
  },
])('$rule', ({ yaml, victims, node: expected }) => {
  expect(preempted(yaml)).toMatchObject({ victims, node: expected });
});

test('a pod that may not preempt says so', () => {
  const yaml = node('n') + pod('low', 0, '2', on('n')) + pod('p', 10, '1', ', preemptionPolicy: Never');
  expect(preempted(yaml).message).toBe(
    '0/1 nodes are available: 1 Insufficient cpu. preemption: not eligible due to preemptionPolicy=Never.',
  );
});

test('the victim is told of', () => {
  const { diagnostics } = preempted(node('n') + pod('low', 0, '2', on('n')) + pod('p', 10, '1'));
  expect(diagnostics).toMatchObject([
    { code: 'preempted', message: 'Preempted by pod default/p on node n', about: { name: 'low' } },
  ]);
});

test('room that was made for one is not taken by another', () => {
  const yaml = node('n') + pod('low', 0, '2', on('n')) + pod('p', 10, '2') + pod('q', 5, '1');
  const state = stateOf(yaml);
  const after = state.apply(schedule(state).changes);
  expect(after.get('Pod', 'q', 'default')?.object.spec.nodeName).toBeUndefined();
});

test.each([
  { kind: 'podAntiAffinity', victims: ['low'], node: 'n' },
  { kind: 'podAffinity', victims: [], node: undefined },
])('$kind to a lower pod clears $victims', ({ kind, victims, node: expected }) => {
  const low =
    '{kind: Pod, metadata: {name: low, labels: {app: low}}, spec: {nodeName: n, containers: [{name: c, resources: {requests: {cpu: "2"}}}]}}\n---\n';
  const term = '{topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: low}}}';
  const affinity = `, affinity: {${kind}: {requiredDuringSchedulingIgnoredDuringExecution: [${term}]}}`;
  expect(preempted(node('n') + low + pod('p', 10, '1', affinity))).toMatchObject({ victims, node: expected });
});

test("a lower pod's anti-affinity goes with it", () => {
  const term = '{topologyKey: kubernetes.io/hostname, labelSelector: {}}';
  const shy = `, nodeName: n, affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [${term}]}}`;
  expect(preempted(node('n') + pod('low', 0, '1', shy) + pod('p', 10, '1'))).toMatchObject({
    victims: ['low'],
    node: 'n',
  });
});
