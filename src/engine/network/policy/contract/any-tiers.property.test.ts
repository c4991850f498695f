import fc from 'fast-check';
import { expect, test } from 'vitest';
import { draws } from '../../../../draws.fixture.ts';
import { compileSelector, type ObjectRef, parseAddress, parseCidr, podIPs } from '../../../model/index.ts';
import { stateOf } from '../../../testing/index.ts';
import { PodClasses } from '../compile/pod-class.ts';
import { PolicySet } from '../compile/policy-set.ts';
import { PolicyTable } from '../compile/table.ts';
import { connectionOf } from '../decide/connection.ts';
import { decide, isDrop } from '../decide/decide.ts';
import type { Direction } from '../index.ts';
import { hasPort, Reach } from '../index.ts';
import type { PeerRule, PodScope } from './peer.ts';
import type { CompiledPolicy, PolicyRule, RuleVerdict } from './policy.ts';
import type { Combine, PolicyTier } from './tier.ts';

/*
 * The contract by itself: tiers as no dialect of today has them, any number of them, each with its own way of combining and
 * its own end. The oracle reads them literally; `decide` must say the same, and `Reach` the same as `decide`.
 */

const NAMESPACES = ['a', 'b'] as const;
const PODS = NAMESPACES.map(
  (namespace, index) =>
    `{kind: Pod, metadata: {namespace: ${namespace}, name: ${namespace}}, spec: {nodeName: worker-${index + 1}}, status: {podIPs: [{ip: 10.244.1.${index + 2}}]}}`,
);
const state = stateOf(PODS.join('\n---\n'));
const pods = state.list('Pod');

interface WrittenRule {
  readonly verdict: RuleVerdict;
  /** A namespace, an address block, or everyone. */
  readonly peer: string;
  readonly port: number | undefined;
}

interface WrittenPolicy {
  readonly tier: number;
  readonly order: number;
  readonly subject: string;
  readonly rules: Readonly<Record<Direction, readonly WrittenRule[] | undefined>>;
  readonly isolates: Readonly<Record<Direction, boolean>>;
}

interface WrittenTier {
  readonly combine: Combine;
  readonly atEnd: PolicyTier['atEnd'];
}

