import type { Cluster } from '../api/index.ts';
import { currentMutation } from '../questions/mutate/index.ts';
import type { Run } from './run.ts';

/** Enough clusters for a run's scenarios to share, few enough to fit. */
const KEPT = 32;

/** The cluster that was made of the same before in this run, else the one that `load` makes. `curlew mutate` keeps them all anyway. */
export function remember({ clusters }: Run, key: string, load: () => Promise<Cluster>): Promise<Cluster> {
  const known = clusters.get(key) ?? load();
  clusters.delete(key);
  clusters.set(key, known);
  const [oldest] = clusters.keys();
  if (clusters.size > KEPT && oldest !== undefined && currentMutation() === undefined) clusters.delete(oldest);
  return known;
}

/** What `curlew mutate` makes of a cluster to which manifests were applied. */
export async function mutated(cluster: Promise<Cluster>): Promise<Cluster> {
  const mutation = currentMutation();
  return mutation === undefined ? cluster : mutation.apply(await cluster);
}

/** The same as `remember` for what happens to a cluster: what happens to that of a mutant happens to no other's. */
export function rememberChange(run: Run, key: string, happen: () => Promise<Cluster>): Promise<Cluster> {
  const ofMutant = currentMutation()?.clusters;
  if (ofMutant === undefined) return remember(run, key, happen);
  const known = ofMutant.get(key) ?? happen();
  ofMutant.set(key, known);
  return known;
}

/** What sets one cluster apart from another that a command made. */
export function numberOf(cluster: Cluster): number {
  const known = numbers.get(cluster) ?? numbered++;
  numbers.set(cluster, known);
  return known;
}

const numbers = new WeakMap<Cluster, number>();
let numbered = 0;
