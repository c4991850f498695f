import type { Considered } from '../../model/index.ts';
import { CurlewDefect, type Explanation, formatPort, formatRef, qualifiedName } from '../../model/index.ts';
import { admitsPort } from './admits-port.ts';
import type { Verdict } from './decide.ts';
import { matches } from './decide.ts';
import { mismatchText, partyText, portMismatchText } from './mismatch-text.ts';
import type { PodClass } from './pod-class.ts';
import type { CompiledPolicy } from './policy.ts';
import type { Candidate, PolicySet } from './policy-set.ts';
import type { PolicyTable } from './table.ts';
import { seenBy, type Traffic } from './traffic.ts';
import { unmetPeer } from './unmet-peer.ts';

type Dropped = Extract<Verdict, { kind: 'denied' | 'isolated' }>;

export interface Drop {
  readonly set: PolicySet;
  readonly pod: PodClass;
  readonly traffic: Traffic;
  readonly verdict: Dropped;
}

/** Names the peer that let the connection through. */
export function explainPass(table: PolicyTable, traffic: Traffic, by: Candidate): Explanation {
  const text = `${formatRef(by.policy.ref)} allows ${connectionText(seenBy(by.peer, traffic))}`;
  return { reason: { code: 'policy-allows', text }, rule: table.rule(by.peer.place), considered: [] };
}

/** Names the policy that isolates the pod, or the rule that denies, and every rule that might have said otherwise. */
export function explainDrop(table: PolicyTable, drop: Drop): Explanation {
  const { traffic, verdict } = drop;
  const considered = nearMisses(table, drop);
  if (verdict.kind === 'denied') {
    const { policy, peer } = verdict.by;
    const text = `${formatRef(policy.ref)} denies ${connectionText(seenBy(peer, traffic))}`;
    return { reason: { code: 'policy-denies', text }, rule: table.rule(peer.place), considered };
  }
  const first = firstOf(verdict.by);
  const text = `${isolationText(verdict.by, traffic)}, and no rule allows it ${endText(traffic)}`;
  return { reason: { code: 'policy-isolates', text }, rule: table.rule(first.place), considered };
}

/** How many policies a sentence names; the lines below it name them all. */
const NAMED = 5;

function isolationText(policies: readonly CompiledPolicy[], { direction }: Traffic): string {
  const [first] = policies;
  if (first !== undefined && policies.length === 1) return `${formatRef(first.ref)} isolates ${direction}`;
  const names = policies.slice(0, NAMED).map(({ ref }) => qualifiedName(ref));
  const more = policies.length - names.length;
  const last = more > 0 ? `${more} more` : names.pop();
  return `NetworkPolicies ${names.join(', ')} and ${last} isolate ${direction}`;
}

/** Says that a policy would drop the connection if the cluster's plugin enforced it. */
export function explainIgnored(table: PolicyTable, verdict: Dropped): Explanation {
  const policy = verdict.kind === 'denied' ? verdict.by.policy : firstOf(verdict.by);
  const { plugin } = table.view.spec.network;
  const ignored = `plugin ${plugin} does not enforce ${policy.ref.kind}: ${qualifiedName(policy.ref)} is ignored here`;
  const text = `${ignored}; where it is enforced, this would be dropped`;
  return { reason: { code: 'not-enforced', text }, rule: table.rule(policy.place), considered: [] };
}

interface NearMiss extends Considered {
  readonly unmet: number;
}

/**
 * Every rule that was asked and could have let the connection through, those that came nearest first. A tier is asked
 * up to the rule that matches; one that passes the decision on is named, since it keeps the rules behind it from being asked.
 */
function nearMisses(table: PolicyTable, { set, pod, traffic, verdict }: Drop): readonly Considered[] {
  const last = verdict.kind === 'denied' ? verdict.by.policy.tier : 'network';
  const found: NearMiss[] = [];
  for (const { tier, policies, candidates } of set.stepsFor(pod, traffic.direction)) {
    for (const policy of policies) {
      if (policy.rules[traffic.direction]?.length === 0) found.push(withoutRules(table, policy, traffic));
    }
    for (const candidate of candidates) {
      const { action } = candidate.rule;
      if (matches(candidate, traffic)) {
        if (action === 'pass' && tier !== last) found.push(passMiss(table, candidate));
        break;
      }
      if (action === 'deny' || (action === 'pass' && tier !== last)) continue;
      found.push(missOf(table, candidate, traffic));
    }
    if (tier === last) break;
  }
  found.sort((a, b) => a.unmet - b.unmet);
  return found.map(({ rule, mismatch }) => ({ rule, mismatch }));
}

function missOf(table: PolicyTable, { peer, rule }: Candidate, whole: Traffic): NearMiss {
  const traffic = seenBy(peer, whole);
  const unmet = unmetPeer(peer, traffic);
  const texts = unmet.map((each) => mismatchText(each, table, traffic));
  const portFits = admitsPort(rule, traffic);
  if (!portFits) texts.push(portMismatchText(rule, table, traffic));
  const place = unmet.length > 0 ? peer.place : rule.portsPlace;
  return { rule: table.rule(place), mismatch: texts.join('; '), unmet: texts.length };
}

function passMiss(table: PolicyTable, { peer }: Candidate): NearMiss {
  return {
    rule: table.rule(peer.place),
    mismatch: 'it matches, and passes the decision on to the next tier',
    unmet: 0,
  };
}

function withoutRules(table: PolicyTable, policy: CompiledPolicy, { direction }: Traffic): NearMiss {
  const mismatch = `it has no ${direction} rules, so it allows nothing`;
  return { rule: table.rule(policy.place), mismatch, unmet: Number.POSITIVE_INFINITY };
}

function connectionText(traffic: Traffic): string {
  return `${traffic.direction} ${endText(traffic)}`;
}

function endText(traffic: Traffic): string {
  const preposition = traffic.direction === 'ingress' ? 'from' : 'to';
  const what = traffic.protocol === 'ICMP' ? 'over ICMP' : `on port ${formatPort(traffic)}`;
  return `${preposition} ${partyText(traffic)} ${what}`;
}

function firstOf(policies: readonly CompiledPolicy[]): CompiledPolicy {
  const [first] = policies;
  if (first === undefined) throw new CurlewDefect('a pod is isolated by no policy');
  return first;
}
