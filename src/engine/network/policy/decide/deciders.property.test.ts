import fc from 'fast-check';
import { expect, test } from 'vitest';
import { draws } from '../../../../draws.fixture.ts';
import type { Decider, FieldPath, NetworkPolicy, PacketProtocol } from '../../../model/index.ts';
import { podIPs, ruleKey } from '../../../model/index.ts';
import type { ClusterState } from '../../../store/index.ts';
import { resourcesOf } from '../../../testing/index.ts';
import { speaksOf } from '../dialects/network-policy/policy-types.ts';
import type { Direction, PolicyPeer, PolicyQuestion } from '../index.ts';
import { compilePolicies, judge } from '../index.ts';
import { stateOf, type World, type WrittenPolicy, world } from '../testing/policies.arbitrary.ts';

const DIRECTIONS: readonly Direction[] = ['ingress', 'egress'];
const PORTS: readonly (readonly [number, PacketProtocol])[] = [
  [80, 'TCP'],
  [81, 'TCP'],
  [90, 'TCP'],
  [80, 'UDP'],
  [65_535, 'SCTP'],
  [0, 'ICMP'],
];

function questionsOf(state: ClusterState): readonly PolicyQuestion[] {
  const pods = state.list('Pod');
  const peers: readonly PolicyPeer[] = [
    ...pods.map((pod): PolicyPeer => ({ kind: 'pod', pod, ip: podIPs(pod.object)[0] ?? '10.244.9.9' })),
    { kind: 'node', node: 'worker-1', ip: '192.168.0.11' },
    { kind: 'external', ip: '192.0.2.7' },
    { kind: 'external', ip: '203.0.113.10' },
  ];
  return pods.flatMap((pod) =>
    peers.flatMap((peer) =>
      DIRECTIONS.flatMap((direction) =>
        PORTS.map(([port, protocol]): PolicyQuestion => {
          const hairpin = peer.kind === 'pod' && peer.pod === pod;
          const asked = direction === 'egress' && port === 81 ? { ip: '10.96.0.8', port: 80 } : undefined;
          return { direction, pod, peer, port, protocol, hairpin, asked };
        }),
      ),
    ),
  );
}

function namesIn(deciders: readonly Decider[]): ReadonlySet<string> {
  return new Set(deciders.flatMap(({ fields }) => fields.map(ruleKey)));
}

/** The world with nothing left of its policies but what was named: which directions they speak of stays. */
function onlyNamed(each: World, named: ReadonlySet<string>): World {
  return { ...each, policies: each.policies.map((policy, index) => stripped(policy, `p${index}`, named)) };
}

function stripped({ kind, namespace, spec }: WrittenPolicy, name: string, named: ReadonlySet<string>): WrittenPolicy {
  const ref = { kind, name, ...(namespace === undefined ? {} : { namespace }) };
  const isNamed = (path: FieldPath): boolean => named.has(ruleKey({ ref, path }));
  const kept = (list: unknown, path: FieldPath): readonly unknown[] =>
    (Array.isArray(list) ? list : []).filter((_, index) => isNamed([...path, index]));
  const rulesOf = (direction: Direction) =>
    (Array.isArray(spec[direction]) ? spec[direction] : []).flatMap((rule, index) => {
      const path = ['spec', direction, index];
      if (!isNamed(path)) return [];
      const lists = ['from', 'to', 'ports', 'protocols'].filter((field) => rule[field] !== undefined);
      return [{ ...rule, ...Object.fromEntries(lists.map((field) => [field, kept(rule[field], [...path, field])])) }];
    });
  const rules = { ingress: rulesOf('ingress'), egress: rulesOf('egress') };
  if (kind !== 'NetworkPolicy') return { kind, spec: { ...spec, ...rules } };
  const types = { ingress: 'Ingress', egress: 'Egress' };
  const [admitted] = resourcesOf(JSON.stringify({ kind, metadata: { name }, spec }));
  const spoken = DIRECTIONS.filter((direction) => speaksOf(admitted?.object as NetworkPolicy, direction));
  const policyTypes = spoken.map((direction) => types[direction]);
  return { kind, ...(namespace === undefined ? {} : { namespace }), spec: { ...spec, ...rules, policyTypes } };
}

test('whatever decides nothing can go, all at once: what is named comes to the same verdict', () => {
  const seen = { pass: 0, drop: 0, passes: 0, ports: 0 };
  fc.assert(
    fc.property(world, (each) => {
      const table = compilePolicies(stateOf(each));
      const tables = new Map<string, ReturnType<typeof compilePolicies>>();
      for (const question of questionsOf(stateOf(each))) {
        const { action, reason, decidedBy = [] } = judge(table, question);
        const named = namesIn(decidedBy);
        const key = [...named].sort().join('\n');
        const rest = tables.get(key) ?? compilePolicies(stateOf(onlyNamed(each, named)));
        tables.set(key, rest);
        const again = judge(rest, question);
        if (again.action !== action) expect({ question, action: again.action }).toEqual({ question, action });
        // What the plugin does not enforce decides nothing, and may say something else without its rules.
        const codes = new Set([reason.code, again.reason.code]);
        if (codes.size > 1 && !codes.has('not-enforced')) expect([...codes]).toEqual([reason.code]);
        seen[action]++;
        seen.passes += decidedBy.filter(({ part }) => part === 'passes').length;
        seen.ports += [...named].filter((name) => /(ports|protocols)\[\d+\]$/.test(name)).length;
      }
    }),
    { numRuns: draws(80) },
  );
  expect(Math.min(seen.drop, seen.passes, seen.ports)).toBeGreaterThan(50);
}, 120_000);

test('what a decision names is what it says: the rule that it shows is one of those that decided', () => {
  fc.assert(
    fc.property(world, (each) => {
      const table = compilePolicies(stateOf(each));
      for (const question of questionsOf(stateOf(each))) {
        const { reason, rule, considered, decidedBy = [] } = judge(table, question);
        const parts = decidedBy.filter(({ part }) => part !== 'passes').map(({ part }) => part);
        const shown = decidedBy.filter(({ part }) => part !== 'passes').map((decider) => decider.rule);
        switch (reason.code) {
          case 'policy-allows':
          case 'policy-denies':
            expect({ parts, shown }).toEqual({ parts: ['decides'], shown: [rule] });
            break;
          case 'policy-isolates':
            expect(new Set(parts)).toEqual(new Set(['isolates']));
            expect(shown[0]).toBe(rule);
            break;
          case 'not-enforced':
            break;
          default:
            expect(parts).toEqual([]);
        }
        const passes = decidedBy.filter(({ part }) => part === 'passes').map((decider) => ruleKey(decider.rule));
        const told = considered.filter(({ mismatch }) => mismatch.includes('passes the decision on'));
        expect(told.map((near) => ruleKey(near.rule)).sort()).toEqual([...passes].sort());
      }
    }),
    { numRuns: draws(32) },
  );
}, 120_000);
