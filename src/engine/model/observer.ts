import type { ClusterView } from './cluster-view.ts';
import type { Resolution } from './dns.ts';
import type { Trace } from './trace.ts';

/**
 * Hears what a run of specs asks and judges: coverage, for one. The view is the cluster that was asked. The host of
 * a run hands it to the scenarios; a run without one gathers nothing.
 */
export interface Observer {
  /** A scenario asks a cluster: everything in its manifests could be exercised. Told at each question. */
  asked?(view: ClusterView): void;
  /** An expectation is held against a connection, or a question to the cluster's DNS that the connection began with. */
  judged?(trace: Trace, view: ClusterView): void;
  /** An expectation is held against a look-up. */
  lookedUp?(resolution: Resolution, view: ClusterView): void;
}
