import { describe, expect, test } from 'vitest';
import type { ProxyMode } from '../../model/index.ts';
import { packetOf, stateOf, testSpec } from '../../testing/index.ts';
import type { Entry } from './index.ts';
import { compileServices, healthCheck, translate } from './index.ts';

const service = (name: string, ip: string, spec: string) => `
apiVersion: v1
kind: Service
metadata: {name: ${name}}
spec: {clusterIP: ${ip}, ${spec}}
status: {loadBalancer: {ingress: [{ip: 203.0.113.200}]}}
---`;

const slice = (name: string, endpoints: string) => `
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: ${name}-1, labels: {kubernetes.io/service-name: ${name}}}
addressType: IPv4
ports: [{name: '', port: 80}]
endpoints: ${endpoints}
---`;

const LOCAL =
  'type: LoadBalancer, externalTrafficPolicy: Local, healthCheckNodePort: 31000, ports: [{port: 80, nodePort: 30080}]';
const INTERNAL = 'internalTrafficPolicy: Local, ports: [{port: 81}]';
const EVERYWHERE = '[{addresses: [10.244.1.2], nodeName: worker-1}, {addresses: [10.244.2.2], nodeName: worker-2}]';
const ONLY_WORKER_1 = '[{addresses: [10.244.1.2], nodeName: worker-1}]';

function ask(manifests: string, at: Entry, question: { from: string; to: string; port: number; mode?: ProxyMode }) {
  const { from, to, port, mode = 'iptables' } = question;
  const { table } = compileServices(stateOf(manifests, { ...testSpec, proxy: { ...testSpec.proxy, mode } }));
  const translation = translate(table, packetOf({ source: from, destination: to, port }), at);
  if (translation.kind === 'not-handled') return 'not handled';
  if (translation.kind === 'end') return `${translation.outcome} ${translation.decision.reason.code}`;
  const ips = translation.branches.map(({ destination }) => destination.ip.text).join(' ');
  return `${ips}${translation.masquerade ? ' masqueraded' : ''}`;
}

describe('externalTrafficPolicy Local', () => {
  const manifests = service('web', '10.96.0.20', LOCAL) + slice('web', ONLY_WORKER_1);
  const targets = [
    { to: '203.0.113.200', port: 80 },
    { to: 'the node', port: 30080 },
  ];
  const places = [
    { node: 'worker-1', address: '192.168.0.11', pod: '10.244.1.7', outside: '10.244.1.2' },
    { node: 'worker-2', address: '192.168.0.12', pod: '10.244.2.7', outside: 'timeout no-local-endpoints' },
  ];
  const rows = (['iptables', 'nftables'] as const).flatMap((mode) =>
    targets.flatMap((target) => places.map((place) => ({ mode, ...target, ...place }))),
  );

  test.each(rows)('$mode: $to on $node', ({ mode, to, port, node, address, pod, outside }) => {
    const target = { to: to === 'the node' ? address : to, port, mode };
    // outside traffic keeps its source, and needs an endpoint on the node that it enters
    expect(ask(manifests, { node, from: 'outside' }, { from: '203.0.113.9', ...target })).toBe(outside);
    // pods and the node itself are short-circuited to every endpoint
    expect(ask(manifests, { node, from: 'pod' }, { from: pod, ...target })).toBe('10.244.1.2');
    expect(ask(manifests, { node, from: 'node' }, { from: address, ...target })).toBe('10.244.1.2 masqueraded');
    // whatever comes from an address of the node counts as its own, even if it took a way round
    expect(ask(manifests, { node, from: 'outside' }, { from: address, ...target })).toBe('10.244.1.2 masqueraded');
    // the policy is for external traffic alone
    const clusterIP = { from: pod, to: '10.96.0.20', port: 80, mode };
    expect(ask(manifests, { node, from: 'pod' }, clusterIP)).toBe('10.244.1.2');
  });

  test('without a way to tell pods, a pod counts as outside traffic', () => {
    const spec = { ...testSpec, proxy: { ...testSpec.proxy, detectLocalMode: 'None' as const } };
    const { table } = compileServices(stateOf(manifests, spec));
    const packet = packetOf({ source: '10.244.2.7', destination: '203.0.113.200', port: 80 });
    expect(translate(table, packet, { node: 'worker-2', from: 'pod' })).toMatchObject({ outcome: 'timeout' });
  });

  test('the drop says which line keeps the packet from an endpoint elsewhere', () => {
    const { table } = compileServices(stateOf(manifests));
    const packet = packetOf({ source: '203.0.113.9', destination: '192.168.0.12', port: 30080 });
    expect(translate(table, packet, { node: 'worker-2', from: 'outside' })).toMatchObject({
      decision: {
        action: 'drop',
        rule: { path: ['spec', 'externalTrafficPolicy'] },
        considered: [{ mismatch: 'endpoint 10.244.1.2:80 is on node worker-1' }],
      },
    });
  });

  test.each([
    { node: 'worker-1', port: 31000, is: { status: 200, localEndpoints: 1 } },
    { node: 'worker-2', port: 31000, is: { status: 503, localEndpoints: 0 } },
    { node: 'worker-1', port: 31001, is: undefined },
    { node: 'worker-9', port: 31000, is: undefined },
  ])('the health check at $node:$port', ({ node, port, is }) => {
    const answer = healthCheck(compileServices(stateOf(manifests)).table, node, port);
    if (is === undefined) expect(answer).toBeUndefined();
    else expect(answer).toMatchObject(is);
  });
});

describe('internalTrafficPolicy Local', () => {
  const at = { node: 'worker-2', from: 'pod' } as const;
  const question = { from: '10.244.2.7', to: '10.96.0.30', port: 81 };

  test.each([
    { endpoints: EVERYWHERE, is: '10.244.2.2' },
    { endpoints: ONLY_WORKER_1, is: 'timeout no-local-endpoints' },
    { endpoints: '[{addresses: [10.244.2.2]}]', is: 'timeout no-local-endpoints' },
    { endpoints: '[]', is: 'refused no-endpoints' },
  ])('endpoints $endpoints: $is', ({ endpoints, is }) => {
    const manifests = service('agent', '10.96.0.30', INTERNAL) + slice('agent', endpoints);
    expect(ask(manifests, at, question)).toBe(is);
    expect(ask(manifests, at, { ...question, mode: 'nftables' })).toBe(is);
  });
});

describe('no usable endpoint anywhere is refused at every address', () => {
  const manifests =
    service('web', '10.96.0.20', LOCAL) + slice('web', '[{addresses: [10.244.1.2], conditions: {ready: false}}]');

  test.each([
    { to: '10.96.0.20', port: 80 },
    { to: '203.0.113.200', port: 80 },
    { to: '192.168.0.11', port: 30080 },
  ])('$to:$port', (target) => {
    for (const mode of ['iptables', 'nftables', 'ipvs'] as const) {
      const question = { from: '203.0.113.9', ...target, mode };
      expect(ask(manifests, { node: 'worker-1', from: 'outside' }, question)).toBe('refused no-endpoints');
    }
  });
});
