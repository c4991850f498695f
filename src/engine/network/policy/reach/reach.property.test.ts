import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Cidr, KubernetesObject, Pod, Protocol, Resource } from '../../../model/index.ts';
import { formatAddress, parseCidr } from '../../../model/index.ts';
import { ClusterState } from '../../../store/index.ts';
import { resourcesOf, testSpec } from '../../../testing/index.ts';
import type { PolicyPeer, PolicyTable, ReachEnd } from '../index.ts';
import { compilePolicies, hasPort, judge, Reach } from '../index.ts';

/* The oracle is `judge`, asked for each pair of ends, at every port where a rule begins or ends, and beside it. */

const key = fc.constantFrom('app', 'tier');
const labels = fc.dictionary(key, fc.constantFrom('x', 'y'), { maxKeys: 2 });
const protocol = fc.constantFrom<Protocol>('TCP', 'UDP', 'SCTP');
const number = fc.constantFrom(1, 80, 81, 90, 65535);
const cidr = fc.constantFrom(
  '0.0.0.0/0',
  '10.0.0.0/8',
  '10.244.0.0/16',
  '10.244.1.0/24',
  '192.0.2.0/24',
  '::/0',
  'fd00::/8',
);
const portName = fc.constantFrom('web', 'dns');

const selector = fc.oneof(
  fc.constant({}),
  fc.record({ matchLabels: labels }),
  fc.record({ matchExpressions: fc.tuple(fc.record({ key, operator: fc.constantFrom('Exists', 'DoesNotExist') })) }),
  fc.record({
    matchExpressions: fc.tuple(
      fc.record({ key, operator: fc.constantFrom('In', 'NotIn'), values: fc.constantFrom(['x'], ['x', 'y']) }),
    ),
  }),
);
const namespaceSelector = fc.oneof(
  selector,
  fc.constantFrom('a', 'b').map((name) => ({ matchLabels: { 'kubernetes.io/metadata.name': name } })),
);

