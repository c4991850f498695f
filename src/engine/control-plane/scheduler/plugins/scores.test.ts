import { describe, expect, test } from 'vitest';
import { stateOf, testSpec } from '../../../testing/index.ts';
import { ClusterModel } from '../cluster-model.ts';
import type { ClusterScorer, NodeScorer } from '../plugin.ts';
import { balancedAllocation } from './balanced-allocation.ts';
import { interPodAffinityScore } from './inter-pod-affinity.ts';
import { nodeAffinityScore } from './node-affinity.ts';
import { leastAllocated } from './node-resources-fit.ts';
import { podTopologySpreadScore } from './pod-topology-spread.ts';
import { taintTolerationScore } from './taint-toleration.ts';

const c = 'containers: [{name: c}]';
const requests = (text: string) => `containers: [{name: c, resources: {requests: {${text}}}}]`;

function node(name: string, rest = ''): string {
  return `{kind: Node, metadata: {name: ${name}}, status: {allocatable: {cpu: "2", memory: 4Gi, pods: "10"}}${rest}}\n---\n`;
}

function labelled(name: string, labels: string): string {
  return `{kind: Node, metadata: {name: ${name}, labels: {${labels}}}, status: {allocatable: {pods: "10"}}}\n---\n`;
}

function pod(name: string, spec: string, metadata = ''): string {
  return `{kind: Pod, metadata: {name: ${name}${metadata}}, spec: {${spec}}}\n---\n`;
}

/** What each node scores for the pod `p`, weight left out. */
function scores(
  scorer: NodeScorer | ClusterScorer,
  yaml: string,
  kubernetesVersion = '1.34',
): readonly number[] | undefined {
  const view = stateOf(yaml, { ...testSpec, kubernetesVersion });
  const model = ClusterModel.of(view);
  const resource = view.get('Pod', 'p', 'default');
  if (resource === undefined) throw new Error('no pod p');
  const info = model.podInfo(resource);
  if ('score' in scorer) return scorer.score(info, model, model.nodes);
  const prepared = scorer.prepare(info.template, model);
  if (prepared === undefined) return undefined;
  const raw = model.nodes.map(prepared);
  return scorer.normalize === undefined ? raw : scorer.normalize(raw);
}

test('the weights are those of the default profile', () => {
  const all = [taintTolerationScore, nodeAffinityScore, leastAllocated, balancedAllocation];
  expect(all.map(({ weight }) => weight)).toEqual([3, 2, 1, 1]);
  expect([podTopologySpreadScore.weight, interPodAffinityScore.weight]).toEqual([2, 2]);
});

describe('LeastAllocated', () => {
  test.each([
    { asks: requests('cpu: 500m, memory: 1Gi'), is: [75] },
    { asks: requests('cpu: 2000m, memory: 1Gi'), is: [37] },
    // 100m and 200Mi are assumed
    { asks: c, is: [95] },
    { asks: requests('cpu: 500m'), is: [85] },
  ])('$asks on an empty node of 2 cores and 4Gi: $is', ({ asks, is }) => {
    expect(scores(leastAllocated, node('n') + pod('p', asks))).toEqual(is);
  });

  test('pods that request nothing count as something, too', () => {
    const there = pod('there', `nodeName: n, ${c}`);
    expect(scores(leastAllocated, node('n') + there + pod('p', c))).toEqual([90]);
  });
});

describe('BalancedAllocation', () => {
  test.each([
    { asks: requests('cpu: "1", memory: 2Gi'), there: c, before: [100], since: [75] },
    { asks: requests('cpu: "1", memory: 1Gi'), there: c, before: [87], since: [68] },
    // evens out what was uneven
    { asks: requests('cpu: "1"'), there: requests('memory: 2Gi'), before: [100], since: [87] },
    { asks: c, there: c, before: undefined, since: undefined },
  ])('$asks beside $there: $before before 1.36, $since since', ({ asks, there, before, since }) => {
    const yaml = node('n') + pod('there', `nodeName: n, ${there}`) + pod('p', asks);
    expect(scores(balancedAllocation, yaml, '1.35')).toEqual(before);
    expect(scores(balancedAllocation, yaml, '1.36')).toEqual(since);
  });
});

describe('TaintToleration', () => {
  const prefers = (name: string, ...keys: readonly string[]) =>
    node(name, `, spec: {taints: [${keys.map((key) => `{key: ${key}, effect: PreferNoSchedule}`).join(', ')}]}`);

  test.each([
    { tolerations: '', is: [100, 50, 0] },
    { tolerations: ', tolerations: [{key: x, operator: Exists}]', is: [100, 100, 0] },
    { tolerations: ', tolerations: [{key: x, operator: Exists, effect: NoSchedule}]', is: [100, 50, 0] },
    { tolerations: ', tolerations: [{operator: Exists}]', is: [100, 100, 100] },
  ])('none, one and two soft taints{$tolerations}: $is', ({ tolerations, is }) => {
    const yaml = node('a') + prefers('b', 'x') + prefers('c', 'x', 'y') + pod('p', c + tolerations);
    expect(scores(taintTolerationScore, yaml)).toEqual(is);
  });
});

