import fc from 'fast-check';
import { expect, test } from 'vitest';
import { draws } from '../../../draws.fixture.ts';
import type { Decider } from '../../model/index.ts';
import type { ClusterState } from '../../store/index.ts';
import { stateOf } from '../../testing/index.ts';
import type { Direction, PolicyQuestion } from './index.ts';
import { compilePolicies, judge } from './index.ts';

/* The oracle walks the three tiers rule by rule; a peer is a namespace's name or `10.0.0.1`, the address of pod a. */

interface Rule {
  readonly action: 'Accept' | 'Deny' | 'Pass';
  readonly peer: string;
  readonly port: number | undefined;
}

type Rules = Readonly<Record<Direction, readonly Rule[]>>;
type Ranked = Rules & { readonly tier: 'Admin' | 'Baseline'; readonly priority: number; readonly subject: string };
type Isolating = { readonly namespace: string; readonly direction: Direction; readonly allows: readonly string[] };

const IPS: Readonly<Record<string, string>> = { a: '10.0.0.1', b: '10.0.0.2', c: '10.0.0.3' };
const PODS = Object.keys(IPS);

function isPeer(written: string, peer: string): boolean {
  return written === peer || written === IPS[peer];
}

/** What a walk finds: the verdict, and the rules that it met on the way to it, as `passes p0 ingress 1`. */
interface Walked {
  readonly action: 'pass' | 'drop';
  readonly named: readonly string[];
}

function oracle(
  { ranked, isolating }: { readonly ranked: readonly Ranked[]; readonly isolating: readonly Isolating[] },
  {
    direction,
    subject,
    peer,
    port,
  }: { readonly direction: Direction; readonly subject: string; readonly peer: string; readonly port: number },
): Walked {
  const named: string[] = [];
  const answerOf = (tier: Ranked['tier']): Rule['action'] => {
    const policies = ranked.map((each, index) => ({ ...each, index })).filter((each) => each.tier === tier);
    policies.sort((x, y) => x.priority - y.priority || x.index - y.index);
    for (const policy of policies) {
      if (policy.subject !== subject && policy.subject !== '*') continue;
      for (const [index, { action, ...written }] of policy[direction].entries()) {
        if (!isPeer(written.peer, peer) || (written.port !== undefined && written.port !== port)) continue;
        named.push(`${action === 'Pass' ? 'passes' : 'decides'} p${policy.index} ${direction} ${index}`);
        return action;
      }
    }
    return 'Pass';
  };
  const admin = answerOf('Admin');
  if (admin !== 'Pass') return { action: admin === 'Accept' ? 'pass' : 'drop', named };
  const isolates = isolating
    .map((each, index) => ({ ...each, name: `n${index}` }))
    .filter((each) => each.namespace === subject && each.direction === direction);
  const allowing = isolates.find(({ allows }) => allows.includes(peer));
  if (allowing !== undefined) return { action: 'pass', named: [...named, `decides ${allowing.name} ${direction} 0`] };
  if (isolates.length > 0)
    return { action: 'drop', named: [...named, ...isolates.map((each) => `isolates ${each.name}`)] };
  return { action: answerOf('Baseline') === 'Deny' ? 'drop' : 'pass', named };
}

/** The same of a decision: the rule of each decider is the second of its fields. */
function namedIn(deciders: readonly Decider[]): readonly string[] {
  return deciders.map(({ part, fields }) => {
    const [policy, rule] = fields;
    const [, direction, index] = rule?.path ?? [];
    return [part, policy?.ref.name, ...(rule === undefined ? [] : [direction, index])].join(' ');
  });
}

