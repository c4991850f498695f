import type { Cluster } from '../api/index.ts';
import { type Backend, BackendCannot } from '../backends/index.ts';

/** The simulated cluster behind a backend. Throws a BackendCannot where there is none. */
export function clusterOf({ name, cluster }: Backend): Cluster {
  if (cluster === undefined) throw new BackendCannot('library', name);
  return cluster;
}
