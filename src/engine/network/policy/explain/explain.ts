import type { Considered, RuleRef } from '../../../model/index.ts';
import { CurlewDefect, type Explanation, formatPort, formatRef, qualifiedName } from '../../../model/index.ts';
import type { PodClass } from '../compile/pod-class.ts';
import type { Candidate, PolicySet } from '../compile/policy-set.ts';
import type { PolicyTable } from '../compile/table.ts';
import type { CompiledPolicy } from '../contract/policy.ts';
import { type Connection, seenBy } from '../decide/connection.ts';
import type { Verdict } from '../decide/decide.ts';
import { isAboutIt } from '../decide/decide.ts';
import { unmetPeer } from '../decide/unmet-peer.ts';
import { mismatchText, partyText, trafficMismatchText } from './mismatch-text.ts';

type Dropped = Extract<Verdict, { kind: 'denied' | 'isolated' }>;

export interface Drop {
  readonly set: PolicySet;
  readonly pod: PodClass;
  readonly connection: Connection;
  readonly verdict: Dropped;
}

/** Names the peer that let the connection through. */
export function explainPass(
  table: PolicyTable,
  connection: Connection,
  { by, passes }: Extract<Verdict, { kind: 'allowed' }>,
): Explanation {
  const text = `${formatRef(by.policy.ref)} allows ${connectionText(seenBy(by.peer, connection))}`;
  return {
    reason: { code: 'policy-allows', text },
    rule: table.rule(by.peer.place),
    considered: passesTold(table, passes),
  };
}

/** The rules that passed the decision on: each keeps the rules of its tier behind it from being asked. */
export function passesTold(table: PolicyTable, passes: readonly Candidate[]): readonly Considered[] {
  return passes.map(({ peer }) => ({
    rule: table.rule(peer.place),
    mismatch: 'it matches, and passes the decision on to the next tier',
  }));
}

/** Names the policy that isolates the pod, or the rule that denies, and every rule that might have said otherwise. */
export function explainDrop(table: PolicyTable, drop: Drop): Explanation {
  const { connection, verdict } = drop;
  const considered = nearMisses(table, drop);
  if (verdict.kind === 'denied') {
    const { policy, peer } = verdict.by;
    const text = `${formatRef(policy.ref)} denies ${connectionText(seenBy(peer, connection))}`;
    return { reason: { code: 'policy-denies', text }, rule: table.rule(peer.place), considered };
  }
  const first = firstOf(verdict.by);
  const text = `${isolationText(verdict.by, connection)}, and no rule allows it ${endText(connection)}`;
  return { reason: { code: 'policy-isolates', text }, rule: table.rule(first.place), considered };
}

/** How many policies a sentence names; the lines below it name them all. */
const NAMED = 5;

function isolationText(policies: readonly CompiledPolicy[], { direction }: Connection): string {
  const [first] = policies;
  if (first !== undefined && policies.length === 1) return `${formatRef(first.ref)} isolates ${direction}`;
  const isOneKind = policies.every(({ ref }) => ref.kind === first?.ref.kind);
  const names = policies.slice(0, NAMED).map(({ ref }) => (isOneKind ? qualifiedName(ref) : formatRef(ref)));
  const more = policies.length - names.length;
  const last = more > 0 ? `${more} more` : names.pop();
  const kind = isOneKind && first !== undefined ? `${pluralOf(first.ref.kind)} ` : '';
  return `${kind}${names.join(', ')} and ${last} isolate ${direction}`;
}

function pluralOf(kind: string): string {
  return `${kind.replace(/y$/, 'ie')}s`;
}

/** Says that a policy would drop the connection if the cluster's plugin enforced it. */
export function explainIgnored(table: PolicyTable, verdict: Dropped, passes: readonly Candidate[]): Explanation {
  const policy = verdict.kind === 'denied' ? verdict.by.policy : firstOf(verdict.by);
  const { plugin } = table.view.spec.network;
  const ignored = `plugin ${plugin} does not enforce ${policy.ref.kind}: ${qualifiedName(policy.ref)} is ignored here`;
  const text = `${ignored}; where it is enforced, this would be dropped`;
  return {
    reason: { code: 'not-enforced', text },
    rule: table.rule(policy.place),
    considered: passesTold(table, passes),
  };
}

interface NearMiss {
  readonly rule: RuleRef;
  readonly mismatch: string;
  readonly unmet: number;
}

/**
 * Every rule that was asked and could have let the connection through, those that came nearest first. A tier is asked
 * up to the rule that matches; one that passes the decision on is named, since it keeps the rules behind it from being asked.
 */
function nearMisses(table: PolicyTable, { set, pod, connection, verdict }: Drop): readonly Considered[] {
  const [last] = verdict.kind === 'denied' ? [verdict.by.policy] : verdict.by;
  const found: NearMiss[] = passesTold(table, verdict.passes).map((each) => ({ ...each, unmet: 0 }));
  for (const { tier, policies, candidates } of set.stepsFor(pod, connection.direction)) {
    for (const policy of policies) {
      if (policy.rules[connection.direction]?.length === 0) found.push(withoutRules(table, policy, connection));
    }
    for (const candidate of askedIn(candidates, verdict)) {
      if (candidate.rule.verdict === 'deny' || (candidate.rule.verdict === 'pass' && tier !== last?.tier)) continue;
      found.push(missOf(table, candidate, connection));
    }
    if (tier === last?.tier) break;
  }
  found.sort((a, b) => a.unmet - b.unmet);
  return found.map(({ rule, mismatch }) => ({ rule, mismatch }));
}

/** The rules of a tier in front of the one that decided, or passed the decision on; all where none did. */
function askedIn(candidates: readonly Candidate[], verdict: Dropped): readonly Candidate[] {
  const matched: ReadonlySet<Candidate> = new Set([
    ...verdict.passes,
    ...(verdict.kind === 'denied' ? [verdict.by] : []),
  ]);
  const end = candidates.findIndex((each) => matched.has(each));
  return end < 0 ? candidates : candidates.slice(0, end);
}

function missOf(table: PolicyTable, candidate: Candidate, whole: Connection): NearMiss {
  const { peer, rule } = candidate;
  const connection = seenBy(peer, whole);
  const unmet = unmetPeer(peer, connection);
  const texts = unmet.map((each) => mismatchText(each, table, connection));
  const fits = rule.traffic.some((each) => isAboutIt(each, candidate, whole));
  if (!fits) texts.push(trafficMismatchText(rule, table, connection));
  const place = unmet.length > 0 ? peer.place : rule.trafficPlace;
  return { rule: table.rule(place), mismatch: texts.join('; '), unmet: texts.length };
}

function withoutRules(table: PolicyTable, policy: CompiledPolicy, { direction }: Connection): NearMiss {
  const mismatch = `it has no ${direction} rules, so it allows nothing`;
  return { rule: table.rule(policy.place), mismatch, unmet: Number.POSITIVE_INFINITY };
}

function connectionText(connection: Connection): string {
  return `${connection.direction} ${endText(connection)}`;
}

function endText(connection: Connection): string {
  const preposition = connection.direction === 'ingress' ? 'from' : 'to';
  const what = connection.protocol === 'ICMP' ? 'over ICMP' : `on port ${formatPort(connection)}`;
  return `${preposition} ${partyText(connection)} ${what}`;
}

function firstOf(policies: readonly CompiledPolicy[]): CompiledPolicy {
  const [first] = policies;
  if (first === undefined) throw new CurlewDefect('a pod is isolated by no policy');
  return first;
}
