import type { ClusterView, CoverageUnit, Decider, Resolution, Trace, WrittenRule } from '../../engine/model/index.ts';
import { compareText, placedKey, ruleKey } from '../../engine/model/index.ts';
import { type Coverable, coverableOf } from './unit.ts';

/** The units of a cluster, found once, however many runs count them. */
const coverables = new WeakMap<ClusterView, ReadonlyMap<string, Coverable>>();

/**
 * Counts what the connections of a run exercise of the manifests that it loads. What a decision names as having decided is
 * exercised, and nothing else.
 */
export class Coverage {
  readonly #loaded = new WeakSet<ClusterView>();
  readonly #units = new Map<string, CoverageUnit>();

  /** Everything that the cluster's manifests hold is to be exercised. */
  load(view: ClusterView): void {
    if (this.#loaded.has(view)) return;
    this.#loaded.add(view);
    for (const unit of coverablesOf(view).values()) {
      const key = placedKey(unit.rule);
      if (!this.#units.has(key)) this.#units.set(key, { ...unit, hits: 0 });
    }
  }

  /** Counts a connection that an expectation judged: each field once, however many of its ways it decided. */
  exercise(view: ClusterView, { branches }: Trace): void {
    this.load(view);
    this.#count(
      view,
      branches.flatMap(({ hops }) => hops.flatMap(({ decidedBy = [] }) => decidedBy)),
    );
  }

  /** Counts a look-up that an expectation judged. */
  lookUp(view: ClusterView, { decidedBy = [] }: Resolution): void {
    this.load(view);
    this.#count(view, decidedBy);
  }

  #count(view: ClusterView, deciders: readonly Decider[]): void {
    const coverable = coverablesOf(view);
    const decided = new Set(deciders.flatMap(({ fields }) => fields.map(ruleKey)));
    for (const key of decided) {
      const unit = coverable.get(key);
      if (unit === undefined) continue;
      const place = placedKey(unit.rule);
      this.#units.set(place, { ...unit, hits: (this.#units.get(place)?.hits ?? 0) + 1 });
    }
  }

  /** What was exercised, in no order. */
  get exercised(): readonly WrittenRule[] {
    return [...this.#units.values()].filter(({ hits }) => hits > 0).map(({ rule }) => rule);
  }

  /** All that there is to exercise, by file and line; what stands on one line by its path. */
  get units(): readonly CoverageUnit[] {
    return [...this.#units.values()].sort(
      (a, b) =>
        compareText(a.rule.location.file, b.rule.location.file) ||
        a.rule.location.line - b.rule.location.line ||
        compareText(ruleKey(a.rule), ruleKey(b.rule)),
    );
  }
}

function coverablesOf(view: ClusterView): ReadonlyMap<string, Coverable> {
  const known = coverables.get(view) ?? coverableOf(view);
  coverables.set(view, known);
  return known;
}
