import type { Cluster } from '../../api/index.ts';

/** What becomes of every cluster of a run to which manifests were applied. */
export interface Mutation {
  /** Asked each time that a scenario builds such a cluster; gives the same for the same. */
  readonly apply: (cluster: Cluster) => Promise<Cluster>;
  /** What happened to its clusters later, by what made them: the clusters of one mutant are not those of another. */
  readonly clusters: Map<string, Promise<Cluster>>;
}

const PLACE: unique symbol = Symbol.for('curlew.mutation');

const place: { [key: symbol]: unknown } = globalThis;

/** One for the process, since a TypeScript loader may give the user's steps a second copy of this module. */
export function currentMutation(): Mutation | undefined {
  return place[PLACE] as Mutation | undefined;
}

/** From now on clusters are mutated so; `undefined` leaves them as they are. */
export function startMutation(mutation: Mutation | undefined): void {
  place[PLACE] = mutation;
}
