import { describe, expect, test } from 'vitest';
import type { ClusterSpec } from '../../../model/index.ts';
import { address } from '../../../testing/index.ts';
import type { Client } from '../client.ts';
import { resolveName, trace } from '../trace.ts';
import { DNS, hostPodYaml, nodeClient, only, podClient, podYaml, SPEC, snapshotOf } from '../world.fixture.ts';

const PODS = podYaml('a', '10.244.1.2') + podYaml('b', '10.244.2.2');
const TO_DNS = { host: '10.96.0.10', port: 53, protocol: 'UDP' };

function ask(client: Client, snapshot: ReturnType<typeof snapshotOf>, host: string) {
  return only(trace(snapshot, { client, host, port: 80, protocol: 'TCP' }));
}

describe('the questions of a name', () => {
  const snapshot = snapshotOf(PODS + DNS);
  const [a, b] = [podClient(snapshot, 'a'), podClient(snapshot, 'b')];

  test('are on the hop that resolves it, whether it does or not', () => {
    for (const host of ['kube-dns.kube-system', 'nowhere']) {
      const { hops } = ask(a, snapshot, host);
      expect(hops[0]?.questions).toMatchObject([{ from: { name: 'a' }, to: TO_DNS, reach: 'always' }]);
      expect(hops.slice(1).flatMap(({ questions = [] }) => questions)).toEqual([]);
    }
  });

  test('are those of the client itself, though the answer is shared; and the same ones for whoever asks again', () => {
    const [first, again, other] = [a, a, b].map((client) => ask(client, snapshot, 'kube-dns.kube-system').hops[0]);
    expect(again?.questions?.[0]).toBe(first?.questions?.[0]);
    expect(other?.questions?.[0]?.from.name).toBe('b');
    expect(resolveName(snapshot, a, 'other', 'A').ways?.[0]).toBe(first?.questions?.[0]);
  });

  test('are lost where a policy drops them, and say so', () => {
    const policy = `
---
{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: none}, spec: {podSelector: {}, policyTypes: [Egress]}}
`;
    const closed = snapshotOf(PODS + DNS + policy);
    const [hop] = ask(podClient(closed, 'a'), closed, 'kube-dns.kube-system').hops;
    expect(hop).toMatchObject({ action: 'fail', reason: { code: 'nameserver-unreachable' } });
    expect(hop?.questions).toMatchObject([{ to: TO_DNS, reach: 'never', outcome: 'timeout' }]);
  });

  test.each([
    ['an address', '10.244.2.2'],
    ['a name of /etc/hosts', 'localhost'],
  ])('are none for %s', (_, host) => {
    expect(ask(a, snapshot, host).hops.flatMap(({ questions = [] }) => questions)).toEqual([]);
  });

  test('are none outside, where no cluster is asked', () => {
    const client: Client = { kind: 'external', addresses: [address('203.0.113.7')] };
    expect(resolveName(snapshot, client, 'nowhere', 'A').ways).toBeUndefined();
    expect(ask(client, snapshot, 'nowhere').hops[0]?.questions).toEqual([]);
  });
});

describe('an answer never depends on who asked before', () => {
  const spec: ClusterSpec = {
    ...SPEC,
    dns: { ...SPEC.dns, nodeResolvConf: { nameservers: [], searches: [], options: [] } },
    externalHosts: [{ name: 'example.com', addresses: ['203.0.113.10'] }],
  };
  const yaml = PODS + hostPodYaml('cache', 'two', 53).replace('containerPort: 53', 'containerPort: 53, protocol: UDP');
  const SAYS = {
    one: ['unresolved', 'nameserver 127.0.0.1 does not answer: nobody on node one listens on 53/UDP'],
    two: ['connected', 'example.com answers on 80/TCP'],
    three: ['unresolved', 'nameserver 127.0.0.1 does not answer: nobody on node three listens on 53/UDP'],
  };

  // Without a nameserver a client asks its own machine, and not all of them have a server.
  test.each([[['one', 'two', 'three']], [['two', 'one', 'three']], [['three', 'two', 'one']]] as const)(
    'nodes that ask themselves, in the order %j',
    (order) => {
      const snapshot = snapshotOf(yaml, spec);
      for (const node of order) {
        const { outcome, hops } = ask(nodeClient(snapshot, node), snapshot, 'example.com');
        expect([outcome, hops.at(-1)?.reason.text]).toEqual(SAYS[node]);
      }
    },
  );
});
