import fc from 'fast-check';
import { expect, test } from 'vitest';
import { draws } from '../../../draws.fixture.ts';
import type { LabelSelector, PacketProtocol, Protocol } from '../../model/index.ts';
import { ClusterState } from '../../store/index.ts';
import { resourcesOf, testSpec } from '../../testing/index.ts';
import type { Direction, PolicyPeer, PolicyQuestion } from './index.ts';
import { compilePolicies, judge } from './index.ts';
import { isolatingPolicies } from './testing/ask.ts';
import type { LiteralPeer, LiteralPort, LiteralRule, LiteralWorld } from './testing/literal-oracle.ts';
import { literalVerdict } from './testing/literal-oracle.ts';

/* What worlds are made of: few names, so that rules hit. */

const NAMES = ['a', 'b', 'c'];
const NODES = ['worker-1', 'worker-2'];
const KEYS = ['app', 'tier'];
const key = fc.constantFrom(...KEYS);
const value = fc.constantFrom('x', 'y');
const labels = fc.dictionary(key, value, { maxKeys: 2 });
const protocol = fc.constantFrom<Protocol>('TCP', 'TCP', 'TCP', 'UDP', 'SCTP');
const number = fc.constantFrom(80, 81, 8080);

const expression = fc.oneof(
  fc.record({ key, operator: fc.constantFrom('Exists', 'DoesNotExist') }),
  fc.record({ key, operator: fc.constantFrom('In', 'NotIn'), values: fc.array(value, { minLength: 1, maxLength: 2 }) }),
);

const selector: fc.Arbitrary<LabelSelector> = fc.oneof(
  fc.constant({}),
  fc.record({ matchLabels: labels, matchExpressions: fc.array(expression, { maxLength: 2 }) }, { requiredKeys: [] }),
);

const namespaceSelector: fc.Arbitrary<LabelSelector> = fc.oneof(
  selector,
  fc.constantFrom(...NAMES).map((name) => ({ matchLabels: { 'kubernetes.io/metadata.name': name } })),
);

const ipBlock = fc.oneof(
  fc.constantFrom({ cidr: '::/0' }, { cidr: '0.0.0.0/0' }),
  fc.record(
    {
      cidr: fc.constantFrom('10.0.0.0/8', '10.0.0.0/29', '192.168.0.0/24', '10.0.0.3/32'),
      except: fc.array(fc.constantFrom('10.0.0.0/30', '10.0.0.2/32', '192.168.0.11/32'), { maxLength: 2 }),
    },
    { requiredKeys: ['cidr'] },
  ),
);

const peerOf: fc.Arbitrary<LiteralPeer> = fc.oneof(
  fc.record({ ipBlock }),
  fc.record({ podSelector: selector }),
  fc.record({ namespaceSelector }),
  fc.record({ namespaceSelector, podSelector: selector }),
);

const portOf: fc.Arbitrary<LiteralPort> = fc.oneof(
  fc.record({ protocol }),
  fc.record({ protocol, port: number }),
  fc.record({ protocol, port: fc.constantFrom('web', 'dns') }),
  fc.record({ protocol, port: fc.constant(80), endPort: fc.constantFrom(80, 85, 9000) }),
);

const rulesOf = (side: 'from' | 'to') =>
  fc.array(
    fc.record(
      { [side]: fc.array(peerOf, { maxLength: 3 }), ports: fc.array(portOf, { maxLength: 3 }) },
      { requiredKeys: [] },
    ),
    { maxLength: 3 },
  );

const policyOf = fc.record({
  namespace: fc.constantFrom(...NAMES),
  spec: fc.record(
    {
      podSelector: selector,
      policyTypes: fc.subarray(['Ingress', 'Egress']),
      ingress: rulesOf('from'),
      egress: rulesOf('to'),
    },
    { requiredKeys: [] },
  ),
});

const containerPort = fc.record({ name: fc.constantFrom('web', 'dns'), containerPort: number, protocol });

const podOf = fc.record({
  namespace: fc.constantFrom(...NAMES),
  labels,
  nodeName: fc.constantFrom(...NODES),
  hostNetwork: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  phase: fc.oneof({ weight: 9, arbitrary: fc.constant('Running') }, { weight: 1, arbitrary: fc.constant('Succeeded') }),
  ports: fc.array(containerPort, { maxLength: 2 }),
});

const enforced = fc.oneof(
  { weight: 9, arbitrary: fc.constant(['NetworkPolicy']) },
  { weight: 1, arbitrary: fc.constant([]) },
);
const reading = fc.record({
  ipBlockMatchesPods: fc.boolean(),
  ipBlockMatchesNodes: fc.boolean(),
  endPort: fc.boolean(),
  hostNetwork: fc.constantFrom('node', 'pod'),
  icmp: fc.constantFrom('allow', 'deny'),
  hairpin: fc.constantFrom('allow', 'enforce'),
  duplicateNamedPort: fc.constantFrom('resolve', 'skip'),
});

