import fc from 'fast-check';
import { expect, test } from 'vitest';
import { draws } from '../../../../draws.fixture.ts';
import type { Cidr, Family, Pod, Protocol, Resource } from '../../../model/index.ts';
import { formatAddress, parseCidr, podIPs } from '../../../model/index.ts';
import { testSpec } from '../../../testing/index.ts';
import type { PolicyPeer, PolicyTable, PortSet, ReachEnd } from '../index.ts';
import { compilePolicies, hasPort, judge, Reach } from '../index.ts';
import { stateOf, type World, world } from '../testing/policies.arbitrary.ts';

/* The oracle is `judge`, asked for each pair of ends, at every port where a rule begins or ends, and beside it. */

/** Reach reads every policy, whatever the plugin enforces, and knows no nodes. */
const whole = world.map(
  (each): World => ({
    ...each,
    enforced: testSpec.network.policies.enforced,
    reading: { ...each.reading, hostNetwork: 'node', egressSeesServiceIP: false },
  }),
);

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
    fc.property(whole, (each) => {
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
              const expected = ports === reach.sets.none ? [] : [ports];
              if (row.length !== expected.length || row[0] !== expected[0]) expect(row).toEqual(expected);
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
    { numRuns: draws(60) },
  );
  expect(seen.open + seen.closed).toBeGreaterThan(30_000);
  expect(Math.min(seen.open, seen.closed)).toBeGreaterThan(4_000);
}, 120_000);

test('ranges outside that are alike may do the same', () => {
  fc.assert(
    fc.property(whole, (each) => {
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
    { numRuns: draws(40) },
  );
}, 60_000);
