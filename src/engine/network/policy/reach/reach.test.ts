import { expect, test } from 'vitest';
import { ClusterState } from '../../../store/index.ts';
import { stateOf, testSpec } from '../../../testing/index.ts';
import { compilePolicies, Reach, type ReachOptions } from '../index.ts';
import { largeCluster } from '../testing/large-cluster.ts';

const NOWHERE: Pick<ReachOptions, 'families' | 'addresses'> = {
  families: [4],
  addresses: { of: () => [], ranges: [] },
};

function reachOf(state: ClusterState): Reach {
  return new Reach(compilePolicies(state), { pods: state.list('Pod'), ...NOWHERE });
}

const pod = (name: string, labels: string, ports = '[]'): string =>
  `{kind: Pod, metadata: {name: ${name}, labels: ${labels}}, spec: {containers: [{name: c, ports: ${ports}}]}}\n---\n`;
const policy = (spec: string): string => `{kind: NetworkPolicy, metadata: {name: p}, spec: ${spec}}\n---\n`;

test.each([
  {
    rule: 'without policies all pods are one',
    pods: [pod('a', '{app: x}'), pod('b', '{app: y}')],
    spec: undefined,
    classes: 1,
  },
  {
    rule: 'labels that no selector asks for tell nobody apart',
    pods: [pod('a', '{app: x, hash: "1"}'), pod('b', '{app: x, hash: "2"}')],
    spec: '{podSelector: {matchLabels: {app: x}}}',
    classes: 1,
  },
  {
    rule: 'values that no selector names tell nobody apart',
    pods: [pod('a', '{app: x}'), pod('b', '{app: y}'), pod('c', '{app: z}')],
    spec: '{podSelector: {matchLabels: {app: x}}}',
    classes: 2,
  },
  {
    rule: 'a peer tells apart as a subject does',
    pods: [pod('a', '{app: x}'), pod('b', '{app: y}')],
    spec: '{podSelector: {}, ingress: [{from: [{podSelector: {matchLabels: {app: y}}}]}]}',
    classes: 2,
  },
  {
    rule: 'ports of a name that some rule uses tell apart',
    pods: [pod('a', '{}', '[{name: web, containerPort: 80}]'), pod('b', '{}', '[{name: web, containerPort: 81}]')],
    spec: '{podSelector: {}, ingress: [{ports: [{port: web}]}]}',
    classes: 2,
  },
  {
    rule: 'ports of any other name do not',
    pods: [pod('a', '{}', '[{name: web, containerPort: 80}]'), pod('b', '{}', '[{name: web, containerPort: 81}]')],
    spec: '{podSelector: {}, ingress: [{ports: [{port: dns}]}]}',
    classes: 1,
  },
])('$rule', ({ pods, spec, classes }) => {
  expect(reachOf(stateOf(pods.join('') + (spec === undefined ? '' : policy(spec)))).classes).toBe(classes);
});

const large = (pods: number, policies: number) => ClusterState.of(testSpec, largeCluster({ pods, policies }));

test.each([2_000, 4_000])('%d pods are as many classes as workloads', (pods) => {
  const state = large(pods, pods / 10);
  const owners = state
    .list('Pod')
    .map(({ ref, object }) => `${ref.namespace}/${object.metadata.ownerReferences?.[0]?.name}`);
  expect(owners).toHaveLength(pods);
  expect(reachOf(state).classes).toBe(new Set(owners).size);
});

test('namespaces without policies are no more classes than the policies of others tell apart', () => {
  expect(reachOf(large(4_000, 10)).classes).toBe(reachOf(large(2_000, 10)).classes);
});
