import type { Observer } from '../engine/model/index.ts';
import type { From } from '../grammar/index.ts';
import type { Cluster } from './cluster.ts';

/** A client of a cluster, for matchers. */
export interface ClusterClient {
  readonly cluster: Cluster;
  readonly from: From;
  readonly observer?: Observer;
}
