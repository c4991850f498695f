import type { Cluster } from '../library/index.ts';
import { currentMutation } from '../mutate/index.ts';

/** Clusters by what made them, most recently used last; enough for a run's scenarios to share, few enough to fit. */
const clusters = new Map<string, Promise<Cluster>>();
const KEPT = 32;

/** The cluster that was made of the same before, else the one that `load` makes. */
export function remember(key: string, load: () => Promise<Cluster>): Promise<Cluster> {
  const known = clusters.get(key) ?? load();
  clusters.delete(key);
  clusters.set(key, known);
  const [oldest] = clusters.keys();
  if (clusters.size > KEPT && oldest !== undefined) clusters.delete(oldest);
  return known;
}

/** What `curlew mutate` makes of a cluster to which manifests were applied. */
export function mutated(key: string, cluster: Promise<Cluster>): Promise<Cluster> {
  const mutation = currentMutation();
  if (mutation === undefined) return cluster;
  return remember(`${mutation.name} ${key}`, async () => mutation.apply(await cluster));
}

/** What sets one cluster apart from another that a command made. */
export function numberOf(cluster: Cluster): number {
  const known = numbers.get(cluster) ?? numbered++;
  numbers.set(cluster, known);
  return known;
}

const numbers = new WeakMap<Cluster, number>();
let numbered = 0;
