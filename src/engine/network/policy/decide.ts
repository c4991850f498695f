import { admitsPort } from './admits-port.ts';
import type { PodClass } from './pod-class.ts';
import type { CompiledPolicy } from './policy.ts';
import type { Candidate, Exemption, PolicySet } from './policy-set.ts';
import { seenBy, type Traffic } from './traffic.ts';
import { unmetPeer } from './unmet-peer.ts';

/** What the policies say, without words. */
export type Verdict =
  | { readonly kind: 'not-isolated' }
  | { readonly kind: 'allowed'; readonly by: Candidate }
  | { readonly kind: 'denied'; readonly by: Candidate }
  | { readonly kind: 'isolated'; readonly by: readonly CompiledPolicy[] }
  /** A NetworkPolicy isolates the pod, and the plugin lets this traffic pass all the same. */
  | { readonly kind: 'exempt'; readonly because: Exemption };

const NOT_ISOLATED: Verdict = { kind: 'not-isolated' };

/**
 * Asks the tiers in turn. A NetworkPolicy that isolates the pod in this direction has the last word on it; only where
 * none does is the baseline asked, and what nobody decides is allowed.
 *
 * https://network-policy-api.sigs.k8s.io/api-overview
 */
export function decide(set: PolicySet, pod: PodClass, traffic: Traffic): Verdict {
  for (const { tier, policies, candidates } of set.stepsFor(pod, traffic.direction)) {
    const by = candidates.find((candidate) => matches(candidate, traffic));
    if (by?.rule.action === 'allow') return { kind: 'allowed', by };
    if (by?.rule.action === 'deny') return { kind: 'denied', by };
    if (tier !== 'network') continue;
    const because = set.exemption(traffic);
    return because === undefined ? { kind: 'isolated', by: policies } : { kind: 'exempt', because };
  }
  return NOT_ISOLATED;
}

export function isDrop(verdict: Verdict): verdict is Extract<Verdict, { kind: 'denied' | 'isolated' }> {
  return verdict.kind === 'denied' || verdict.kind === 'isolated';
}

/** Reports whether the other end is this peer, and the port one of the rule's. */
export function matches({ peer, rule }: Candidate, traffic: Traffic): boolean {
  const seen = seenBy(peer, traffic);
  return unmetPeer(peer, seen).length === 0 && admitsPort(rule, seen);
}
