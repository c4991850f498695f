import { describe, expect, test } from 'vitest';
import { ask, clusterWith } from './journey.fixture.ts';

const CLIENT = `
apiVersion: v1
kind: Pod
metadata: {name: client}
spec: {containers: [{name: c, image: busybox}]}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {clusterIP: 10.96.0.50, selector: {app: web}, ports: [{port: 80}]}
---
`;

function web(spec: string, annotations = '{}'): string {
  return `${CLIENT}apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}, annotations: ${annotations}}
spec: {${spec}}
`;
}

const NGINX = 'containers: [{name: web, image: nginx}]';

describe('a pod that does not run', () => {
  test.each([
    {
      state: 'pending',
      yaml: web(`nodeSelector: {disk: ssd}, ${NGINX}`),
      text: /is Pending: 0\/3 nodes are available/,
    },
    {
      state: 'rejected by its node',
      yaml: web(`nodeName: worker-1, nodeSelector: {disk: ssd}, ${NGINX}`),
      text: /is Failed: .*NodeAffinity/,
    },
    { state: 'completed', yaml: `${web(NGINX)}status: {phase: Succeeded}\n`, text: /is Succeeded/ },
  ])('$state is no client and no endpoint', async ({ yaml, text }) => {
    const cluster = await clusterWith(yaml);
    const trace = cluster.connect({ from: 'web', to: '10.96.0.50' });
    expect(trace).toMatchObject({ outcome: 'unreachable', reach: 'never' });
    expect(trace.branches[0]?.hops[0]?.reason).toMatchObject({
      code: 'client-not-running',
      text: expect.stringMatching(text),
    });
    const expected = { outcome: 'refused', code: 'no-endpoints' } as const;
    expect(ask(cluster, { from: 'client', to: 'web' }, expected)).toEqual(expected);
  });
});

describe('a pod that is not ready', () => {
  test('has left its Service, and still answers at its address', async () => {
    const cluster = await clusterWith(web(NGINX, '{curlew.dev/ready: "false"}'));
    expect(cluster.connect({ from: 'client', to: 'web' }).outcome).toBe('refused');
    const ip = cluster.get('Pod', 'default').find(({ metadata }) => metadata.name === 'web')?.status?.podIP;
    expect(cluster.connect({ from: 'client', to: String(ip) }).outcome).toBe('connected');
  });

  test('comes back', async () => {
    const cluster = await clusterWith(web(NGINX, '{curlew.dev/ready: "false"}'));
    const later = await cluster.change([{ ready: 'web', value: true }]);
    expect(later.connect({ from: 'client', to: 'web' }).outcome).toBe('connected');
    expect(cluster.connect({ from: 'client', to: 'web' }).outcome).toBe('refused');
  });
});

describe('two containers of a pod', () => {
  const TWO = web('containers: [{name: a, image: nginx}, {name: b, image: httpd}]');

  test('that want one port: a warning, and the pod is not ready', async () => {
    const cluster = await clusterWith(TWO);
    expect(cluster.diagnostics).toMatchObject([
      { code: 'port-conflict', severity: 'warning', at: { file: 'yaml' }, about: { kind: 'Pod', name: 'web' } },
    ]);
    expect(cluster.connect({ from: 'client', to: 'web' }).outcome).toBe('refused');
  });

  test('the one that lost its port crashes and can open no connection; the other one can', async () => {
    const cluster = await clusterWith(TWO);
    expect(cluster.connect({ from: 'container b in pod web', to: 'localhost' }).outcome).toBe('unreachable');
    const expected = { outcome: 'connected', via: 'Loopback', at: ['web'] } as const;
    expect(ask(cluster, { from: 'container a in pod web', to: 'localhost' }, expected)).toEqual(expected);
  });

  test('reach each other by localhost, the pod’s address and its hostname', async () => {
    const cluster = await clusterWith(
      web('hostname: www, containers: [{name: a, image: nginx}, {name: b, image: centos, command: [sleep]}]'),
    );
    const ip = cluster.get('Pod', 'default').find(({ metadata }) => metadata.name === 'web')?.status?.podIP ?? '';
    const vias = ['localhost', ip, 'www'].map((to) => {
      const { branches } = cluster.connect({ from: 'container b in pod web', to });
      return `${branches[0]?.via} ${branches[0]?.endpoint?.container}`;
    });
    expect(vias).toEqual(['Loopback a', 'PodIP a', 'PodIP a']);
  });
});

