import type { PodClass } from '../compile/pod-class.ts';
import type { Candidate, PolicySet } from '../compile/policy-set.ts';
import type { CompiledPolicy } from '../contract/policy.ts';
import type { PolicyQuestion } from '../contract/question.ts';
import { isAbout, type TrafficRule } from '../contract/traffic.ts';
import { isAboutService } from './asked-service.ts';
import { type Connection, seenBy } from './connection.ts';
import { unmetPeer } from './unmet-peer.ts';

/** What the policies say, without words: the outcome, and the rules that passed the decision on to it. */
export type Verdict = { readonly passes: readonly Candidate[] } & (
  | { readonly kind: 'not-isolated' }
  | { readonly kind: 'allowed'; readonly by: Candidate }
  | { readonly kind: 'denied'; readonly by: Candidate }
  | { readonly kind: 'isolated'; readonly by: readonly CompiledPolicy[] }
  /** A policy isolates the pod, and the plugin lets this traffic pass all the same. */
  | { readonly kind: 'exempt'; readonly because: Exemption; readonly by: readonly CompiledPolicy[] }
);

/** Traffic for which Kubernetes leaves it to plugins whether isolation counts. */
export type Exemption = 'hairpin' | 'icmp';

const NONE: readonly Candidate[] = [];
const NOT_ISOLATED: Verdict = { kind: 'not-isolated', passes: NONE };

/**
 * Asks the tiers in turn, each in the order of its rules. Where no rule decides, the end of the tier does if a policy of it
 * isolates the pod in this direction; else the next tier is asked. What no tier decides is allowed.
 *
 * https://network-policy-api.sigs.k8s.io/api-overview
 */
export function decide(set: PolicySet, pod: PodClass, connection: Connection): Verdict {
  let passes = NONE;
  for (const { tier, isolating, candidates } of set.stepsFor(pod, connection.direction)) {
    const by = candidates.find((candidate) => matches(candidate, connection));
    if (by?.rule.verdict === 'allow') return { kind: 'allowed', by, passes };
    if (by?.rule.verdict === 'deny') return { kind: 'denied', by, passes };
    if (by !== undefined) passes = [...passes, by];
    else if (isolating.length > 0 && tier.atEnd === 'deny') {
      const because = exemption(set, connection);
      if (because !== undefined) return { kind: 'exempt', because, by: isolating, passes };
      return { kind: 'isolated', by: isolating, passes };
    }
  }
  return passes === NONE ? NOT_ISOLATED : { kind: 'not-isolated', passes };
}

/** Why isolation does not count for this traffic; `undefined` where it does. */
function exemption({ reading }: PolicySet, { hairpin, protocol }: PolicyQuestion): Exemption | undefined {
  if (hairpin === true && reading.hairpin === 'allow') return 'hairpin';
  return protocol === 'ICMP' && reading.icmp === 'allow' ? 'icmp' : undefined;
}

export function isDrop(verdict: Verdict): verdict is Extract<Verdict, { kind: 'denied' | 'isolated' }> {
  return verdict.kind === 'denied' || verdict.kind === 'isolated';
}

/** Reports whether the other end is this peer, and the rule is about what the packet carries. */
export function matches(candidate: Candidate, connection: Connection): boolean {
  const { peer, rule } = candidate;
  return (
    unmetPeer(peer, seenBy(peer, connection)).length === 0 &&
    rule.traffic.some((each) => isAboutIt(each, candidate, connection))
  );
}

/** Reports whether a part of a rule's traffic is what the packet carries where the rule's peer looks at it. */
export function isAboutIt(traffic: TrafficRule, { peer, rule }: Candidate, connection: Connection): boolean {
  const seen = seenBy(peer, connection);
  const { asksService: service, port, protocol } = seen;
  if (peer.kind !== 'pods' || service === undefined) return isAbout(traffic, seen);
  return service !== 'none' && isAboutService(traffic, { service, traffic: rule.traffic, port, protocol });
}

/** The traffic of a rule that a connection to one of its peers is; those that are written. */
export function trafficMatched(candidate: Candidate, connection: Connection): readonly WrittenTraffic[] {
  return candidate.rule.traffic.flatMap((each) =>
    each.kind !== 'any' && isAboutIt(each, candidate, connection) ? [each] : [],
  );
}

type WrittenTraffic = Exclude<TrafficRule, { kind: 'any' }>;
