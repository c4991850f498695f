import type { ClusterView, Trace } from '../model/index.ts';
import { compareText } from '../model/index.ts';
import { exercisedBy } from './exercised-by.ts';
import { type Coverable, coverableOf, type Unit } from './unit.ts';

/** Counts what the connections of a run exercise of the manifests that it loads. */
export class Coverage {
  readonly #clusters = new WeakMap<ClusterView, Coverable>();
  readonly #units = new Map<string, Unit>();

  /** Everything that the cluster's manifests hold is to be exercised. */
  load(view: ClusterView): Coverable {
    const known = this.#clusters.get(view);
    if (known !== undefined) return known;
    const coverable = coverableOf(view);
    this.#clusters.set(view, coverable);
    for (const unit of coverable.units.values()) {
      const key = keyOf(unit);
      if (!this.#units.has(key)) this.#units.set(key, { ...unit, hits: 0 });
    }
    return coverable;
  }

  /** Counts a connection that an expectation judged. */
  exercise(view: ClusterView, trace: Trace): void {
    const coverable = this.load(view);
    for (const { object, path } of exercisedBy(view, coverable, trace)) {
      const unit = coverable.units.get(`${object} ${path}`);
      if (unit === undefined) continue;
      const key = keyOf(unit);
      this.#units.set(key, { ...unit, hits: (this.#units.get(key)?.hits ?? 0) + 1 });
    }
  }

  /** All that there is to exercise, by file and line; what stands on one line by its path. */
  get units(): readonly Unit[] {
    return [...this.#units.values()].sort(
      (a, b) =>
        compareText(a.rule.file, b.rule.file) ||
        a.rule.line - b.rule.line ||
        compareText(a.rule.object, b.rule.object) ||
        compareText(a.rule.path, b.rule.path),
    );
  }
}

/** The same field of the same file is one unit, however many scenarios load it. */
function keyOf({ rule }: Pick<Unit, 'rule'>): string {
  return `${rule.file}:${rule.line} ${rule.object} ${rule.path}`;
}
