import { describe, expect, test } from 'vitest';
import type { ProxyMode } from '../../model/index.ts';
import { packetOf, stateOf, testSpec } from '../../testing/index.ts';
import type { Entry, Translation } from './index.ts';
import { compileServices, translate } from './index.ts';

const manifests = `
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  type: LoadBalancer
  clusterIP: 10.96.0.20
  externalTrafficPolicy: Local
  internalTrafficPolicy: Local
  ports: [{port: 80, nodePort: 30080}]
status: {loadBalancer: {ingress: [{ip: 203.0.113.200}]}}
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: web-1, labels: {kubernetes.io/service-name: web}}
addressType: IPv4
ports: [{name: '', port: 80}]
endpoints: [{addresses: [10.244.1.2], nodeName: worker-1}, {addresses: [10.244.2.2], nodeName: worker-2}]
---
apiVersion: v1
kind: Service
metadata: {name: closed}
spec:
  type: LoadBalancer
  clusterIP: 10.96.0.21
  loadBalancerSourceRanges: [203.0.113.0/25]
  externalIPs: [192.168.0.11]
  ports: [{port: 80}]
status: {loadBalancer: {ingress: [{ip: 203.0.113.201}]}}
---
apiVersion: v1
kind: Service
metadata: {name: agent}
spec: {clusterIP: 10.96.0.22, internalTrafficPolicy: Local, ports: [{port: 80}]}
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: agent-1, labels: {kubernetes.io/service-name: agent}}
addressType: IPv4
ports: [{name: '', port: 80}]
endpoints: [{addresses: [10.244.2.2], nodeName: worker-2}]
`;

function ask(mode: ProxyMode, at: Entry, packet: { source: string; destination: string; port: number }) {
  const { table } = compileServices(stateOf(manifests, { ...testSpec, proxy: { ...testSpec.proxy, mode } }));
  return summary(translate(table, packetOf(packet), at));
}

function summary(translation: Translation): string {
  if (translation.kind === 'not-handled') return 'not handled';
  if (translation.kind === 'end') return `${translation.outcome} ${translation.decision.reason.code}`;
  const ips = translation.branches.map(({ destination: { ip } }) => ip.text).join(' ');
  return `${ips}${translation.masquerade ? ' masqueraded' : ''}`;
}

const POD = { at: { node: 'worker-1', from: 'pod' }, source: '10.244.1.7' } as const;
const NODE = { at: { node: 'worker-1', from: 'node' }, source: '192.168.0.11' } as const;
const OUTSIDE = { at: { node: 'worker-1', from: 'outside' }, source: '203.0.113.9' } as const;
const BLOCKED = { at: { node: 'worker-1', from: 'outside' }, source: '203.0.113.130' } as const;
const CONTROL = { at: { node: 'control-plane', from: 'pod' }, source: '10.244.0.7' } as const;
const CONTROL_OUTSIDE = { at: { node: 'control-plane', from: 'outside' }, source: '203.0.113.9' } as const;

describe('what no Service port answers', () => {
  test.each([
    {
      what: 'an undefined port of a cluster IP',
      destination: '10.96.0.20',
      port: 81,
      iptables: 'not handled',
      nftables: 'refused undefined-service-port',
      ipvs: 'refused undefined-service-port',
    },
    {
      what: 'an undefined port of a load balancer address',
      destination: '203.0.113.200',
      port: 81,
      iptables: 'not handled',
      nftables: 'not handled',
      ipvs: 'refused undefined-service-port',
    },
    {
      what: 'a cluster IP that no Service has',
      destination: '10.96.0.99',
      port: 80,
      iptables: 'not handled',
      nftables: 'timeout unallocated-cluster-ip',
      ipvs: 'not handled',
    },
    {
      what: 'an undefined port of an external IP that is the address of the node itself',
      destination: '192.168.0.11',
      port: 81,
      iptables: 'not handled',
      nftables: 'not handled',
      ipvs: 'not handled',
    },
    {
      what: 'the address of a pod',
      destination: '10.244.2.2',
      port: 80,
      iptables: 'not handled',
      nftables: 'not handled',
      ipvs: 'not handled',
    },
  ])('$what', ({ destination, port, ...expected }) => {
    for (const mode of ['iptables', 'nftables', 'ipvs'] as const) {
      expect(ask(mode, POD.at, { source: POD.source, destination, port }), mode).toBe(expected[mode]);
    }
  });
});

describe('a load balancer address without endpoints, with source ranges', () => {
  test.each([
    { ...OUTSIDE, who: 'a source in range', iptables: 'refused no-endpoints', others: 'refused no-endpoints' },
    { ...BLOCKED, who: 'another source', iptables: 'refused no-endpoints', others: 'timeout source-range' },
  ])('$who', ({ at, source, iptables, others }) => {
    const packet = { source, destination: '203.0.113.201', port: 80 };
    expect(ask('iptables', at, packet)).toBe(iptables);
    expect(ask('nftables', at, packet)).toBe(others);
    expect(ask('ipvs', at, packet)).toBe(others);
  });
});

describe('the Local policies in ipvs mode', () => {
  test.each([
    // no short circuit: pods get what outside traffic gets
    { who: 'a pod beside an endpoint', ...POD, destination: '203.0.113.200', is: '10.244.1.2' },
    { who: 'outside traffic beside an endpoint', ...OUTSIDE, destination: '203.0.113.200', is: '10.244.1.2' },
    // a virtual server without local endpoints gets all of them, of no use to outside traffic
    { who: 'a pod far from endpoints', ...CONTROL, destination: '203.0.113.200', is: '10.244.1.2 10.244.2.2' },
    {
      who: 'outside traffic far from endpoints',
      ...CONTROL_OUTSIDE,
      destination: '203.0.113.200',
      is: 'timeout no-local-endpoints',
    },
    { who: 'a pod far from endpoints, inside', ...CONTROL, destination: '10.96.0.20', is: '10.244.1.2 10.244.2.2' },
    // a purely internal Service has no others to give
    {
      who: 'a pod far from endpoints of an internal Service',
      ...POD,
      destination: '10.96.0.22',
      is: 'refused no-local-endpoints',
    },
    { who: 'the node itself', ...NODE, destination: '10.96.0.20', is: '10.244.1.2 masqueraded' },
  ])('$who at $destination', ({ at, source, destination, is }) => {
    expect(ask('ipvs', at, { source, destination, port: 80 })).toBe(is);
  });
});

test('in ipvs mode the node may use a load balancer address only if a range holds the node', () => {
  const packet = { source: NODE.source, destination: '203.0.113.201', port: 80 };
  expect(ask('ipvs', NODE.at, packet)).toBe('timeout source-range');
});

test.each([
  { mode: 'iptables' as const, is: '10.244.1.2' },
  { mode: 'ipvs' as const, is: '10.244.1.2 masqueraded' },
])('without a way to tell pods, what the node sends to a cluster IP in $mode mode: $is', ({ mode, is }) => {
  const spec = { ...testSpec, proxy: { ...testSpec.proxy, mode, detectLocalMode: 'None' as const } };
  const { table } = compileServices(stateOf(manifests, spec));
  const packet = packetOf({ source: NODE.source, destination: '10.96.0.20', port: 80 });
  expect(summary(translate(table, packet, NODE.at))).toBe(is);
});