const name = fc.constantFrom(...PODS);
const rule: fc.Arbitrary<Rule> = fc.record({
  action: fc.constantFrom('Accept', 'Deny', 'Pass'),
  peer: fc.constantFrom(...PODS, '10.0.0.1'),
  port: fc.constantFrom(undefined, 80, 81),
});
const rules = fc.array(rule, { maxLength: 3 });
const rankedPolicy: fc.Arbitrary<Ranked> = fc.record({
  tier: fc.constantFrom('Admin', 'Baseline'),
  priority: fc.integer({ min: 0, max: 3 }),
  subject: fc.constantFrom(...PODS, '*'),
  ingress: rules,
  egress: rules,
});
const isolatingPolicy: fc.Arbitrary<Isolating> = fc.record({
  namespace: name,
  direction: fc.constantFrom('ingress', 'egress'),
  allows: fc.subarray(PODS),
});
const world = fc.record({
  ranked: fc.array(rankedPolicy, { maxLength: 5 }),
  isolating: fc.array(isolatingPolicy, { maxLength: 3 }),
});

function named(namespace: string): object {
  return namespace === '*' ? {} : { matchLabels: { 'kubernetes.io/metadata.name': namespace } };
}

function writtenRules(written: readonly Rule[], side: 'from' | 'to'): readonly object[] {
  return written.map(({ action, peer, port }) => ({
    action,
    [side]: [peer.includes('.') ? { networks: [`${peer}/32`] } : { namespaces: named(peer) }],
    ...(port === undefined ? {} : { protocols: [{ tcp: { destinationPort: { number: port } } }] }),
  }));
}

function clusterOf({
  ranked,
  isolating,
}: {
  ranked: readonly Ranked[];
  isolating: readonly Isolating[];
}): ClusterState {
  const objects = [
    ...PODS.map((pod) => ({ kind: 'Pod', metadata: { namespace: pod, name: pod }, status: { podIP: IPS[pod] } })),
    ...ranked.map(({ tier, priority, subject, ingress, egress }, index) => ({
      kind: 'ClusterNetworkPolicy',
      metadata: { name: `p${index}` },
      spec: {
        tier,
        priority,
        subject: { namespaces: named(subject) },
        ingress: writtenRules(ingress, 'from'),
        egress: writtenRules(egress, 'to'),
      },
    })),
    ...isolating.map(({ namespace, direction, allows }, index) => {
      const peers = allows.map((peer) => ({ namespaceSelector: named(peer) }));
      const allowed = peers.length === 0 ? [] : [{ [direction === 'ingress' ? 'from' : 'to']: peers }];
      const policyTypes = [direction === 'ingress' ? 'Ingress' : 'Egress'];
      const spec = { podSelector: {}, policyTypes, [direction]: allowed };
      return { kind: 'NetworkPolicy', metadata: { namespace, name: `n${index}` }, spec };
    }),
  ];
  return stateOf(objects.map((object) => JSON.stringify(object)).join('\n---\n'));
}

function questionsOf(state: ClusterState): readonly (PolicyQuestion & { readonly to: string })[] {
  const directions: readonly Direction[] = ['ingress', 'egress'];
  const pods = state.list('Pod');
  const ends = pods.flatMap((pod) => pods.map((peer) => ({ pod, peer, ip: peer.object.status?.podIP ?? '' })));
  return ends.flatMap(({ pod, peer, ip }) =>
    directions.flatMap((direction) =>
      [80, 81, 82].map((port) => {
        const question = { direction, pod, peer: { kind: 'pod', pod: peer, ip }, port, protocol: 'TCP' } as const;
        return { ...question, to: peer.ref.name };
      }),
    ),
  );
}

test('admin, network and baseline tiers decide as the walk through them does, by the rules that it meets', () => {
  const seen = { pass: 0, drop: 0 };
  fc.assert(
    fc.property(world, (each) => {
      const state = clusterOf(each);
      const table = compilePolicies(state);
      for (const question of questionsOf(state)) {
        const { action, considered, decidedBy = [] } = judge(table, question);
        const { direction, port } = question;
        const asked = { direction, subject: question.pod.ref.name, peer: question.to, port };
        expect({ ...asked, action, named: namedIn(decidedBy) }).toEqual({ ...asked, ...oracle(each, asked) });
        if (considered.some(({ mismatch }) => mismatch === '')) expect(considered).toEqual([]);
        seen[action]++;
      }
    }),
    { numRuns: draws(80) },
  );
  expect(Math.min(seen.pass, seen.drop)).toBeGreaterThan(250);
}, 60_000);