const world = fc
  .record({
    namespaces: fc.record({ a: labels, b: labels }),
    policies: fc.array(policyOf, { maxLength: 6 }),
    pods: fc.array(podOf, { minLength: 2, maxLength: 5 }),
    enforced,
    reading,
  })
  .map(({ namespaces, policies, pods, ...chosen }): LiteralWorld => {
    const { network } = testSpec;
    const own = { enforced: chosen.enforced, reading: { ...network.policies.reading, ...chosen.reading } };
    const spec = { ...testSpec, network: { ...network, policies: own } };
    const objects = [
      ...Object.entries(namespaces).map(([name, each]) => ({ kind: 'Namespace', metadata: { name, labels: each } })),
      ...policies.map(({ namespace, spec: rules }, index) => ({
        kind: 'NetworkPolicy',
        metadata: { namespace, name: `p${index}` },
        spec: rules,
      })),
      ...pods.map(({ namespace, labels: each, nodeName, hostNetwork, phase, ports }, index) => ({
        kind: 'Pod',
        metadata: { namespace, name: `pod${index}`, labels: each },
        spec: { nodeName, hostNetwork, containers: [{ name: 'c', ports }] },
        status: { phase, podIP: `10.0.0.${index + 1}` },
      })),
    ];
    const resources = objects.flatMap((object) => resourcesOf(JSON.stringify(object)));
    return { namespaces, spec, state: ClusterState.of(spec, resources) };
  });

function peersOf(state: ClusterState): readonly PolicyPeer[] {
  return [
    ...state.list('Pod').map((pod): PolicyPeer => ({ kind: 'pod', pod, ip: pod.object.status?.podIP ?? '' })),
    { kind: 'node', node: 'worker-1', ip: '192.168.0.11' },
    { kind: 'external', ip: '10.0.0.9' },
    { kind: 'external', ip: '2001:db8::1' },
  ];
}

function questionsOf(state: ClusterState): readonly PolicyQuestion[] {
  const ports: readonly (readonly [number, PacketProtocol])[] = [
    [80, 'TCP'],
    [81, 'TCP'],
    [85, 'TCP'],
    [8080, 'TCP'],
    [80, 'UDP'],
    [8080, 'UDP'],
    [81, 'SCTP'],
    [90, 'SCTP'],
    [0, 'ICMP'],
  ];
  const directions: readonly Direction[] = ['ingress', 'egress'];
  return state.list('Pod').flatMap((pod) =>
    peersOf(state).flatMap((peer) =>
      directions.flatMap((direction) =>
        ports.map(([port, each]): PolicyQuestion => {
          const hairpin = peer.kind === 'pod' && peer.pod === pod;
          return { direction, pod, peer, port, protocol: each, hairpin };
        }),
      ),
    ),
  );
}

const CODES: Readonly<Record<'pass' | 'drop', readonly string[]>> = {
  pass: ['not-isolated', 'own-node', 'policy-allows', 'exempt-hairpin', 'exempt-icmp', 'not-enforced'],
  drop: ['policy-isolates'],
};

test('every verdict is what the documentation read literally gives, and explains itself', () => {
  const seen = { pass: 0, drop: 0 };
  fc.assert(
    fc.property(world, (each) => {
      const table = compilePolicies(each.state);
      for (const question of questionsOf(each.state)) {
        const expected = literalVerdict(each, question);
        const { action, reason, considered } = judge(table, question);
        if (action !== expected) expect({ question, action }).toEqual({ question, action: expected });
        if (!CODES[action].includes(reason.code)) expect(CODES[action]).toContain(reason.code);
        const isolating = isolatingPolicies(table, question.pod, question.direction);
        if (action === 'pass' && considered.length > 0) expect(considered).toEqual([]);
        if (action === 'drop' && isolating.length === 0) expect(isolating).not.toEqual([]);
        seen[action]++;
      }
    }),
    { numRuns: draws(140) },
  );
  expect(seen.pass + seen.drop).toBeGreaterThan(30_000);
  expect(Math.min(seen.pass, seen.drop)).toBeGreaterThan(1_000);
}, 60_000);

/** Why not, rule by rule: an explanation that leaves a rule out, or invents one, is caught here. */
test('every peer of every rule that isolates is looked at, once', () => {
  fc.assert(
    fc.property(world, (each) => {
      const table = compilePolicies(each.state);
      for (const question of questionsOf(each.state)) {
        const decision = judge(table, question);
        if (decision.action !== 'drop') continue;
        const { direction, pod } = question;
        const expected = isolatingPolicies(table, pod, direction).flatMap(({ name, namespace }) => {
          const rules = (each.state.get('NetworkPolicy', name, namespace)?.object.spec[direction] ??
            []) as readonly LiteralRule[];
          if (rules.length === 0) return [name];
          return rules.flatMap(({ from, to }) =>
            Array.from({ length: Math.max(1, (from ?? to ?? []).length) }, () => name),
          );
        });
        const looked = decision.considered.map(({ rule }) => rule.ref.name);
        expect(looked.sort()).toEqual(expected.sort());
        expect(decision.considered.filter(({ mismatch }) => mismatch === '')).toEqual([]);
      }
    }),
    { numRuns: draws(20) },
  );
}, 60_000);
