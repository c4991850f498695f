import type { ClusterView, ObjectRef, Pod, PolicyEnforcement, Resource, RuleRef } from '../../model/index.ts';
import { ruleAt } from '../../model/index.ts';
import type { PodClasses } from './pod-class.ts';
import type { RulePlace } from './policy.ts';
import type { PolicySet } from './policy-set.ts';
import type { Direction } from './question.ts';

/** All policies of a cluster, compiled. Immutable to its readers; it remembers what it found. */
export class PolicyTable {
  readonly view: ClusterView;
  readonly plugin: PolicyEnforcement;
  readonly classes: PodClasses;
  /** What the cluster's plugin enforces. */
  readonly enforced: PolicySet;
  /** All that is written; the same object where the plugin enforces it all. */
  readonly written: PolicySet;
  readonly #rules = new WeakMap<RulePlace, RuleRef>();

  constructor(parts: Pick<PolicyTable, 'view' | 'plugin' | 'classes' | 'enforced' | 'written'>) {
    this.view = parts.view;
    this.plugin = parts.plugin;
    this.classes = parts.classes;
    this.enforced = parts.enforced;
    this.written = parts.written;
  }

  rule(place: RulePlace): RuleRef {
    const known = this.#rules.get(place);
    if (known !== undefined) return known;
    const rule = ruleAt(this.view, place.ref, place.path);
    this.#rules.set(place, rule);
    return rule;
  }
}

/**
 * The NetworkPolicies that isolate a pod in a direction, by name; none where the plugin enforces none, and none for
 * pods on the host network.
 */
export function isolatingPolicies(table: PolicyTable, pod: Resource<Pod>, direction: Direction): readonly ObjectRef[] {
  const podClass = table.classes.of(pod);
  if (podClass === undefined) return [];
  const step = table.enforced.stepsFor(podClass, direction).find(({ tier }) => tier === 'network');
  return step === undefined ? [] : step.policies.map(({ ref }) => ref);
}
