import type { ClusterView, FieldPath, ObjectRef, RuleRef, WrittenRule } from '../../engine/model/index.ts';
import { formatFieldPath, formatRef, ruleAt, ruleKey, writtenRule } from '../../engine/model/index.ts';
import {
  type CompiledPolicy,
  compilePolicies,
  type PolicyRule,
  type PolicyTable,
} from '../../engine/network/policy/index.ts';

/** What a spec can exercise. A policy by itself stands for the isolation that it brings. */
export type UnitKind = 'policy' | 'rule' | 'peer' | 'port' | 'Service' | 'Service port';

/** A field of a manifest that a spec can exercise, and how many of its connections did. */
export interface Unit {
  readonly kind: UnitKind;
  readonly rule: WrittenRule;
  readonly hits: number;
}

/** A field that decided a hop. */
export type Decided = Pick<RuleRef, 'ref' | 'path'>;

/** What one cluster has to exercise: the policies by their printed names, the units of its manifests by name and path. */
export interface Coverable {
  readonly policies: ReadonlyMap<string, CompiledPolicy>;
  readonly units: ReadonlyMap<string, Omit<Unit, 'hits'>>;
  /** Only where a rule leaves connections to the next tier: no trace tells of it. */
  readonly passing?: PolicyTable;
}

/**
 * Everything in the manifests of a cluster that a spec can exercise: the rules, peers and ports of every policy, whatever
 * the plugin enforces, and every Service port. What was left out (a rule for everyone, on any port) is no unit.
 */
export function coverableOf(view: ClusterView): Coverable {
  const { table } = compilePolicies(view);
  const { policies } = table.written;
  const units = new Map<string, Omit<Unit, 'hits'>>();
  const add = (kind: UnitKind, ref: ObjectRef, path: FieldPath): void => {
    const rule = writtenRule(ruleAt(view, ref, path));
    if (rule !== undefined) units.set(ruleKey(rule), { kind, rule });
  };
  for (const policy of policies) {
    add('policy', policy.ref, []);
    for (const rule of rulesOf(policy)) for (const [kind, path] of fieldsOf(rule)) add(kind, policy.ref, path);
  }
  for (const { ref, object, origin } of view.list('Service')) {
    if (origin.kind !== 'manifest') continue;
    add('Service', ref, []);
    for (const index of (object.spec?.ports ?? []).keys()) add('Service port', ref, ['spec', 'ports', index]);
  }
  const passes = policies.some((policy) => rulesOf(policy).some(({ action }) => action === 'pass'));
  return {
    policies: new Map(policies.map((policy) => [formatRef(policy.ref), policy])),
    units,
    ...(passes ? { passing: table } : {}),
  };
}

/** The rules of both directions, ingress first. */
export function rulesOf({ rules }: CompiledPolicy): readonly PolicyRule[] {
  return [...(rules.ingress ?? []), ...(rules.egress ?? [])];
}

/** A rule for everyone has the rule's own place as its peer. */
function fieldsOf({ place, peers, ports, portsPlace }: PolicyRule): readonly (readonly [UnitKind, FieldPath])[] {
  const named = peers.filter((peer) => formatFieldPath(peer.place.path) !== formatFieldPath(place.path));
  const written = ports.flatMap((port, index) => (port.kind === 'any' ? [] : [index]));
  return [
    ['rule', place.path],
    ...named.map((peer) => ['peer', peer.place.path] as const),
    ...written.map((index) => ['port', [...portsPlace.path, index]] as const),
  ];
}