test('NodeAffinity adds the weights of the preferred terms that match', () => {
  const prefers = (...terms: readonly string[]) =>
    `${c}, affinity: {nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [${terms.join(', ')}]}}`;
  const has = (key: string, weight: number) =>
    `{weight: ${weight}, preference: {matchExpressions: [{key: ${key}, operator: Exists}]}}`;
  const nodes = labelled('a', 'x: "1"') + labelled('b', 'x: "1", y: "1"') + labelled('c', 'z: "1"');
  expect(scores(nodeAffinityScore, nodes + pod('p', prefers(has('x', 1), has('y', 2))))).toEqual([33, 100, 0]);
  expect(scores(nodeAffinityScore, nodes + pod('p', c))).toBeUndefined();
});

describe('PodTopologySpread', () => {
  const web = (name: string, bound: string) => pod(name, `nodeName: ${bound}, ${c}`, ', labels: {app: web}');
  const service = '{kind: Service, metadata: {name: web}, spec: {selector: {app: web}}}\n---\n';
  const owned = ', labels: {app: web}, ownerReferences: [{kind: ReplicaSet, name: rs, controller: true}]';
  const replicaSet = '{kind: ReplicaSet, metadata: {name: rs}, spec: {selector: {matchLabels: {app: web}}}}\n---\n';
  const one = labelled('a', '') + labelled('b', '') + web('w', 'a');

  test.each([
    { what: 'of a Service', yaml: service + pod('p', c, ', labels: {app: web}'), is: [66, 100] },
    { what: 'of a ReplicaSet', yaml: replicaSet + pod('p', c, owned), is: [66, 100] },
    { what: 'of both', yaml: service + replicaSet + pod('p', c, owned), is: [66, 100] },
    { what: 'of nothing', yaml: pod('p', c, ', labels: {app: web}'), is: undefined },
    { what: "of another's Service", yaml: service + pod('p', c), is: undefined },
  ])('pods $what are spread over hosts: $is', ({ yaml, is }) => {
    expect(scores(podTopologySpreadScore, one + yaml)).toEqual(is);
  });

  test('and over zones', () => {
    const zone = 'topology.kubernetes.io/zone';
    const nodes =
      labelled('a', `${zone}: x`) + labelled('b', `${zone}: x`) + labelled('c', `${zone}: y`) + web('w', 'a');
    expect(scores(podTopologySpreadScore, nodes + service + pod('p', c, ', labels: {app: web}'))).toEqual([
      66, 88, 100,
    ]);
  });

  test('soft constraints of the pod itself take the place of the defaults; nodes without the key score nothing', () => {
    const soft = `${c}, topologySpreadConstraints: [{maxSkew: 1, topologyKey: zone, whenUnsatisfiable: ScheduleAnyway, labelSelector: {matchLabels: {app: web}}}]`;
    const nodes =
      labelled('a', 'zone: x') + labelled('b', 'zone: y') + labelled('c', '') + web('v', 'a') + web('w', 'a');
    expect(scores(podTopologySpreadScore, nodes + pod('p', soft, ', labels: {app: web}'))).toEqual([0, 100, 0]);
  });

  test('pods that are ending do not count', () => {
    const ending = pod('w', `nodeName: a, ${c}`, ', labels: {app: web}, deletionTimestamp: "2026-01-01T00:00:00Z"');
    const yaml = labelled('a', '') + labelled('b', '') + ending + service + pod('p', c, ', labels: {app: web}');
    expect(scores(podTopologySpreadScore, yaml)).toEqual([100, 100]);
  });
});

describe('InterPodAffinity', () => {
  const nodes = labelled('a', 'zone: x') + labelled('b', 'zone: x') + labelled('c', 'zone: y');
  const term = 'topologyKey: zone, labelSelector: {matchLabels: {app: db}}';
  const preferred = (kind: string, weight: number) =>
    `${c}, affinity: {${kind}: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: ${weight}, podAffinityTerm: {${term}}}]}}`;
  const required = (kind: string) =>
    `${c}, affinity: {${kind}: {requiredDuringSchedulingIgnoredDuringExecution: [{${term}}]}}`;
  const db = (bound: string) => pod('db', `${bound}${c}`, ', labels: {app: db}');
  const there = (spec: string) => pod('there', `nodeName: a, ${spec}`);
  const isDb = pod('p', c, ', labels: {app: db}');

  test.each([
    { what: 'wants db near', yaml: db('nodeName: a, ') + pod('p', preferred('podAffinity', 5)), is: [100, 100, 0] },
    { what: 'wants db away', yaml: db('nodeName: a, ') + pod('p', preferred('podAntiAffinity', 5)), is: [0, 0, 100] },
    { what: 'is wanted near', yaml: there(preferred('podAffinity', 5)) + isDb, is: [100, 100, 0] },
    { what: 'is wanted away', yaml: there(preferred('podAntiAffinity', 5)) + isDb, is: [0, 0, 100] },
    { what: 'is required near', yaml: there(required('podAffinity')) + isDb, is: [100, 100, 0] },
    { what: 'is none of this', yaml: there(preferred('podAffinity', 5)) + pod('p', c), is: undefined },
  ])('a pod that $what: $is', ({ yaml, is }) => {
    expect(scores(interPodAffinityScore, nodes + yaml)).toEqual(is);
  });
});
