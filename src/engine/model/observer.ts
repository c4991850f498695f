import type { ClusterView } from './cluster-view.ts';
import type { Resolution } from './dns.ts';
import type { Trace } from './trace.ts';

/**
 * Hears what a run of specs asks and judges: coverage, for one. The view is the cluster that was asked. Whoever runs specs
 * hands it on; without one nobody listens, and nothing is gathered for it.
 */
export interface Observer {
  /** A scenario asks a cluster: everything in its manifests could be exercised. Told at each question. */
  asked?(view: ClusterView): void;
  /** An expectation is held against a connection, or a question to the cluster's DNS that the connection began with. */
  judged?(trace: Trace, view: ClusterView): void;
  /** An expectation is held against a look-up. */
  lookedUp?(resolution: Resolution, view: ClusterView): void;
}
