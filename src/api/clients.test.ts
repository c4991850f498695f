import { beforeAll, describe, expect, test } from 'vitest';
import { SetupError } from '../engine/model/index.ts';
import { type From, parseParty } from '../grammar/index.ts';
import type { Cluster } from './cluster.ts';
import { clusterWith } from './journey.fixture.ts';

const pod = (name: string, namespace = 'default') =>
  `{apiVersion: v1, kind: Pod, metadata: {name: ${name}, namespace: ${namespace}}, spec: {containers: [{name: main, image: nginx}, {name: side, image: x}]}}`;
const workload = (kind: string, name: string, replicas: number, namespace = 'default') =>
  `{apiVersion: apps/v1, kind: ${kind}, metadata: {name: ${name}, namespace: ${namespace}}, spec: {replicas: ${replicas}, ${kind === 'StatefulSet' ? `serviceName: ${name}, ` : ''}selector: {matchLabels: {app: ${name}, kind: ${kind}}}, template: {metadata: {labels: {app: ${name}, kind: ${kind}}}, spec: {containers: [{name: c, image: nginx}]}}}}`;

const YAML = [
  pod('busybox'),
  pod('busybox', 'shop'),
  pod('only', 'shop'),
  // namespaces whose names are words for kinds
  pod('a', 'jobs'),
  pod('a', 'pods'),
  pod('twin', 'statefulset'),
  // a pod goes before workloads of its name
  pod('both'),
  workload('Deployment', 'both', 1),
  workload('Deployment', 'web', 2),
  workload('StatefulSet', 'db', 1),
  workload('Deployment', 'twin', 1),
  workload('StatefulSet', 'twin', 1),
  workload('Deployment', 'idle', 0),
].join('\n---\n');

let cluster: Cluster;
beforeAll(async () => {
  cluster = await clusterWith(YAML);
});

function clientOf(from: From, namespace?: string): string {
  const { from: party } = cluster.connect({ from, to: '127.0.0.1', ...(namespace === undefined ? {} : { namespace }) });
  const container = party.container === undefined ? '' : ` ${party.container}`;
  return `${party.kind} ${party.namespace === undefined ? '' : `${party.namespace}/`}${party.name}${container}`;
}

describe('a client', () => {
  test.each([
    ['busybox', 'Pod default/busybox'],
    ['pod busybox', 'Pod default/busybox'],
    ['the pod busybox', 'Pod default/busybox'],
    ['pod/busybox', 'Pod default/busybox'],
    ['shop/busybox', 'Pod shop/busybox'],
    ['pod shop/busybox', 'Pod shop/busybox'],
    ['busybox in namespace "shop"', 'Pod shop/busybox'],
    ['both', 'Pod default/both'],
    ['db', 'Pod default/db-0'],
    ['statefulset db', 'Pod default/db-0'],
    ['sts/db', 'Pod default/db-0'],
    ['statefulset twin', 'Pod default/twin-0'],
    ['sts/twin', 'Pod default/twin-0'],
    ['jobs/a', 'Pod jobs/a'],
    ['pods/a', 'Pod pods/a'],
    ['pod jobs/a', 'Pod jobs/a'],
    ['jobs/pod/a', 'Pod jobs/a'],
    ['pod/a in namespace "jobs"', 'Pod jobs/a'],
    ['pod statefulset/twin', 'Pod statefulset/twin'],
    ['container side in pod busybox', 'Pod default/busybox side'],
    ['container side of shop/busybox', 'Pod shop/busybox side'],
    ['node worker-1', 'Node worker-1'],
    ['192.168.0.11', 'Node worker-1'],
    ['an external client', 'External 203.0.113.1'],
    ['external', 'External 203.0.113.1'],
    ['the external client 203.0.113.7', 'External 203.0.113.7'],
    ['203.0.113.8', 'External 203.0.113.8'],
  ])('"%s" is %s', (from, expected) => {
    expect(clientOf(from)).toBe(expected);
  });

  test.each<readonly [From, string]>([
    [{ pod: 'only', namespace: 'shop' }, 'Pod shop/only'],
    [{ pod: 'busybox', container: 'side' }, 'Pod default/busybox side'],
    [{ node: 'worker-2' }, 'Node worker-2'],
    [{ ip: '203.0.113.9' }, 'External 203.0.113.9'],
    [{ external: '203.0.113.9', entryNode: 'worker-1' }, 'External 203.0.113.9'],
  ])('%j is %s', (from, expected) => {
    expect(clientOf(from)).toBe(expected);
  });

  test('is looked for in the namespace of the question', () => {
    expect(clientOf('only', 'shop')).toBe('Pod shop/only');
  });

  test('at the address of a pod is that pod', () => {
    const ip = cluster.get('Pod', 'shop')[0]?.status?.podIP ?? '';
    expect(clientOf({ ip })).toBe('Pod shop/busybox');
  });
});

