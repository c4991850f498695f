import { describe, expect, test } from 'vitest';
import type { ClusterFileSpec } from '../engine/profiles/index.ts';
import { ask, clusterWith } from './journey.fixture.ts';

const NODES = {
  nodes: [
    { name: 'one', address: '192.168.0.1' },
    { name: 'two', address: '192.168.0.2' },
  ],
};
const PODS = `
{apiVersion: v1, kind: Pod, metadata: {name: client, labels: {app: client}}, spec: {nodeName: one, containers: [{name: c, image: x}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: web, labels: {app: web}}, spec: {nodeName: two, containers: [{name: c, image: nginx, ports: [{containerPort: 8080, hostPort: 8080}]}]}}
---
{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {type: NodePort, clusterIP: 10.96.0.50, selector: {app: web}, ports: [{port: 80, targetPort: 8080, nodePort: 30080}]}}
`;
const policy = (spec: string) =>
  `---\n{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: guard}, spec: {${spec}}}\n`;
const EGRESS = (rule: string) =>
  policy(`podSelector: {matchLabels: {app: client}}, policyTypes: [Egress], egress: [${rule}]`);
const INGRESS = (rule: string) => policy(`podSelector: {matchLabels: {app: web}}, ingress: [${rule}]`);

const outcomeOf = async (yaml: string, from: string, to: string, network: ClusterFileSpec['network'] = {}) =>
  (await clusterWith(PODS + yaml, { ...NODES, network })).connect({ from, to }).outcome;

describe('egress', () => {
  test('sees the pod and its port, not the Service', async () => {
    expect(await outcomeOf(EGRESS('{ports: [{port: 8080}]}'), 'client', '10.96.0.50')).toBe('connected');
    expect(await outcomeOf(EGRESS('{ports: [{port: 80}]}'), 'client', '10.96.0.50')).toBe('timeout');
  });

  test.each([
    { rule: '{ports: [{port: 8080}]}', is: 'timeout', why: 'the port is that of the Service' },
    { rule: '{ports: [{port: 80}]}', is: 'connected', why: 'that is the port of the Service' },
    { rule: '{to: [{ipBlock: {cidr: 10.244.0.0/16}}]}', is: 'timeout', why: 'the address is that of the Service' },
    {
      rule: '{to: [{ipBlock: {cidr: 10.96.0.50/32}}], ports: [{port: 80}]}',
      is: 'connected',
      why: 'that is the Service',
    },
    {
      rule: '{to: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 8080}]}',
      is: 'connected',
      why: 'the Service of the selected pods counts, by its target port',
    },
    {
      rule: '{to: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 80}]}',
      is: 'timeout',
      why: 'no Service has that target port',
    },
    { rule: '{to: [{podSelector: {matchLabels: {app: other}}}]}', is: 'timeout', why: 'it is not their Service' },
  ])('before translation, where the plugin looks there, $rule: $is, $why', async ({ rule, is }) => {
    const network = { policies: { egressSeesServiceIP: true } };
    expect(await outcomeOf(EGRESS(rule), 'client', '10.96.0.50', network)).toBe(is);
  });

  test('ends at the pod: the hops after it are not taken', async () => {
    const cluster = await clusterWith(PODS + EGRESS(''), NODES);
    const { branches } = cluster.connect({ from: 'client', to: '10.96.0.50' });
    expect(branches.map(({ hops }) => hops.map(({ stage }) => stage))).toEqual([['translate', 'egress']]);
    const expected = { outcome: 'timeout', code: 'policy-isolates', via: 'ClusterIP', source: 'nobody' } as const;
    expect(ask(cluster, { from: 'client', to: '10.96.0.50' }, expected)).toEqual(expected);
  });

  test('is not asked of nodes', async () => {
    expect(await outcomeOf(EGRESS(''), 'node one', '10.96.0.50')).toBe('connected');
  });
});

describe('ingress', () => {
  test('sees the client behind a Service', async () => {
    const fromClient = '{from: [{podSelector: {matchLabels: {app: client}}}]}';
    expect(await outcomeOf(INGRESS(fromClient), 'client', '10.96.0.50')).toBe('connected');
    expect(await outcomeOf(INGRESS(fromClient.replace('app: client', 'app: other')), 'client', '10.96.0.50')).toBe(
      'timeout',
    );
  });

  test('sees the node that a node port was entered by, which masquerades', async () => {
    const fromNode = '{from: [{ipBlock: {cidr: 192.168.0.1/32}}]}';
    expect(await outcomeOf(INGRESS(fromNode), 'external', '192.168.0.1:30080')).toBe('connected');
    expect(
      await outcomeOf(INGRESS('{from: [{ipBlock: {cidr: 203.0.113.0/24}}]}'), 'external', '192.168.0.1:30080'),
    ).toBe('timeout');
  });

  test('admits whatever comes from the pod’s own node', async () => {
    expect(await outcomeOf(INGRESS(''), 'node two', '10.96.0.50')).toBe('connected');
    expect(await outcomeOf(INGRESS(''), 'node one', '10.96.0.50')).toBe('timeout');
  });

  test('sees the client of a host port', async () => {
    expect(
      await outcomeOf(INGRESS('{from: [{ipBlock: {cidr: 203.0.113.0/24}}]}'), 'external', '192.168.0.2:8080'),
    ).toBe('connected');
    expect(
      await outcomeOf(INGRESS('{from: [{ipBlock: {cidr: 198.51.100.0/24}}]}'), 'external', '192.168.0.2:8080'),
    ).toBe('timeout');
  });
});

describe('a pod that a Service leads to itself', () => {
  test('is not asked, or asked, as the plugin has it', async () => {
    expect(await outcomeOf(INGRESS(''), 'web', '10.96.0.50')).toBe('connected');
    const egress = EGRESS('').replace('app: client', 'app: web');
    expect(await outcomeOf(egress, 'web', '10.96.0.50', { policies: { hairpin: 'enforce' } })).toBe('timeout');
    expect(await outcomeOf(egress, 'web', '10.96.0.50')).toBe('connected');
  });

  test('is never asked on localhost or at its own address', async () => {
    const all = policy('podSelector: {}, policyTypes: [Ingress, Egress]');
    const network = { policies: { hairpin: 'enforce' as const } };
    expect(await outcomeOf(all, 'web', 'localhost:8080', network)).toBe('connected');
    expect(await outcomeOf(all, 'web', 'web:8080', network)).toBe('connected');
  });
});
