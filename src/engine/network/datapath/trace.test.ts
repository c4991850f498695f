import { expect, test } from 'vitest';
import { ruleJson } from '../../../report/index.ts';
import type { Place } from '../../model/index.ts';
import { address, stateOf, testSpec } from '../../testing/index.ts';
import type { Client } from './client.ts';
import { compile, resolveName, type Snapshot, trace, traceTwice } from './index.ts';

const YAML = `
{apiVersion: v1, kind: Node, metadata: {name: worker-1}, spec: {podCIDR: 10.244.1.0/24}, status: {addresses: [{type: InternalIP, address: 192.168.0.11}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: shop}, spec: {nodeName: worker-1, containers: [{name: c, image: nginx}]}, status: {phase: Running, podIPs: [{ip: 10.244.1.2}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: b, namespace: shop}, spec: {nodeName: worker-1, containers: [{name: c, image: nginx}]}, status: {phase: Running, podIPs: [{ip: 10.244.1.3}]}}
---
{apiVersion: v1, kind: Service, metadata: {name: web, namespace: shop}, spec: {clusterIP: 10.96.0.50, clusterIPs: [10.96.0.50], ports: [{port: 80}]}}
---
{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: web-1, namespace: shop, labels: {kubernetes.io/service-name: web}}, addressType: IPv4, endpoints: [{addresses: [10.244.1.3], conditions: {ready: true}}], ports: [{name: "", port: 80, protocol: TCP}]}
---
{apiVersion: v1, kind: Service, metadata: {name: ip, namespace: shop}, spec: {type: ExternalName, externalName: 10.0.0.1}}
`;

const snapshot: Snapshot = compile(stateOf(YAML, testSpec));

function pod(name: string): Client {
  const found = snapshot.view.get('Pod', name, 'shop');
  if (found === undefined) throw new Error(name);
  return { kind: 'pod', pod: found };
}

function placeText({ pod, node }: Place): string {
  return pod === undefined ? `node ${node}` : `pod ${pod.namespace}/${pod.name} on ${node}`;
}

test('a connection within a node: each stage leaves its hop, in order', () => {
  const { branches } = trace(snapshot, { client: pod('a'), host: '10.96.0.50', port: 80, protocol: 'TCP' });
  expect(branches.map(({ hops }) => hops.map(({ stage, action, place }) => [stage, action, placeText(place)]))).toEqual(
    [
      [
        ['translate', 'rewrite', 'node worker-1'],
        ['egress', 'pass', 'pod shop/a on worker-1'],
        ['route', 'pass', 'node worker-1'],
        ['ingress', 'pass', 'pod shop/b on worker-1'],
        ['deliver', 'deliver', 'pod shop/b on worker-1'],
      ],
    ],
  );
  const rule = branches[0]?.hops.at(-1)?.rule;
  expect(rule && ruleJson(rule)).toMatchObject({ object: 'Pod shop/b', file: 'test.yaml', line: 6 });
});

test('the answer speaks of the client, the target and the endpoint as the JSON does', () => {
  expect(trace(snapshot, { client: pod('a'), host: '10.96.0.50', port: 80, protocol: 'TCP' })).toMatchObject({
    from: { kind: 'Pod', namespace: 'shop', name: 'a', ip: { text: '10.244.1.2' }, node: 'worker-1' },
    to: { host: '10.96.0.50', port: 80, protocol: 'TCP' },
    reach: 'always',
    outcome: 'connected',
    branches: [
      {
        probability: 1,
        outcome: 'connected',
        via: 'ClusterIP',
        endpoint: { kind: 'Pod', namespace: 'shop', name: 'b', ip: { text: '10.244.1.3' }, port: 80, node: 'worker-1' },
        client: { name: 'a' },
        translated: { ip: { text: '10.244.1.3' }, port: 80 },
        masqueraded: false,
        sourceSeen: { text: '10.244.1.2' },
      },
    ],
  });
});

