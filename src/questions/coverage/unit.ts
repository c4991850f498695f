import type { ClusterView, CoverageUnit, CoverageUnitKind } from '../../engine/model/index.ts';
import { ruleAt, ruleKey, writtenRule } from '../../engine/model/index.ts';
import { compileForeign } from '../../engine/network/foreign/index.ts';
import { compilePolicies, type PolicyRule, type RulePlace, rulesOf } from '../../engine/network/policy/index.ts';

/** A field that can be exercised, without a count. */
export type Coverable = Omit<CoverageUnit, 'hits'>;

/**
 * Everything in the manifests of a cluster that a spec can exercise, by name and path: the rules, peers and ports of every
 * policy, whatever the plugin enforces, and every Service port. What was left out (a rule for everyone, on any port) is no
 * unit. What is not modelled and may decide connections is one that nothing exercises.
 */
export function coverableOf(view: ClusterView): ReadonlyMap<string, Coverable> {
  const units = new Map<string, Coverable>();
  const add = (kind: CoverageUnitKind, { ref, path }: RulePlace): void => {
    const rule = writtenRule(ruleAt(view, ref, path));
    if (rule !== undefined) units.set(ruleKey(rule), { kind, rule });
  };
  for (const policy of compilePolicies(view).written.policies) {
    add('policy', policy.place);
    for (const rule of rulesOf(policy)) for (const [kind, place] of placesOf(rule)) add(kind, place);
  }
  for (const { ref, object, origin } of view.list('Service')) {
    if (origin.kind !== 'manifest') continue;
    add('Service', { ref, path: [] });
    for (const index of (object.spec.ports ?? []).keys()) add('Service port', { ref, path: ['spec', 'ports', index] });
  }
  const { acting, waysIn, runners } = compileForeign(view);
  for (const { rule } of [...acting, ...waysIn, ...runners]) add('not modelled', rule);
  return units;
}

/** A rule for everyone has the rule's own place as its peer. */
function placesOf({ place, peers, traffic }: PolicyRule): readonly (readonly [CoverageUnitKind, RulePlace])[] {
  const named = peers.filter((peer) => peer.place !== place);
  return [
    ['rule', place],
    ...named.map((peer) => ['peer', peer.place] as const),
    ...traffic.flatMap((each) => (each.kind === 'any' ? [] : [['port', each.place] as const])),
  ];
}
