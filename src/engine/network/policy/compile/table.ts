import type { ClusterView, PolicyReading, RuleRef } from '../../../model/index.ts';
import { ruleAt } from '../../../model/index.ts';
import type { RulePlace } from '../contract/place.ts';
import type { PodClasses } from './pod-class.ts';
import type { PolicySet } from './policy-set.ts';

/** All policies of a cluster, compiled. Immutable to its readers; it remembers what it found. */
export class PolicyTable {
  readonly view: ClusterView;
  readonly reading: PolicyReading;
  readonly classes: PodClasses;
  /** What the cluster's plugin enforces. */
  readonly enforced: PolicySet;
  /** All that is written; the same object where the plugin enforces it all. */
  readonly written: PolicySet;
  readonly #rules = new WeakMap<RulePlace, RuleRef>();

  constructor(parts: Pick<PolicyTable, 'view' | 'reading' | 'classes' | 'enforced' | 'written'>) {
    this.view = parts.view;
    this.reading = parts.reading;
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
