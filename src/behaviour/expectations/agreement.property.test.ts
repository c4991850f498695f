import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Cluster } from '../../api/index.ts';
import { draws } from '../../draws.fixture.ts';
import { formatSocket, podIPs } from '../../engine/model/index.ts';
import type { DiffJson, PeerJson } from '../../report/index.ts';
import { expectAllReach, expectNoneReaches, expectOnly } from './quantified.ts';

const NAMES = ['pod-0', 'pod-1', 'pod-2'];
const pods = fc
  .tuple(...NAMES.map(() => fc.record({ app: fc.constantFrom('web', 'db'), node: fc.nat(1) })))
  .map((all) =>
    all.map(({ app, node }, index) => ({
      ...{ apiVersion: 'v1', kind: 'Pod', metadata: { name: NAMES[index] ?? '', labels: { app } } },
      spec: { nodeName: ['one', 'two'][node], containers: [{ name: 'c', image: 'nginx' }] },
    })),
  );

/* Blocks that hold all pods, those of a node, one, those of one family, and none; with holes where these lie within. */
const block = fc.constantFrom<object>(
  ...[{ cidr: '10.0.0.0/8' }, { cidr: '10.244.0.0/16' }, { cidr: '10.244.0.0/24' }, { cidr: '10.244.1.2/31' }],
  ...[
    { cidr: '10.244.0.0/16', except: ['10.244.0.0/24'] },
    { cidr: '0.0.0.0/0', except: ['10.244.1.0/25'] },
  ],
  ...[{ cidr: '0.0.0.0/0' }, { cidr: '::/0' }, { cidr: 'fd00:10:244::/64' }, { cidr: '203.0.113.0/24' }],
);
const peer = fc.oneof(
  { weight: 3, arbitrary: fc.record({ ipBlock: block }) },
  { weight: 1, arbitrary: fc.constantFrom({ podSelector: {} }, { podSelector: { matchLabels: { app: 'web' } } }) },
);
const ports = fc.constantFrom([], [{ port: 80 }], [{ port: 81 }], [{ port: 79, endPort: 90 }]);
const policies = fc
  .array(
    fc.record({
      direction: fc.constantFrom('Ingress', 'Egress'),
      podSelector: fc.constantFrom({}, { matchLabels: { app: 'web' } }, { matchLabels: { app: 'db' } }),
      peers: fc.array(peer, { minLength: 1, maxLength: 2 }),
      ports,
    }),
    { minLength: 1, maxLength: 3 },
  )
  .map((all) =>
    all.map(({ direction, podSelector, peers, ports: own }, index) => ({
      ...{ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: `p${index}` } },
      spec: {
        ...{ podSelector, policyTypes: [direction] },
        ...(direction === 'Ingress'
          ? { ingress: [{ from: peers, ports: own }] }
          : { egress: [{ to: peers, ports: own }] }),
      },
    })),
  );

const DUAL = {
  network: { podCIDR: '10.244.0.0/16,fd00:10:244::/56', serviceCIDR: '10.96.0.0/16,fd00:10:96::/112' },
  nodes: [
    { name: 'one', addresses: ['192.168.0.1', 'fd00:192:168::1'] },
    { name: 'two', addresses: ['192.168.0.2', 'fd00:192:168::2'] },
  ],
};
const SINGLE = {
  network: { podCIDR: '10.244.0.0/16', serviceCIDR: '10.96.0.0/16' },
  nodes: [
    { name: 'one', addresses: ['192.168.0.1'] },
    { name: 'two', addresses: ['192.168.0.2'] },
  ],
};

const nameOf = (end: PeerJson): string => (end.kind === 'Workload' ? end.name : 'outside');
const pairOf = (from: PeerJson, to: PeerJson): string => `${nameOf(from)} ${nameOf(to)}`;
const isBetweenPods = (pair: string): boolean => !pair.includes('outside');

/** The pairs of pods that may use TCP 80, as a matrix lists them. */
function permitted(cluster: Cluster): readonly string[] {
  const { connections } = cluster.matrix({ port: '80/TCP' });
  return connections
    .map(({ from, to }) => pairOf(from, to))
    .filter(isBetweenPods)
    .sort();
}

/** The pairs of pods for which TCP 80 is among the ports that a diff lists. */
function changed({ opened, closed, changed: others }: DiffJson, what: 'opened' | 'closed'): readonly string[] {
  return [...opened, ...closed, ...others]
    .filter((each) => each[what].some(({ protocol, ports: list }) => protocol === 'TCP' && holds(list, 80)))
    .map(({ from, to }) => pairOf(from, to))
    .filter(isBetweenPods)
    .sort();
}

function holds(list: string, port: number): boolean {
  return list.split(',').some((range) => {
    const [first = 0, last = first] = range.split('-').map(Number);
    return first <= port && port <= last;
  });
}

async function isHeld(expectation: Promise<void>): Promise<boolean> {
  return expectation.then(
    () => true,
    () => false,
  );
}

test('matrix, traces, sentences about every pod and diff agree, where blocks and pod ranges overlap', async () => {
  const seen = { permitted: 0, denied: 0 };
  await fc.assert(
    fc.asyncProperty(pods, policies, fc.constantFrom(SINGLE, DUAL), async (written, extra, file) => {
      const open = Cluster.of({ objects: written, cluster: file });
      const cluster = Cluster.of({ objects: [...written, ...extra], cluster: file });
      expect(cluster.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
      const matrix = permitted(cluster);
      const closed = permitted(open).filter((pair) => !matrix.includes(pair));
      seen.permitted += matrix.length;
      seen.denied += closed.length;
      expect(changed(open.diff(cluster), 'closed')).toEqual(closed);
      expect(changed(cluster.diff(open), 'opened')).toEqual(closed);

      for (const to of cluster.get('Pod').filter(({ metadata }) => NAMES.includes(metadata.name))) {
        const others = NAMES.filter((name) => name !== to.metadata.name);
        const hosts = podIPs(to).map((ip) => formatSocket(ip, 80));
        const reach = (from: string, host: string): boolean => cluster.connect({ from, to: host }).reach === 'always';
        // A matrix speaks of a pair of pods: it permits what any of their addresses gets through.
        const expected = others.filter((from) => hosts.some((host) => reach(from, host)));
        expect(others.filter((from) => matrix.includes(`${from} ${to.metadata.name}`))).toEqual(expected);

        for (const host of hosts) {
          const able = others.filter((from) => reach(from, host));
          expect(await isHeld(expectAllReach(cluster, { to: host }))).toBe(able.length === others.length);
          expect(await isHeld(expectNoneReaches(cluster, { to: host }))).toBe(able.length === 0);
          const allowed = [...able, to.metadata.name];
          expect(await isHeld(expectOnly(cluster, allowed, host, 'default'))).toBe(true);
        }
      }
    }),
    { numRuns: draws(16) },
  );
  expect(Math.min(seen.permitted, seen.denied)).toBeGreaterThan(5);
}, 120_000);