const ruleOf: fc.Arbitrary<WrittenRule> = fc.record({
  verdict: fc.constantFrom('allow', 'deny', 'pass'),
  peer: fc.constantFrom('a', 'b', '*', '10.244.1.2/32', '10.244.1.0/24'),
  port: fc.constantFrom(undefined, 80, 81),
});
const rules = fc.option(fc.array(ruleOf, { maxLength: 3 }), { nil: undefined });
const worlds = fc.record({
  tiers: fc.array(
    fc.record({
      combine: fc.constantFrom('first-match', 'any-allow', 'deny-over-allow'),
      atEnd: fc.constantFrom('deny', 'next'),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  policies: fc.array(
    fc.record({
      tier: fc.nat(3),
      order: fc.constantFrom(0, 1, Number.POSITIVE_INFINITY),
      subject: fc.constantFrom('a', 'b', '*'),
      rules: fc.record({ ingress: rules, egress: rules }),
      isolates: fc.record({ ingress: fc.boolean(), egress: fc.boolean() }),
    }),
    { maxLength: 6 },
  ),
  skips: fc.boolean(),
});

/** In a tier where every rule allows, all do; a policy isolates only in directions of which it speaks. */
function sound(tiers: readonly WrittenTier[], policy: WrittenPolicy): WrittenPolicy {
  const combine = tiers[policy.tier % tiers.length]?.combine;
  const allowed = (list: readonly WrittenRule[] | undefined) =>
    combine === 'any-allow' ? list?.map((rule) => ({ ...rule, verdict: 'allow' as const })) : list;
  const { ingress, egress } = policy.rules;
  return {
    ...policy,
    tier: policy.tier % tiers.length,
    rules: { ingress: allowed(ingress), egress: allowed(egress) },
    isolates: {
      ingress: ingress !== undefined && policy.isolates.ingress,
      egress: egress !== undefined && policy.isolates.egress,
    },
  };
}

interface Asked {
  readonly direction: Direction;
  readonly pod: string;
  readonly peer: string;
  readonly port: number;
}

const IPS: Readonly<Record<string, string>> = { a: '10.244.1.2', b: '10.244.1.3' };

function meets({ peer, port }: WrittenRule, asked: Asked): boolean {
  const isPeer = peer === '*' || peer === asked.peer || peer === '10.244.1.0/24' || peer === `${IPS[asked.peer]}/32`;
  return isPeer && (port === undefined || port === asked.port);
}

/** The tiers one after the other, as their description reads. */
function literal(
  tiers: readonly WrittenTier[],
  all: readonly WrittenPolicy[],
  skips: boolean,
  asked: Asked,
): 'pass' | 'drop' {
  for (const [index, { combine, atEnd }] of tiers.entries()) {
    const selecting = all.filter(({ tier, subject }) => tier === index && (subject === '*' || subject === asked.pod));
    const speaking = selecting.filter((policy) => policy.rules[asked.direction] !== undefined);
    const ordered = speaking.toSorted((x, y) => (x.order === y.order ? 0 : x.order - y.order));
    const matching = ordered.flatMap((policy) =>
      (policy.rules[asked.direction] ?? []).filter((rule) => meets(rule, asked)),
    );
    const verdict =
      combine === 'deny-over-allow' && matching.some((rule) => rule.verdict === 'deny') ? 'deny' : matching[0]?.verdict;
    if (verdict === 'allow') return 'pass';
    if (verdict === 'deny') return 'drop';
    if (verdict === undefined && atEnd === 'deny' && speaking.some(({ isolates }) => isolates[asked.direction]))
      return 'drop';
    const ends = atEnd === 'deny' && selecting.some(({ isolates }) => isolates.ingress || isolates.egress);
    if (skips && ends) return 'pass';
  }
  return 'pass';
}

const named = (name: string) => compileSelector({ matchLabels: { 'kubernetes.io/metadata.name': name } });
const EVERY = compileSelector({});

function scopeOf(namespace: string): PodScope {
  if (namespace === 'a') return { namespaces: { kind: 'own', namespace }, pods: EVERY };
  const selector = namespace === '*' ? EVERY : named(namespace);
  return { namespaces: { kind: 'matching', selector }, pods: EVERY };
}

function compiled(tiers: readonly PolicyTier[], policy: WrittenPolicy, name: string): CompiledPolicy {
  const ref: ObjectRef = { kind: 'Made', name };
  const place = { ref, path: [] };
  const rulesFor = (direction: Direction) =>
    policy.rules[direction]?.map((rule, index): PolicyRule => {
      const own = { ref, path: ['spec', direction, index] };
      const { port, peer, verdict } = rule;
      const traffic =
        port === undefined
          ? ({ kind: 'any' } as const)
          : ({ kind: 'range', place: own, protocol: 'TCP', from: port, to: port } as const);
      return { verdict, place: own, trafficPlace: own, traffic: [traffic], peers: [peerOf(peer, own)] };
    });
  const tier = tiers[policy.tier];
  if (tier === undefined) throw new Error(`no tier ${policy.tier}`);
  return {
    ...{ ref, place, tier, order: policy.order, isolates: policy.isolates },
    subject: { kind: 'pods', place, scope: scopeOf(policy.subject) },
    rules: { ingress: rulesFor('ingress'), egress: rulesFor('egress') },
  };
}

function peerOf(written: string, place: PeerRule['place']): PeerRule {
  const at = 'after-translation';
  if (written === '*') return { kind: 'everyone', place, at };
  if (!written.includes('/')) return { kind: 'pods', place, at, scope: scopeOf(written) };
  const cidrs = [written].flatMap((text) => parseCidr(text) ?? []);
  return { kind: 'blocks', place, at, rangesPlace: place, text: written, cidrs, except: [], blindTo: [] };
}

function tableOf(policies: readonly CompiledPolicy[], skips: boolean): PolicyTable {
  const reading = { ...state.spec.network.policies.reading, baselineSkippedByAnyDirection: skips };
  const set = new PolicySet(
    policies.toSorted((x, y) => {
      if (x.tier !== y.tier) return x.tier.order - y.tier.order;
      return x.order === y.order ? 0 : x.order - y.order;
    }),
    reading,
  );
  const classes = new PodClasses(state, reading, new Set());
  return new PolicyTable({ view: state, reading, classes, enforced: set, written: set });
}

test('tiers of any number, order, combination and end are decided as they read, one by one and all at once', () => {
  const seen = { pass: 0, drop: 0 };
  fc.assert(
    fc.property(worlds, ({ tiers, policies, skips }) => {
      const written = policies.map((policy) => sound(tiers, policy));
      const made = tiers.map((tier, index): PolicyTier => ({ ...tier, name: `t${index}`, order: index * 10 }));
      const table = tableOf(
        written.map((policy, index) => compiled(made, policy, `p${index}`)),
        skips,
      );
      const addresses = { of: ({ object }: (typeof pods)[number]) => podIPs(object), ranges: [] };
      const reach = new Reach(table, { pods, families: [4], addresses });
      for (const from of pods) {
        for (const to of pods.filter((each) => each !== from)) {
          const [source, target] = [from, to].map(
            (each) => ({ kind: 'pods', class: reach.classesOf(each)[0] ?? -1 }) as const,
          );
          for (const port of [80, 81, 82]) {
            const ends = [
              { direction: 'egress', pod: from, other: to },
              { direction: 'ingress', pod: to, other: from },
            ] as const;
            const actions = ends.map(({ direction, pod, other }) => {
              const peer = { kind: 'pod', pod: other, ip: podIPs(other.object)[0] ?? '' } as const;
              const connection = connectionOf(table, { direction, pod, peer, port, protocol: 'TCP' });
              const podClass = table.classes.of(pod);
              const drops = podClass !== undefined && isDrop(decide(table.enforced, podClass, connection));
              const asked = { direction, pod: pod.ref.name, peer: other.ref.name, port };
              const action = drops ? 'drop' : 'pass';
              const expected = literal(tiers, written, skips, asked);
              if (action !== expected) expect({ ...asked, action }).toEqual({ ...asked, action: expected });
              seen[action]++;
              return action;
            });
            if (source === undefined || target === undefined) throw new Error('no ends');
            const isOpen = actions.every((action) => action === 'pass');
            const isReached = hasPort(reach.between(source, target), 'TCP', port);
            if (isReached !== isOpen)
              expect({ from, to, port, isReached }).toEqual({ from, to, port, isReached: isOpen });
          }
        }
      }
    }),
    { numRuns: draws(320) },
  );
  expect(Math.min(seen.pass, seen.drop)).toBeGreaterThan(400);
}, 60_000);

test('an address is looked at where the peer says: before or behind the translation', () => {
  const [pod, other] = pods;
  if (pod === undefined || other === undefined) throw new Error('no pods');
  const tier: PolicyTier = { name: 't', order: 1, combine: 'any-allow', atEnd: 'deny' };
  const asked = { ip: '10.96.0.9', port: 443 };
  const open = (at: PeerRule['at'], cidr: string): boolean => {
    const ref: ObjectRef = { kind: 'Made', name: 'p' };
    const place = { ref, path: [] };
    const peer: PeerRule = { ...peerOf(cidr, place), at };
    const rule: PolicyRule = {
      verdict: 'allow',
      place,
      trafficPlace: place,
      traffic: [{ kind: 'any' }],
      peers: [peer],
    };
    const policy: CompiledPolicy = {
      ...{ ref, place, tier, order: 1, isolates: { ingress: false, egress: true } },
      subject: { kind: 'pods', place, scope: scopeOf('*') },
      rules: { ingress: undefined, egress: [rule] },
    };
    const table = tableOf([policy], false);
    const question = {
      direction: 'egress',
      pod,
      peer: { kind: 'pod', pod: other, ip: '10.244.1.3' },
      port: 80,
    } as const;
    const podClass = table.classes.of(pod);
    const connection = connectionOf(table, { ...question, protocol: 'TCP', asked });
    return podClass !== undefined && !isDrop(decide(table.enforced, podClass, connection));
  };
  expect(parseAddress(asked.ip)).toBeDefined();
  expect([open('before-translation', '10.96.0.9/32'), open('after-translation', '10.96.0.9/32')]).toEqual([
    true,
    false,
  ]);
  expect([open('before-translation', '10.244.1.3/32'), open('after-translation', '10.244.1.3/32')]).toEqual([
    false,
    true,
  ]);
});
