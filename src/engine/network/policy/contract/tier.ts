/** Policies that are asked together, and what becomes of a connection that none of their rules decides. */
export interface PolicyTier {
  /** For people: `admin`. */
  readonly name: string;
  /** Tiers are asked by ascending order; no two have the same. */
  readonly order: number;
  readonly combine: Combine;
  /**
   * What becomes of a connection that no rule decided, of a pod that a policy of the tier isolates in that direction.
   * For a pod that none isolates the next tier is asked. What no tier decides is allowed.
   */
  readonly atEnd: 'deny' | 'next';
}

/**
 * How the rules of a tier come to one verdict. `any-allow`: every rule allows, so that their order plays no part.
 * `first-match`: policies by their order, the rules of each as they are written; the first that matches decides.
 * `deny-over-allow`: a rule that denies counts before every other, whatever their order.
 */
export type Combine = 'any-allow' | 'first-match' | 'deny-over-allow';
