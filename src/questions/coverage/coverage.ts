import type { ClusterView, Resolution, Trace, WrittenRule } from '../../engine/model/index.ts';
import { compareText, placedKey, ruleKey } from '../../engine/model/index.ts';
import { exercisedBy } from './exercised-by.ts';
import { type Coverable, coverableOf, type Decided, type Unit } from './unit.ts';

/** Found once for each cluster, however many count. */
const coverables = new WeakMap<ClusterView, Coverable>();

/** Counts what the connections of a run exercise of the manifests that it loads. */
export class Coverage {
  readonly #loaded = new WeakSet<ClusterView>();
  readonly #units = new Map<string, Unit>();

  /** Everything that the cluster's manifests hold is to be exercised. */
  load(view: ClusterView): Coverable {
    const coverable = coverables.get(view) ?? coverableOf(view);
    coverables.set(view, coverable);
    if (this.#loaded.has(view)) return coverable;
    this.#loaded.add(view);
    for (const unit of coverable.units.values()) {
      const key = keyOf(unit);
      if (!this.#units.has(key)) this.#units.set(key, { ...unit, hits: 0 });
    }
    return coverable;
  }

  /** Counts a connection that an expectation judged. */
  exercise(view: ClusterView, trace: Trace): void {
    const coverable = this.load(view);
    this.#count(coverable, exercisedBy(view, coverable, trace));
  }

  /** Counts a look-up that an expectation judged: the Service whose name it asked for. */
  lookUp(view: ClusterView, { rule }: Resolution): void {
    const coverable = this.load(view);
    if (rule?.ref.kind === 'Service') this.#count(coverable, [{ ref: rule.ref, path: [] }]);
  }

  #count(coverable: Coverable, decided: readonly Decided[]): void {
    for (const each of decided) {
      const unit = coverable.units.get(ruleKey(each));
      if (unit === undefined) continue;
      const key = keyOf(unit);
      this.#units.set(key, { ...unit, hits: (this.#units.get(key)?.hits ?? 0) + 1 });
    }
  }

  /** What was exercised, in no order. */
  get exercised(): readonly WrittenRule[] {
    return [...this.#units.values()].filter(({ hits }) => hits > 0).map(({ rule }) => rule);
  }

  /** All that there is to exercise, by file and line; what stands on one line by its path. */
  get units(): readonly Unit[] {
    return [...this.#units.values()].sort(
      (a, b) =>
        compareText(a.rule.location.file, b.rule.location.file) ||
        a.rule.location.line - b.rule.location.line ||
        compareText(ruleKey(a.rule), ruleKey(b.rule)),
    );
  }
}

/** The same field of the same file is one unit, however many scenarios load it. */
function keyOf({ rule }: Pick<Unit, 'rule'>): string {
  return placedKey(rule);
}
