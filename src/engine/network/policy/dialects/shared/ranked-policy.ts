import type { LabelSelector, ObjectRef, Resource } from '../../../../model/index.ts';
import { parseCidr } from '../../../../model/index.ts';
import type { SelectorPool } from '../../compile/selector-pool.ts';
import type { CompileContext } from '../../contract/dialect.ts';
import type { HookPoint, PeerRule, PodScope } from '../../contract/peer.ts';
import type { RulePlace } from '../../contract/place.ts';
import type { CompiledPolicy, PolicyRule, PolicySubject } from '../../contract/policy.ts';
import type { Direction } from '../../contract/question.ts';
import type { PolicyTier } from '../../contract/tier.ts';
import type { TrafficRule } from '../../contract/traffic.ts';
import type { RankedPeer, RankedPolicy, RankedRule } from './api.ts';
import { addressesOfNames } from './domain-names.ts';
import { hookOf } from './hook-of.ts';

/** Where a policy stands, and how it writes the ports of its rules. */
export interface RankedForm<R extends RankedRule> {
  readonly tier: PolicyTier;
  /** Infinite for a kind without priorities. */
  readonly order: number;
  /** The list of a rule's ports, and what each of its items is about; without the list the rule is about everything. */
  readonly portsField: string;
  portsIn(rule: R): readonly PortItem[] | undefined;
}

/** What an item of a rule's list of ports is about; `undefined` where no field of it is known. */
export type PortItem = ((place: RulePlace) => TrafficRule) | undefined;

interface Context extends CompileContext {
  readonly ref: ObjectRef;
  readonly at: HookPoint;
}

/**
 * Compiles a policy of the network-policy-api. A direction without rules is left alone: these policies isolate
 * nothing.
 *
 * https://network-policy-api.sigs.k8s.io/api-overview
 */
export function compileRanked<R extends RankedRule>(
  { ref, object: { spec } }: Resource<RankedPolicy<R>>,
  context: CompileContext,
  form: RankedForm<R>,
): CompiledPolicy {
  const rules = (direction: Direction): readonly PolicyRule[] | undefined => {
    const own = { ...context, ref, at: hookOf(context.reading, direction) };
    const compiled = spec?.[direction]?.map((rule, index) => compileRule(own, rule, ['spec', direction, index], form));
    return compiled === undefined || compiled.length === 0 ? undefined : compiled;
  };
  return {
    ref,
    place: { ref, path: [] },
    tier: form.tier,
    order: form.order,
    subject: subjectOf(ref, spec?.subject ?? {}, context.pool),
    rules: { ingress: rules('ingress'), egress: rules('egress') },
    isolates: { ingress: false, egress: false },
  };
}

function subjectOf(ref: ObjectRef, written: RankedPeer, pool: SelectorPool): PolicySubject {
  const scope = podScope(written, pool);
  const field = written.namespaces === undefined ? ['pods'] : ['namespaces'];
  const path = ['spec', 'subject', ...(scope === undefined ? [] : field)];
  return { kind: 'pods', place: { ref, path }, scope: scope ?? NOBODY };
}

/** Selects nothing; for a subject that names nothing, which the API server rejects. */
const NOBODY: PodScope = {
  namespaces: { kind: 'matching', selector: { requirements: [], text: '' } },
  pods: { requirements: [{ key: '', operator: 'In', values: [], path: [] }], text: ' in ()' },
};

const VERDICT: Readonly<Record<RankedRule['action'], PolicyRule['verdict']>> = {
  Allow: 'allow',
  Accept: 'allow',
  Deny: 'deny',
  Pass: 'pass',
};

function compileRule<R extends RankedRule>(
  context: Context,
  rule: R,
  path: RulePlace['path'],
  form: RankedForm<R>,
): PolicyRule {
  const { ref } = context;
  const side = rule.from === undefined ? 'to' : 'from';
  const peers = (rule[side] ?? []).map((peer, index) =>
    compilePeer(context, peer, { ref, path: [...path, side, index] }),
  );
  const listed = [...path, form.portsField];
  const traffic = form.portsIn(rule)?.flatMap((item, index) => item?.({ ref, path: [...listed, index] }) ?? []);
  return failClosed({
    verdict: VERDICT[rule.action],
    place: { ref, path },
    peers,
    traffic: traffic ?? [{ kind: 'any' }],
    trafficPlace: { ref, path: listed },
  });
}

/** With a peer that nobody knows, Allow matches no traffic; Deny and Pass deny it all (ClusterNetworkPolicyIngressPeer). */
function failClosed(rule: PolicyRule): PolicyRule {
  const unknown = rule.peers.find((peer) => peer.kind === 'nobody');
  if (unknown === undefined) return rule;
  if (rule.verdict === 'allow') return { ...rule, peers: [unknown] };
  const { place, at } = unknown;
  return { ...rule, verdict: 'deny', peers: [{ kind: 'everyone', place, at }], traffic: [{ kind: 'any' }] };
}

function compilePeer({ pool, view, at }: Context, peer: RankedPeer, place: RulePlace): PeerRule {
  const scope = podScope(peer, pool);
  if (scope !== undefined) return { kind: 'pods', place, at: 'after-translation', scope };
  const { networks, nodes, domainNames } = peer;
  if (nodes !== undefined) return { kind: 'nodes', place, at, selector: pool.shared(nodes) };
  if (networks !== undefined) {
    const cidrs = networks.flatMap((text) => parseCidr(text) ?? []);
    const rangesPlace = { ref: place.ref, path: [...place.path, 'networks'] };
    return { kind: 'blocks', place, at, rangesPlace, text: networks.join(', '), cidrs, except: [], blindTo: [] };
  }
  if (domainNames === undefined) return { kind: 'nobody', place, at };
  const addresses = addressesOfNames(domainNames, view.spec.externalHosts);
  return { kind: 'domain-names', place, at, names: domainNames, addresses };
}

/** Inside `pods`, both selectors are required; an absent one reads as `{}`. */
function podScope({ namespaces, pods }: RankedPeer, pool: SelectorPool): PodScope | undefined {
  if (namespaces !== undefined) return scopeOf(pool, namespaces, {});
  return pods === undefined ? undefined : scopeOf(pool, pods.namespaceSelector ?? {}, pods.podSelector ?? {});
}

function scopeOf(pool: SelectorPool, namespaces: LabelSelector, pods: LabelSelector): PodScope {
  return { namespaces: { kind: 'matching', selector: pool.shared(namespaces) }, pods: pool.pods(pods) };
}
