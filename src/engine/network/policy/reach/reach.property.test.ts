import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Cidr, Family, KubernetesObject, Pod, Protocol, Resource } from '../../../model/index.ts';
import { formatAddress, parseCidr, podIPs } from '../../../model/index.ts';
import { ClusterState } from '../../../store/index.ts';
import { resourcesOf, testSpec } from '../../../testing/index.ts';
import type { PolicyPeer, PolicyTable, PortSet, ReachEnd } from '../index.ts';
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
  '10.244.1.3/32',
  '192.0.2.0/24',
  '::/0',
  'fd00::/8',
  'fd00:10:244:1::/64',
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

/** The pods of a cluster have addresses of the same families; or none yet, or nobody knows them. */
const ADDRESSES = {
  single: [[], ['10.244.1.2'], ['10.244.1.3'], ['10.244.2.2']],
  dual: [
    [],
    ['10.244.2.2', 'fd00:10:244:1::2'],
    ['10.244.1.4', 'fd00:10:244:2::2'],
    ['fd00:10:244:1::3', '10.244.1.3'],
  ],
} as const;

const pod = fc.record({
  namespace: fc.constantFrom('a', 'b', 'c'),
  labels,
  address: fc.nat(3),
  ports: fc.uniqueArray(
    fc.record({ name: portName, containerPort: fc.constantFrom(80, 90), protocol: fc.constantFrom('TCP', 'UDP') }),
    { maxLength: 2, selector: ({ name }) => name },
  ),
});

const world = fc.record({
  namespaces: fc.record({ a: labels, b: labels }),
  policies: fc.array(fc.oneof(networkPolicy, adminPolicy, clusterPolicy), { minLength: 2, maxLength: 6 }),
  pods: fc.array(pod, { minLength: 2, maxLength: 4 }),
  stack: fc.constantFrom('single', 'dual'),
  switches: fc.record({
    ipBlockMatchesPods: fc.boolean(),
    duplicateNamedPort: fc.constantFrom('resolve', 'skip'),
    baselineSkippedByAnyDirection: fc.boolean(),
  }),
});

type World = typeof world extends fc.Arbitrary<infer T> ? T : never;

function stateOf({ namespaces, policies: written, pods, switches, stack }: World): ClusterState {
  const { network } = testSpec;
  const { policies } = network;
  const objects: readonly KubernetesObject[] = [
    ...Object.entries(namespaces).map(([name, each]) => ({ kind: 'Namespace', metadata: { name, labels: each } })),
    ...written.map(({ kind, spec, ...rest }, index) => ({
      kind,
      metadata: { ...rest, name: `p${index}` },
      spec,
    })),
    ...pods.map(({ namespace, labels: each, ports, address }, index) => ({
      kind: 'Pod',
      metadata: { namespace, name: `pod${index}`, labels: each },
      spec: { containers: [{ name: 'c', ports }] },
      status: { podIPs: (ADDRESSES[stack][address] ?? []).map((ip) => ({ ip })) },
    })),
  ];
  const spec = {
    ...testSpec,
    network: { ...network, policies: { ...policies, reading: { ...policies.reading, ...switches } } },
    externalHosts: [{ name: 'example.com', addresses: ['203.0.113.10'] }],
  };
  return ClusterState.of(
    spec,
    objects.flatMap((object) => resourcesOf(JSON.stringify(object))),
  );
}

/** One who opens or takes connections, as classes and ranges know it, and as a packet's source or destination is judged. */
interface End {
  readonly ends: readonly ReachEnd[];
  readonly pod?: Resource<Pod>;
  /** A connection is of one family; where no address is known it may be of any. */
  readonly peers: readonly { readonly peer: PolicyPeer; readonly family?: Family }[];
}

const POD_RANGES: readonly Cidr[] = ['10.244.0.0/16', 'fd00:10:244::/56'].flatMap((text) => parseCidr(text) ?? []);
const PORTS = [1, 79, 80, 81, 82, 85, 86, 90, 91, 65535];
const PROTOCOLS: readonly Protocol[] = ['TCP', 'UDP', 'SCTP'];

function reachOf(table: PolicyTable): Reach {
  const pods = table.view.list('Pod');
  return new Reach(table, {
    pods,
    families: [4, 6],
    addresses: { of: ({ object }) => podIPs(object), ranges: POD_RANGES },
  });
}

function endsOf(reach: Reach, pods: readonly Resource<Pod>[], as: 'source' | 'destination'): readonly End[] {
  return [
    ...pods.map(
      (each): End => ({
        pod: each,
        ends: reach.classesOf(each).map((index) => ({ kind: 'pods', class: index })),
        peers: peersOf(each),
      }),
    ),
    ...reach.outside(as).flatMap(({ family, first, last }, range): readonly End[] =>
      [first, last].map((value) => ({
        ends: [{ kind: 'outside', range }],
        peers: [{ peer: { kind: 'external', ip: formatAddress({ family, value }) } }],
      })),
    ),
  ];
}

function peersOf(pod: Resource<Pod>): End['peers'] {
  const ips = podIPs(pod.object);
  if (ips.length === 0) return [{ peer: { kind: 'pod', pod, ip: '', within: POD_RANGES } }];
  return ips.map((ip) => ({ peer: { kind: 'pod', pod, ip }, family: ip.includes(':') ? 6 : 4 }));
}

/** Whether a connection of any family is allowed on both sides. */
function permits(table: PolicyTable, from: End, to: End, at: { port: number; protocol: Protocol }): boolean {
  return from.peers.some((source) =>
    to.peers.some((target) => {
      if ((source.family ?? target.family) !== (target.family ?? source.family)) return false;
      const leaves =
        from.pod === undefined ||
        judge(table, { direction: 'egress', pod: from.pod, peer: target.peer, ...at }).action === 'pass';
      if (!leaves || to.pod === undefined) return leaves;
      return judge(table, { direction: 'ingress', pod: to.pod, peer: source.peer, ...at }).action === 'pass';
    }),
  );
}

function between(reach: Reach, from: End, to: End): PortSet {
  const pairs = from.ends.flatMap((source) => to.ends.map((target) => reach.between(source, target)));
  return pairs.reduce((all, ports) => reach.sets.union(all, ports), reach.sets.none);
}

test('what classes may reach is what every pair of their pods is judged to', () => {
  const seen = { open: 0, closed: 0 };
  fc.assert(
    fc.property(world, (each) => {
      const state = stateOf(each);
      const table = compilePolicies(state);
      const pods = state.list('Pod');
      const reach = reachOf(table);
      for (const from of endsOf(reach, pods, 'source')) {
        const rows = from.ends.map((end) => ({ end, layers: reach.podsFrom(end) }));
        for (const to of endsOf(reach, pods, 'destination')) {
          if (from.pod === to.pod) continue;
          for (const { end, layers } of rows) {
            for (const target of to.ends) {
              if (target.kind !== 'pods') continue;
              const ports = reach.between(end, target);
              const row = layers.filter(({ peers }) => peers.has(target.class)).map((layer) => layer.ports);
              expect(row).toEqual(ports === reach.sets.none ? [] : [ports]);
            }
          }
          const ports = between(reach, from, to);
          for (const at of PROTOCOLS.flatMap((each) => PORTS.map((port) => ({ port, protocol: each })))) {
            const open = permits(table, from, to, at);
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
      const reach = reachOf(compilePolicies(state));
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