describe('nobody', () => {
  const refusal = (from: From): { message: string; hint: string | undefined } => {
    try {
      return { message: clientOf(from), hint: 'no error' };
    } catch (error) {
      if (!(error instanceof SetupError)) throw error;
      return { message: error.message, hint: error.hint };
    }
  };

  test.each<readonly [string, From, RegExp, RegExp]>([
    [
      'an unknown name lists who is there',
      'nobody',
      /no pod or workload named "nobody" in namespace default/,
      /pod default\/busybox.*deployment default\/web/,
    ],
    [
      'a name of another namespace says where',
      'only',
      /no pod or workload named "only"/,
      /^there are: pod shop\/only$/,
    ],
    [
      'a name of another kind says which',
      'deployment db',
      /no deployment named "db"/,
      /^there are: statefulset default\/db$/,
    ],
    [
      'an ambiguous name lists what it may mean',
      'twin',
      /"twin" is ambiguous in namespace default/,
      /deployment twin, statefulset twin/,
    ],
    ['a workload without pods', 'idle', /Deployment default\/idle has no pods/, /scaled to 0/],
    ['an unknown container', 'container x in pod busybox', /no container "x"/, /main, side/],
    ['an unknown node', 'node worker-9', /no node named "worker-9"/, /control-plane, worker-1, worker-2/],
    ['an unknown entry node', { external: '203.0.113.7', entryNode: 'x' }, /no node named "x"/, /worker-1/],
    ['a kind that runs nothing', 'service web', /"service web" names no client/, /deployment web/],
    ['no name at all', '', /names no client/, /write a pod/],
  ])('%s', (_, from, message, hint) => {
    expect(refusal(from)).toEqual({ message: expect.stringMatching(message), hint: expect.stringMatching(hint) });
  });
});

test.each([
  ['an external client through node worker-1', { kind: 'external', entryNode: 'worker-1' }],
  ['the external client 203.0.113.7 through node one', { kind: 'external', ip: '203.0.113.7', entryNode: 'one' }],
  ['the external client 2001:db8::7', { kind: 'external', ip: '2001:db8::7' }],
])('reads "%s"', (text, query) => {
  expect(parseParty(text)).toEqual(query);
});

test('an external client has an address', () => {
  expect(() => parseParty('the external client example')).toThrow('"example" is no IP address');
});

describe('a workload with several pods', () => {
  test('asks from each; where they see different things, all of it is told', () => {
    const trace = cluster.connect({ from: 'deployment web', to: '192.168.0.11:10250' });
    const seen = trace.branches.map(({ sourceSeen, probability }) => `${sourceSeen} ${probability}`);
    expect(new Set(seen).size).toBe(2);
    expect(trace).toMatchObject({ outcome: 'connected', reach: 'always' });
  });

  test('where all see the same, it is told once', () => {
    expect(cluster.connect({ from: 'deployment web', to: '127.0.0.1:81' }).branches).toHaveLength(1);
    expect(cluster.connect({ from: 'deployment web', to: 'nowhere' }).branches).toHaveLength(1);
  });

  test('is flaky where some get through and others do not', async () => {
    const deny = `${YAML}\n---\n{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: deny}, spec: {podSelector: {matchLabels: {app: db}}, ingress: []}}`;
    const guarded = await clusterWith(deny, { nodes: [{ name: 'one' }] });
    const db = guarded.get('Pod', 'default').find(({ metadata }) => metadata.name === 'db-0');
    const trace = guarded.connect({ from: 'statefulset db', to: `${db?.status?.podIP}` });
    expect(trace.reach).toBe('always');
    expect(guarded.connect({ from: 'deployment web', to: `${db?.status?.podIP}` })).toMatchObject({
      reach: 'never',
      outcome: 'timeout',
    });
  });
});
