import { expect, test } from 'vitest';
import { nodeOf, stateOf, testSpec } from '../../testing/index.ts';
import { admitBound } from './admit-bound.ts';

function node(rest = ''): string {
  return `{kind: Node, metadata: {name: n}, status: {allocatable: {cpu: "2", memory: 4Gi, pods: "2", example.com/gpu: "1"}}${rest}}\n---\n`;
}

function pod(spec: string, name = 'p'): string {
  return `{kind: Pod, metadata: {name: ${name}}, spec: {nodeName: n, ${spec}}}\n---\n`;
}

const c = 'containers: [{name: c}]';
const requests = (text: string) => `containers: [{name: c, resources: {requests: {${text}}}}]`;
const tainted = (effect: string) => node(`, spec: {taints: [{key: k, effect: ${effect}}]}`);
const port = 'containers: [{name: c, ports: [{containerPort: 80, hostPort: 80}]}]';

function statusOf(yaml: string, spec = testSpec) {
  const state = stateOf(yaml, spec);
  const result = admitBound(state);
  return { ...result, status: state.apply(result.changes).get('Pod', 'p', 'default')?.object.status };
}

test.each([
  { why: 'it fits', yaml: node() + pod(c) },
  { why: 'NoSchedule taints are for the scheduler', yaml: tainted('NoSchedule') + pod(c) },
  { why: 'so is cordoning', yaml: node(', spec: {unschedulable: true}') + pod(c) },
  {
    why: 'devices that the node does not have are not looked at',
    yaml: node() + pod(requests('example.com/tpu: "1"')),
  },
  {
    why: 'the taint is tolerated',
    yaml: tainted('NoExecute') + pod(`${c}, tolerations: [{key: k, operator: Exists}]`),
  },
])('the kubelet takes a pod: $why', ({ yaml }) => {
  const { status, diagnostics } = statusOf(yaml);
  expect(status).toEqual({ conditions: [{ type: 'PodScheduled', status: 'True' }] });
  expect(diagnostics).toEqual([]);
});

test.each([
  {
    reason: 'OutOfcpu',
    yaml: node() + pod(requests('cpu: "1"'), 'a') + pod(requests('cpu: 1500m')),
    message: "Pod was rejected: Node didn't have enough resource: cpu, requested: 1500, used: 1000, capacity: 2000",
  },
  {
    reason: 'OutOfmemory',
    yaml: node() + pod(requests('memory: 5Gi')),
    message: /resource: memory, requested: 5368709120, used: 0/,
  },
  {
    reason: 'OutOfpods',
    yaml: node() + pod(c, 'a') + pod(c, 'b') + pod(c),
    message: /pods, requested: 1, used: 2, capacity: 2/,
  },
  {
    reason: 'UnexpectedAdmissionError',
    yaml: node() + pod(requests('example.com/gpu: "2"')),
    message: /devices unavailable for example.com\/gpu. Requested: 2, Available: 1, which is unexpected$/,
  },
  {
    reason: 'NodeAffinity',
    yaml: node() + pod(`${c}, nodeSelector: {disk: ssd}`),
    message: "Pod was rejected: Predicate NodeAffinity failed: node(s) didn't match Pod's node affinity/selector",
  },
  { reason: 'NodePorts', yaml: node() + pod(port, 'a') + pod(port), message: /NodePorts failed/ },
  { reason: 'TaintToleration', yaml: tainted('NoExecute') + pod(c), message: /TaintToleration failed/ },
])('the kubelet refuses a pod: $reason', ({ reason, yaml, message }) => {
  const { status, diagnostics } = statusOf(yaml);
  expect(status).toMatchObject({ phase: 'Failed', reason });
  expect(status?.message).toMatch(message);
  expect(diagnostics).toMatchObject([{ code: 'pod-not-admitted', about: { name: 'p' } }]);
});

test.each([
  { where: 'a node that is nowhere', yaml: pod(c), spec: testSpec, codes: [] },
  {
    where: 'a machine that is no Node',
    yaml: pod(c),
    spec: { ...testSpec, nodes: [nodeOf({ name: 'n' })] },
    codes: ['unknown-node'],
  },
  {
    where: 'a node that is down',
    yaml: node() + pod(c),
    spec: { ...testSpec, nodes: [nodeOf({ name: 'n', up: false })] },
    codes: [],
  },
])('on $where a pod stays pending', ({ yaml, spec, codes }) => {
  const { changes, diagnostics } = statusOf(yaml, spec);
  expect(changes).toEqual([]);
  expect(diagnostics.map(({ code }) => code)).toEqual(codes);
});

test('pods that the scheduler or an earlier run has seen are left alone', () => {
  const state = stateOf(node() + pod(c));
  const after = state.apply(admitBound(state).changes);
  expect(admitBound(after)).toEqual({ changes: [], diagnostics: [] });
});
