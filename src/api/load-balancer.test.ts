import { describe, expect, test } from 'vitest';
import { ask, clusterWith } from './journey.fixture.ts';

const NODES = ['worker-1', 'worker-2', 'worker-3'].map((name, index) => ({ name, address: `192.168.0.1${index + 1}` }));

function shop(policy: 'Cluster' | 'Local', ingress = '{ip: 192.0.2.5}', extra = ''): string {
  return `
apiVersion: v1
kind: Pod
metadata: {name: client}
spec: {nodeName: worker-3, containers: [{name: c, image: busybox}]}
---
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec: {nodeName: worker-1, containers: [{name: web, image: nginx}]}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {type: LoadBalancer, externalTrafficPolicy: ${policy}, selector: {app: web}, ports: [{port: 80, nodePort: 30080}]${extra}}
status: {loadBalancer: {ingress: [${ingress}]}}
`;
}

const outside = { external: '203.0.113.7' };

describe('externalTrafficPolicy Cluster', () => {
  test('sends to every node, each of which masquerades', async () => {
    const cluster = await clusterWith(shop('Cluster'), { nodes: NODES });
    const trace = cluster.connect({ from: outside, to: '192.0.2.5' });
    expect(trace).toMatchObject({ outcome: 'connected', reach: 'always' });
    expect(trace.branches.map(({ via, sourceSeen }) => `${via} ${sourceSeen}`)).toEqual([
      'LoadBalancer 192.168.0.11',
      'LoadBalancer 192.168.0.12',
      'LoadBalancer 192.168.0.13',
    ]);
  });

  test('leaves out nodes that are down, excluded or without kube-proxy', async () => {
    const nodes = [
      { ...NODES[0], name: 'worker-1' },
      { name: 'down', address: '192.168.0.20', up: false },
      {
        name: 'excluded',
        address: '192.168.0.21',
        labels: { 'node.kubernetes.io/exclude-from-external-load-balancers': '' },
      },
      { name: 'bare', address: '192.168.0.22', kubeProxy: false },
      { name: 'worker-3', address: '192.168.0.13' },
    ];
    const cluster = await clusterWith(shop('Cluster'), { nodes });
    const { branches } = cluster.connect({ from: outside, to: '192.0.2.5' });
    expect(branches.map(({ sourceSeen }) => sourceSeen)).toEqual(['192.168.0.11', '192.168.0.13']);
  });

  test('a port that no Service has is nobody’s, once for each node', async () => {
    const cluster = await clusterWith(shop('Cluster'), { nodes: NODES });
    const trace = cluster.connect({ from: outside, to: '192.0.2.5:81' });
    expect(trace).toMatchObject({ outcome: 'timeout' });
    expect(trace.branches).toHaveLength(3);
  });
});

describe('externalTrafficPolicy Local', () => {
  test('sends only to nodes whose health check finds endpoints, and keeps the source', async () => {
    const cluster = await clusterWith(shop('Local'), { nodes: NODES });
    const trace = cluster.connect({ from: outside, to: '192.0.2.5' });
    expect(trace.branches).toHaveLength(1);
    expect(trace.branches[0]).toMatchObject({ outcome: 'connected', via: 'LoadBalancer', sourceSeen: '203.0.113.7' });
    expect(trace.branches[0]?.hops[0]).toMatchObject({ stage: 'route', rule: { object: 'Service default/web' } });
  });

  test('times out where no node has an endpoint', async () => {
    const cluster = await clusterWith(shop('Local'), { nodes: NODES });
    const later = await cluster.change([{ ready: 'web', value: false }]);
    const expected = { outcome: 'timeout', code: 'health-check-unhealthy' } as const;
    expect(ask(later, { from: outside, to: '192.0.2.5' }, expected)).toEqual(expected);
  });

  test('answers its health check on every node that runs kube-proxy', async () => {
    const cluster = await clusterWith(shop('Local', '{ip: 192.0.2.5}', ', healthCheckNodePort: 31000'), {
      nodes: NODES,
    });
    const expected = { outcome: 'connected', code: 'node-daemon', at: ['worker-2'] } as const;
    expect(ask(cluster, { from: outside, to: '192.168.0.12:31000' }, expected)).toEqual(expected);
  });

  test('pods use the address without leaving their node', async () => {
    const cluster = await clusterWith(shop('Local'), { nodes: NODES });
    const expected = { outcome: 'connected', via: 'LoadBalancer', at: ['web'], masqueraded: false } as const;
    expect(ask(cluster, { from: 'client', to: '192.0.2.5' }, expected)).toEqual(expected);
  });
});

describe('other load balancers', () => {
  test('with ipMode Proxy pods leave the cluster, and the pod sees the load balancer', async () => {
    const cluster = await clusterWith(shop('Local', '{ip: 192.0.2.5, ipMode: Proxy}'), { nodes: NODES });
    const expected = { outcome: 'connected', via: 'LoadBalancer', source: '192.0.2.5', masqueraded: true } as const;
    expect(ask(cluster, { from: 'client', to: '192.0.2.5' }, expected)).toEqual(expected);
    expect(ask(cluster, { from: outside, to: '192.0.2.5' }, expected)).toEqual(expected);
  });

  test('source ranges admit some and drop others', async () => {
    const yaml = shop('Cluster', '{ip: 192.0.2.5}', ', loadBalancerSourceRanges: [203.0.113.0/28]');
    const cluster = await clusterWith(yaml, { nodes: NODES });
    const connect = (external: string) => cluster.connect({ from: { external }, to: '192.0.2.5' }).outcome;
    expect([connect('203.0.113.7'), connect('203.0.113.77')]).toEqual(['connected', 'timeout']);
  });

  test('a Service without an address yet is reached by its other addresses', async () => {
    const cluster = await clusterWith(shop('Cluster').replace(/^status.*$/m, ''), { nodes: NODES });
    expect(cluster.connect({ from: outside, to: '192.168.0.12:30080' }).outcome).toBe('connected');
    expect(cluster.connect({ from: outside, to: '192.0.2.5' }).outcome).toBe('unknown');
  });
});
