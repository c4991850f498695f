import { beforeAll, describe, expect, test } from 'vitest';
import type { Cluster } from './cluster.ts';
import { ask, clusterWith } from './journey.fixture.ts';

const WEB = `
apiVersion: v1
kind: Pod
metadata: {name: client, labels: {app: client}}
spec: {containers: [{name: c, image: debian}]}
---
apiVersion: v1
kind: Pod
metadata: {name: plain, labels: {app: plain}}
spec: {dnsPolicy: Default, containers: [{name: c, image: debian}]}
---
apiVersion: v1
kind: Pod
metadata: {name: own, labels: {app: own}}
spec: {dnsPolicy: None, dnsConfig: {nameservers: [10.96.0.10], searches: [shop.svc.cluster.local]}, containers: [{name: c, image: debian}]}
---
apiVersion: v1
kind: Pod
metadata: {name: host}
spec: {hostNetwork: true, dnsPolicy: ClusterFirstWithHostNet, containers: [{name: c, image: debian}]}
---
apiVersion: v1
kind: Pod
metadata: {name: aliased}
spec: {hostAliases: [{ip: 203.0.113.9, hostnames: [web]}], containers: [{name: c, image: debian}]}
---
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop, labels: {app: web}}
spec: {containers: [{name: web, image: nginx}]}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {selector: {app: web}, ports: [{port: 80}]}
`;

const DENY = `
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: no-egress}
spec: {podSelector: {matchLabels: {app: client}}, policyTypes: [Egress]}
`;

describe('a connection by name', () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await clusterWith(WEB);
  });

  test.each([
    { from: 'client', to: 'web.shop', outcome: 'connected' },
    { from: 'client', to: 'web.shop.svc.cluster.local.', outcome: 'connected' },
    { from: 'client', to: 'WEB.Shop', outcome: 'connected' },
    // another namespace is not searched
    { from: 'client', to: 'web', outcome: 'unresolved' },
    { from: 'shop/web', to: 'web', outcome: 'connected' },
    // the node's resolv.conf knows nothing of the cluster
    { from: 'plain', to: 'web.shop.svc.cluster.local', outcome: 'unresolved' },
    { from: 'own', to: 'web', outcome: 'connected' },
    { from: 'own', to: 'web.shop', outcome: 'unresolved' },
    { from: 'host', to: 'web.shop', outcome: 'connected' },
    // /etc/hosts comes first
    { from: 'aliased', to: 'web', outcome: 'unknown' },
  ] as const)('$from finds $to: $outcome', ({ from, to, outcome }) => {
    expect(cluster.connect({ from, to }).outcome).toBe(outcome);
  });

  test('equal look-ups of different clients give the same answer', () => {
    const [one, other] = ['client', 'aliased'].map((from) => cluster.connect({ from, to: 'web.shop' }));
    expect(one?.branches[0]?.hops[0]?.reason).toEqual(other?.branches[0]?.hops[0]?.reason);
  });
});

describe('a question to the DNS is a packet', () => {
  test('that a policy drops: the name does not resolve, and the policy is named', async () => {
    const cluster = await clusterWith(WEB + DENY);
    const trace = cluster.connect({ from: 'client', to: 'web.shop' });
    expect(trace.outcome).toBe('unresolved');
    expect(trace.branches[0]?.hops).toHaveLength(1);
    expect(trace.branches[0]?.hops[0]).toMatchObject({
      stage: 'resolve',
      reason: { code: 'nameserver-unreachable' },
      rule: { object: 'NetworkPolicy default/no-egress', line: WEB.split('\n').length + 2 },
    });
    expect(cluster.resolve({ from: 'client', name: 'web.shop' })).toMatchObject({
      rcode: 'TIMEOUT',
      rule: { object: 'NetworkPolicy default/no-egress' },
    });
  });

  test('that a policy for another pod leaves alone', async () => {
    const cluster = await clusterWith(WEB + DENY);
    expect(cluster.connect({ from: 'host', to: 'web.shop' }).outcome).toBe('connected');
  });

  test('that the policy must let out: with port 53 open the name resolves, and the connection is dropped', async () => {
    const open = DENY.replace('[Egress]}', '[Egress], egress: [{ports: [{port: 53, protocol: UDP}]}]}');
    const cluster = await clusterWith(WEB + open);
    const expected = { outcome: 'timeout', code: 'policy-isolates' } as const;
    expect(ask(cluster, { from: 'client', to: 'web.shop' }, expected)).toEqual(expected);
  });

  test('that a plugin without policies lets pass', async () => {
    const cluster = await clusterWith(WEB + DENY, { network: { plugin: 'flannel' }, nodes: [{ name: 'one' }] });
    const trace = cluster.connect({ from: 'client', to: 'web.shop' });
    expect(trace.outcome).toBe('connected');
    expect(trace.branches[0]?.hops.map(({ reason }) => reason.code)).toContain('not-enforced');
  });

  test('that nobody answers when no DNS pod runs', async () => {
    const cluster = await (await clusterWith(WEB)).change(
      [{ scale: 'deployment/coredns', replicas: 0 }],
      'kube-system',
    );
    const trace = cluster.connect({ from: 'client', to: 'web.shop' });
    expect(trace.outcome).toBe('unresolved');
    expect(trace.branches[0]?.hops[0]?.rule).toMatchObject({ object: 'Service kube-system/kube-dns' });
  });

  test('that other nameservers answer too, if only to say that there is no such name', async () => {
    const cluster = await (await clusterWith(WEB, 'flannel')).change(
      [{ scale: 'deployment/coredns', replicas: 0 }],
      'kube-system',
    );
    const resolution = cluster.resolve({ from: 'client', name: 'web.shop' });
    expect(resolution).toMatchObject({ rcode: 'NXDOMAIN', reason: { code: 'nameserver-unreachable' } });
  });

  test('that goes nowhere on a cluster without DNS', async () => {
    const cluster = await clusterWith(WEB, { dns: { installed: false }, nodes: [{ name: 'one' }] });
    expect(cluster.connect({ from: 'client', to: 'web.shop' }).outcome).toBe('unresolved');
    expect(cluster.get('Pod', 'kube-system')).toEqual([]);
    expect(
      cluster.connect({ from: 'client', to: String(cluster.get('Service', 'shop')[0]?.spec.clusterIP) }).outcome,
    ).toBe('connected');
  });
});