const peer = fc.oneof(
  fc.record({ podSelector: selector }),
  fc.record({ namespaceSelector }),
  fc.record({ namespaceSelector, podSelector: selector }),
  fc.record({ ipBlock: fc.record({ cidr, except: fc.array(cidr, { maxLength: 1 }) }) }),
  fc.record({ ipBlock: fc.record({ cidr }) }),
);
const port = fc.oneof(
  fc.record({ protocol }),
  fc.record({ protocol, port: number }),
  fc.record({ protocol, port: fc.constant(80), endPort: number.filter((end) => end >= 80) }),
  fc.record({ protocol, port: portName }),
);
const few = <T>(item: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(item, { maxLength: 2 });
const rule = (side: 'from' | 'to') => fc.record({ [side]: few(peer), ports: few(port) }, { requiredKeys: [] });

const networkPolicy = fc.record({
  kind: fc.constant('NetworkPolicy'),
  namespace: fc.constantFrom('a', 'b'),
  spec: fc.record(
    {
      podSelector: selector,
      policyTypes: fc.constantFrom(['Ingress'], ['Egress'], ['Ingress', 'Egress']),
      ingress: few(rule('from')),
      egress: few(rule('to')),
    },
    { requiredKeys: ['podSelector'] },
  ),
});

const adminPeer = fc.oneof(
  fc.record({ namespaces: namespaceSelector }),
  fc.record({ pods: fc.record({ namespaceSelector, podSelector: selector }) }),
);
const outsidePeer = fc.oneof(
  adminPeer,
  fc.record({ networks: fc.array(cidr, { minLength: 1, maxLength: 2 }) }),
  fc.record({ domainNames: fc.constant(['example.com']) }),
);
const adminPort = fc.oneof(
  fc.record({ portNumber: fc.record({ protocol, port: number }) }),
  fc.record({ portRange: fc.record({ protocol, start: fc.constant(80), end: fc.constantFrom(85, 90) }) }),
  fc.record({ namedPort: portName }),
);
const adminRule = (side: 'from' | 'to') =>
  fc.record(
    {
      action: fc.constantFrom('Allow', 'Deny', 'Pass'),
      [side]: fc.array(side === 'to' ? outsidePeer : adminPeer, { minLength: 1, maxLength: 2 }),
      ports: fc.array(adminPort, { minLength: 1, maxLength: 2 }),
    },
    { requiredKeys: ['action', side] },
  );
const transport = (field: 'tcp' | 'udp' | 'sctp') =>
  fc.oneof(
    number.map((each) => ({ [field]: { destinationPort: { number: each } } })),
    fc.constantFrom(85, 90).map((end) => ({ [field]: { destinationPort: { range: { start: 80, end } } } })),
  );
const clusterProtocol = fc.oneof(
  transport('tcp'),
  transport('udp'),
  transport('sctp'),
  portName.map((destinationNamedPort) => ({ destinationNamedPort })),
);
const clusterRule = (side: 'from' | 'to') =>
  fc.record(
    {
      action: fc.constantFrom('Accept', 'Deny', 'Pass'),
      [side]: fc.array(side === 'to' ? outsidePeer : adminPeer, { minLength: 1, maxLength: 2 }),
      protocols: fc.array(clusterProtocol, { minLength: 1, maxLength: 2 }),
    },
    { requiredKeys: ['action', side] },
  );
const clusterPolicy = fc.record({
  kind: fc.constant('ClusterNetworkPolicy'),
  spec: fc.record({
    tier: fc.constantFrom('Admin', 'Baseline'),
    priority: fc.nat(3),
    subject: adminPeer,
    ingress: few(clusterRule('from')),
    egress: few(clusterRule('to')),
  }),
});
const adminPolicy = fc.record({
  kind: fc.constantFrom('AdminNetworkPolicy', 'BaselineAdminNetworkPolicy'),
  spec: fc.record({
    priority: fc.nat(3),
    subject: adminPeer,
    ingress: few(adminRule('from')),
    egress: few(adminRule('to')),
  }),
});

const pod = fc.record({
  namespace: fc.constantFrom('a', 'b', 'c'),
  labels,
  ports: fc.uniqueArray(
    fc.record({ name: portName, containerPort: fc.constantFrom(80, 90), protocol: fc.constantFrom('TCP', 'UDP') }),
    { maxLength: 2, selector: ({ name }) => name },
  ),
});

const world = fc.record({
  namespaces: fc.record({ a: labels, b: labels }),
  policies: fc.array(fc.oneof(networkPolicy, adminPolicy, clusterPolicy), { minLength: 2, maxLength: 6 }),
  pods: fc.array(pod, { minLength: 2, maxLength: 4 }),
  switches: fc.record({
    ipBlockMatchesPods: fc.boolean(),
    duplicateNamedPort: fc.constantFrom('resolve', 'skip'),
    baselineSkippedByAnyDirection: fc.boolean(),
  }),
});

type World = typeof world extends fc.Arbitrary<infer T> ? T : never;

function stateOf({ namespaces, policies, pods, switches }: World): ClusterState {
  const { network } = testSpec;
  const objects: readonly KubernetesObject[] = [
    ...Object.entries(namespaces).map(([name, each]) => ({ kind: 'Namespace', metadata: { name, labels: each } })),
    ...policies.map(({ kind, spec, ...rest }, index) => ({
      kind,
      metadata: { ...rest, name: `p${index}` },
      spec,
    })),
    ...pods.map(({ namespace, labels: each, ports }, index) => ({
      kind: 'Pod',
      metadata: { namespace, name: `pod${index}`, labels: each },
      spec: { containers: [{ name: 'c', ports }] },
    })),
  ];
  const spec = {
    ...testSpec,
    network: { ...network, policies: { ...network.policies, ...switches } },
    externalHosts: [{ name: 'example.com', addresses: ['203.0.113.10'] }],
  };
  return ClusterState.of(
    spec,
    objects.flatMap((object) => resourcesOf(JSON.stringify(object))),
  );
}

interface End {
  readonly end: ReachEnd;
  readonly peer: PolicyPeer;
}

const POD_RANGES: readonly Cidr[] = ['10.244.0.0/16', 'fd00:10:244::/56'].flatMap((text) => parseCidr(text) ?? []);
const PORTS = [1, 79, 80, 81, 82, 85, 86, 90, 91, 65535];
const PROTOCOLS: readonly Protocol[] = ['TCP', 'UDP', 'SCTP'];

function endsOf(reach: Reach, pods: readonly Resource<Pod>[], as: 'source' | 'destination'): readonly End[] {
  return [
    ...pods.map(
      (each): End => ({
        end: { kind: 'pods', class: reach.classOf(each) },
        peer: { kind: 'pod', pod: each, ip: '', within: POD_RANGES },
      }),
    ),
    ...reach.outside(as).flatMap(({ family, first, last }, range): readonly End[] =>
      [first, last].map((value) => ({
        end: { kind: 'outside', range },
        peer: { kind: 'external', ip: formatAddress({ family, value }) },
      })),
    ),
  ];
}

function permits(
  table: PolicyTable,
  from: PolicyPeer,
  to: PolicyPeer,
  at: { port: number; protocol: Protocol },
): boolean {
  const leaves =
    from.kind !== 'pod' || judge(table, { direction: 'egress', pod: from.pod, peer: to, ...at }).action === 'pass';
  if (!leaves) return false;
  return to.kind !== 'pod' || judge(table, { direction: 'ingress', pod: to.pod, peer: from, ...at }).action === 'pass';
}

test('what classes may reach is what every pair of their pods is judged to', () => {
  const seen = { open: 0, closed: 0 };
  fc.assert(
    fc.property(world, (each) => {
      const state = stateOf(each);
      const { table } = compilePolicies(state);
      const pods = state.list('Pod');
      const reach = new Reach(table, { pods, families: [4, 6], podRanges: POD_RANGES });
      for (const from of endsOf(reach, pods, 'source')) {
        const rows = reach.podsFrom(from.end);
        for (const to of endsOf(reach, pods, 'destination')) {
          if (from.peer === to.peer || (from.peer.kind !== 'pod' && to.peer.kind !== 'pod')) continue;
          const ports = reach.between(from.end, to.end);
          if (to.end.kind === 'pods') {
            const { class: index } = to.end;
            const row = rows.filter(({ peers }) => peers.has(index)).map((layer) => layer.ports);
            expect(row).toEqual(ports === reach.sets.none ? [] : [ports]);
          }
          for (const at of PROTOCOLS.flatMap((each) => PORTS.map((port) => ({ port, protocol: each })))) {
            const open = permits(table, from.peer, to.peer, at);
            if (hasPort(ports, at.protocol, at.port) !== open)
              expect({ from, to, at, open: !open }).toEqual({ from, to, at, open });
            seen[open ? 'open' : 'closed']++;
          }
        }
      }
    }),
    { numRuns: 150 },
  );
  expect(seen.open + seen.closed).toBeGreaterThan(100_000);
  expect(Math.min(seen.open, seen.closed)).toBeGreaterThan(20_000);
}, 120_000);

test('ranges outside that are alike may do the same', () => {
  fc.assert(
    fc.property(world, (each) => {
      const state = stateOf(each);
      const pods = state.list('Pod');
      const reach = new Reach(compilePolicies(state).table, { pods, families: [4, 6], podRanges: POD_RANGES });
      for (const as of ['source', 'destination'] as const) {
        const meanings = reach.alike(as).map((ranges) => {
          const texts = ranges.map((range) => {
            const outside: ReachEnd = { kind: 'outside', range };
            const ends = Array.from(
              { length: reach.classes },
              (_, index): ReachEnd => ({ kind: 'pods', class: index }),
            );
            return ends
              .map((end) => (as === 'source' ? reach.between(outside, end) : reach.between(end, outside)).id)
              .join();
          });
          expect(new Set(texts).size).toBe(1);
          return texts[0];
        });
        expect(new Set(meanings).size).toBe(meanings.length);
        expect(
          reach
            .alike(as)
            .flat()
            .sort((a, b) => a - b),
        ).toEqual(reach.outside(as).map((_, index) => index));
      }
    }),
    { numRuns: 100 },
  );
}, 60_000);