describe('a node that goes down', () => {
  const PINNED = web(`nodeName: worker-2, ${NGINX}`).replace(
    'spec: {containers: [{name: c',
    'spec: {nodeName: worker-1, containers: [{name: c',
  );

  test('takes its pods with it: out of their Services, silent at their addresses, unable to ask', async () => {
    const cluster = await clusterWith(PINNED);
    const ip = cluster.get('Pod', 'default').find(({ metadata }) => metadata.name === 'web')?.status?.podIP ?? '';
    const later = await cluster.change([{ node: 'worker-2', up: false }]);
    expect(later.connect({ from: 'client', to: '10.96.0.50' }).outcome).toBe('refused');
    expect(later.connect({ from: 'client', to: ip }).outcome).not.toBe('connected');
    expect(later.connect({ from: 'node worker-2', to: '10.96.0.50' }).outcome).toBe('unreachable');
    expect(later.connect({ from: 'external', to: '192.168.0.12:10250' })).toMatchObject({ outcome: 'timeout' });
    expect(cluster.connect({ from: 'client', to: '10.96.0.50' }).outcome).toBe('connected');
  });

  test('does not let packets in by it', async () => {
    const cluster = await (await clusterWith(PINNED)).change([{ node: 'worker-1', up: false }]);
    const expected = { outcome: 'timeout', code: 'node-down' } as const;
    const from = { external: '203.0.113.7', entryNode: 'worker-1' };
    expect(ask(cluster, { from, to: '10.96.0.50' }, expected)).toEqual(expected);
  });

  test('comes back', async () => {
    const cluster = await clusterWith(PINNED);
    const later = await cluster.change([
      { node: 'worker-1', up: false },
      { node: 'worker-1', up: true },
    ]);
    expect(later.connect({ from: { node: 'worker-1' }, to: '10.96.0.50' }).outcome).toBe('connected');
  });
});

describe('dual stack', () => {
  const DUAL = {
    network: { podCIDR: '10.244.0.0/16,fd00:10:244::/56', serviceCIDR: '10.96.0.0/16,fd00:10:96::/112' },
    nodes: [
      { name: 'one', addresses: ['192.168.0.11', 'fd00:192:168::11'] },
      { name: 'two', addresses: ['192.168.0.12', 'fd00:192:168::12'] },
    ],
  };
  const YAML = web(`nodeName: one, ${NGINX}`)
    .replace('clusterIP: 10.96.0.50,', 'type: NodePort, ipFamilyPolicy: RequireDualStack,')
    .replace('[{port: 80}]', '[{port: 80, nodePort: 30080}]')
    .replace('spec: {containers: [{name: c', 'spec: {nodeName: two, containers: [{name: c');

  test('each family has its own address, source and node port', async () => {
    const cluster = await clusterWith(YAML, DUAL);
    const [, six = ''] =
      cluster.get('Service', 'default').find(({ metadata }) => metadata.name === 'web')?.spec.clusterIPs ?? [];
    const own = cluster.get('Pod', 'default').find(({ metadata }) => metadata.name === 'client')?.status?.podIPs ?? [];
    expect(
      ask(cluster, { from: 'client', to: `[${six}]` }, { outcome: 'connected', source: own[1]?.ip ?? '' }),
    ).toEqual({ outcome: 'connected', source: own[1]?.ip });
    const byName = { outcome: 'connected', via: 'ClusterIP', source: own[1]?.ip ?? '' } as const;
    expect(ask(cluster, { from: 'client', to: 'web' }, byName)).toEqual(byName);
    const outside = { outcome: 'connected', via: 'NodePort', source: 'fd00:192:168::12' } as const;
    expect(ask(cluster, { from: 'external', to: '[fd00:192:168:0::12]:30080' }, outside)).toEqual(outside);
  });
});
