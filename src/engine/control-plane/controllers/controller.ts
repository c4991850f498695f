import type { ClusterView, Reconciliation } from '../../model/index.ts';

/**
 * One control loop of kube-controller-manager as a pure function: what it would write, given the cluster as it is.
 *
 * It answers with no change when the cluster is as it wants it, so that repeating all controllers comes to rest.
 * `name` is the one of cmd/kube-controller-manager/names/controller_names.go.
 */
export interface Controller {
  readonly name: string;
  reconcile(view: ClusterView): Reconciliation;
}
