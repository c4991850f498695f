import { expect, test } from 'vitest';
import { address } from '../../testing/index.ts';
import type { Client } from './client.ts';
import { trace } from './trace.ts';
import {
  hostPodYaml,
  nodeClient,
  only,
  podClient,
  podYaml,
  serviceYaml,
  snapshotOf,
  stations,
} from './world.fixture.ts';

const PODS = podYaml('a', '10.244.1.2') + podYaml('web', '10.244.2.2') + hostPodYaml('host', 'two', 8080);
const OUTSIDE = { kind: 'external', addresses: [address('203.0.113.7')] } as const;
const NODE_PORT = 'type: NodePort, clusterIP: 10.96.0.20, ports: [{port: 80, nodePort: 30080}]';
const WEB = serviceYaml('s', NODE_PORT, ['10.244.2.2:80 two']);

test.each([
  {
    way: 'a pod to a pod',
    from: 'a',
    to: '10.244.2.2:80',
    is: ['egress a', 'route one', 'ingress web', 'deliver web'],
  },
  { way: 'a pod to itself', from: 'a', to: '127.0.0.1:80', is: ['deliver a'] },
  { way: 'a pod to its own address', from: 'a', to: '10.244.1.2:80', is: ['deliver a'] },
  { way: 'a node to itself', from: 'two', to: '127.0.0.1:8080', is: ['deliver host'] },
  {
    way: 'a pod to a Service',
    from: 'a',
    to: '10.96.0.20:80',
    is: ['translate one', 'egress a', 'route one', 'ingress web', 'deliver web'],
  },
  {
    way: 'from outside to a node port',
    from: 'outside',
    to: '192.168.0.3:30080',
    is: ['route outside', 'translate three', 'route three', 'ingress web', 'deliver web'],
  },
  {
    way: 'a pod to a node port of another node',
    from: 'a',
    to: '192.168.0.3:30080',
    is: ['egress a', 'route one', 'translate three', 'route three', 'ingress web', 'deliver web'],
  },
  {
    way: 'from outside to a node by another one, which sends the packet on as it came',
    from: 'entering one',
    to: '192.168.0.3:30080',
    is: ['route outside', 'route one', 'translate three', 'route three', 'ingress web', 'deliver web'],
  },
  { way: 'a node to a process of another', from: 'one', to: '192.168.0.2:8080', is: ['route one', 'deliver host'] },
])('$way', ({ from, to, is }) => {
  const snapshot = snapshotOf(PODS + WEB);
  const [host = '', port] = to.split(':');
  expect(
    stations(only(trace(snapshot, { client: clientOf(snapshot, from), host, port: Number(port), protocol: 'TCP' }))),
  ).toEqual(is);
});

function clientOf(snapshot: ReturnType<typeof snapshotOf>, from: string): Client {
  if (from === 'a') return podClient(snapshot, 'a');
  if (from === 'outside') return OUTSIDE;
  return from === 'entering one' ? { ...OUTSIDE, entryNode: 'one' } : nodeClient(snapshot, from);
}

const TO_HOST = serviceYaml('s', NODE_PORT, ['192.168.0.2:8080 two']);
const EXTERNAL_IP = 'clusterIP: 10.96.0.21, externalIPs: [192.168.0.2], ports: [{port: 8080}]';

test.each([
  ['reaches the process there', '', 'host'],
  [
    'is led on by the Service that has its address, as PREROUTING comes before any process',
    serviceYaml('t', EXTERNAL_IP, ['10.244.2.2:80 two']),
    'web',
  ],
])('what one node sends to another as an endpoint %s', (_, more, name) => {
  const snapshot = snapshotOf(PODS + TO_HOST + more);
  for (const from of ['a', 'outside'] as const) {
    const client = clientOf(snapshot, from);
    const host = from === 'a' ? '10.96.0.20' : '192.168.0.1';
    const branch = only(trace(snapshot, { client, host, port: from === 'a' ? 80 : 30080, protocol: 'TCP' }));
    expect(branch).toMatchObject({ outcome: 'connected', endpoint: { name } });
  }
});

test('Services that lead to each other’s node ports lead nowhere', () => {
  const loop =
    serviceYaml('s', NODE_PORT, ['192.168.0.2:30081']) +
    serviceYaml('t', 'type: NodePort, clusterIP: 10.96.0.21, ports: [{port: 80, nodePort: 30081}]', [
      '192.168.0.1:30080',
    ]);
  const snapshot = snapshotOf(PODS + loop);
  const branch = only(
    trace(snapshot, { client: podClient(snapshot, 'a'), host: '10.96.0.20', port: 80, protocol: 'TCP' }),
  );
  expect(branch.outcome).toBe('timeout');
  expect(branch.hops.at(-1)).toMatchObject({
    stage: 'translate',
    action: 'drop',
    reason: { code: 'translation-loop' },
  });
  expect(branch.hops.filter(({ stage }) => stage === 'translate')).toHaveLength(4);
});
