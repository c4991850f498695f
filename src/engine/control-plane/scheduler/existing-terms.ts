import type { AffinityTerm, PodTerms } from './affinity-term.ts';
import type { PodGroup } from './pod-groups.ts';

/** A term that placed pods have, and how many of them on each node, by index. */
export interface ExistingTerm {
  readonly term: AffinityTerm;
  readonly holders: Map<number, number>;
}

/** The terms of placed pods that look at pods to come; each is kept once, however many pods have it. */
export class ExistingTerms {
  readonly #terms = new Map<string, ExistingTerm>();
  readonly #inOrder: ExistingTerm[] = [];
  readonly #byGroup = new Map<PodGroup, { readonly speaking: ExistingTerm[]; seen: number }>();

  /** Adds `change` holders on the node for each of the terms; equal terms of other weight are others. */
  count(terms: readonly AffinityTerm[], node: number, change: 1 | -1): void {
    for (const term of terms) {
      const { holders } = this.#of(term);
      const count = (holders.get(node) ?? 0) + change;
      if (count === 0) holders.delete(node);
      else holders.set(node, count);
    }
  }

  /** The terms that speak of the group's pods. Each term is asked once about each group. */
  about(group: PodGroup): readonly ExistingTerm[] {
    const known = this.#byGroup.get(group) ?? { speaking: [], seen: 0 };
    this.#byGroup.set(group, known);
    for (; known.seen < this.#inOrder.length; known.seen++) {
      const existing = this.#inOrder[known.seen];
      if (existing?.term.matches(group) === true) known.speaking.push(existing);
    }
    return known.speaking;
  }

  #of(term: AffinityTerm): ExistingTerm {
    const key = `${term.weight} ${term.text}`;
    const known = this.#terms.get(key);
    if (known !== undefined) return known;
    const existing = { term, holders: new Map<number, number>() };
    this.#terms.set(key, existing);
    this.#inOrder.push(existing);
    return existing;
  }
}

/** What a placed pod's terms weigh for the scores of others: required affinity 1 (hardPodAffinityWeight), dislike less. */
export function weighingTerms(terms: PodTerms): readonly AffinityTerm[] {
  const { requiredAffinity, preferredAffinity, preferredAntiAffinity } = terms;
  if (requiredAffinity.length + preferredAffinity.length + preferredAntiAffinity.length === 0) return NONE;
  const dislikes = preferredAntiAffinity.map((term) => ({ ...term, weight: -term.weight }));
  return [...requiredAffinity, ...preferredAffinity, ...dislikes];
}

const NONE: readonly AffinityTerm[] = [];