test('an address asks no nameserver, and is written one way', () => {
  const { branches } = trace(snapshot, { client: pod('a'), host: '10.244.1.3', port: 80, protocol: 'TCP' });
  expect(branches[0]?.hops[0]?.stage).toBe('egress');
});

test('without a DNS in reach no name resolves, and the reason is that of the packet', () => {
  const resolution = resolveName(snapshot, pod('a'), 'web', 'A');
  expect(resolution).toMatchObject({ rcode: 'TIMEOUT', answers: [], reason: { code: 'nameserver-unreachable' } });
  expect(resolution.reason.text).toContain('no rule on node worker-1 translates 10.96.0.10:53');
});

test('outside, only hosts outside have names', () => {
  const spec = { ...testSpec, externalHosts: [{ name: 'a.example.com', addresses: ['203.0.113.10', 'fd00::10'] }] };
  const outside = compile(stateOf(YAML, spec));
  const client = { kind: 'external', addresses: [address('203.0.113.1')] } as const;
  const rcodes = (['A', 'AAAA'] as const).map((type) => resolveName(outside, client, 'A.example.com.', type));
  expect(rcodes.map(({ rcode, answers }) => [rcode, answers.map(({ data }) => data)])).toEqual([
    ['NOERROR', ['203.0.113.10']],
    ['NOERROR', ['fd00::10']],
  ]);
  expect(resolveName(outside, client, 'web.shop.svc.cluster.local', 'A').rcode).toBe('NXDOMAIN');
});

test.each([
  ['a.example.com', 'unknown-echo'],
  ['four.example.com', 'no-address-of-family'],
])('a client that speaks IPv6 alone pings %s: %s', (host, code) => {
  const hosts = [
    { name: 'a.example.com', addresses: ['203.0.113.10', 'fd00::10'] },
    { name: 'four.example.com', addresses: ['203.0.113.11'] },
  ];
  const client = { kind: 'external', addresses: [address('2001:db8::1')] } as const;
  const outside = compile(stateOf(YAML, { ...testSpec, externalHosts: hosts }));
  const { branches } = trace(outside, { client, host, port: 0, protocol: 'ICMP' });
  expect(branches.map(({ hops }) => hops.at(-1)?.reason.code)).toEqual([code]);
});

test('the components’ diagnostics come with the tables', () => {
  expect(snapshot.diagnostics.map(({ code }) => code)).toContain('external-name-is-address');
});

test.each([
  { affinity: 'None', proxy: 'iptables', next: [2, 2] },
  { affinity: 'ClientIP', proxy: 'iptables', next: [1, 1] },
  { affinity: 'ClientIP', proxy: 'ipvs', next: [1, 1] },
] as const)('a second connection, sessionAffinity $affinity, $proxy', ({ affinity, proxy, next }) => {
  const yaml = `${YAML}
---
{apiVersion: v1, kind: Service, metadata: {name: two, namespace: shop}, spec: {clusterIP: 10.96.0.60, clusterIPs: [10.96.0.60], sessionAffinity: ${affinity}, ports: [{port: 80}]}}
---
{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: two-1, namespace: shop, labels: {kubernetes.io/service-name: two}}, addressType: IPv4, endpoints: [{addresses: [10.244.1.2], conditions: {ready: true}}, {addresses: [10.244.1.3], conditions: {ready: true}}], ports: [{name: "", port: 80, protocol: TCP}]}
`;
  const mode = { ...testSpec, proxy: { ...testSpec.proxy, mode: proxy } };
  const probe = { client: pod('a'), host: '10.96.0.60', port: 80, protocol: 'TCP' } as const;
  const { first, next: second } = traceTwice(compile(stateOf(yaml, mode)), probe);
  expect(first.branches).toHaveLength(2);
  expect(second.map(({ branches }) => branches.length)).toEqual(next);
  const stays = second.every(({ branches }, index) =>
    branches.some(({ endpoint }) => endpoint?.name === first.branches[index]?.endpoint?.name),
  );
  expect(stays).toBe(true);
});
