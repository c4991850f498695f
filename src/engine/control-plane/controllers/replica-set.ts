import type { Change, ClusterView, ReplicaSet, Resource } from '../../model/index.ts';
import type { Controller } from './controller.ts';
import { scalePods } from './scale-pods.ts';
import { putChanged } from './writing.ts';

const NAME = 'replicaset-controller';

/** Keeps as many pods as `spec.replicas` says (kubernetes pkg/controller/replicaset/replica_set.go). */
export const replicaSetController: Controller = {
  name: NAME,
  reconcile: (view) => ({
    changes: view.list('ReplicaSet').flatMap((replicaSet) => reconcileReplicaSet(view, replicaSet)),
    diagnostics: [],
  }),
};

function reconcileReplicaSet(view: ClusterView, replicaSet: Resource<ReplicaSet>): readonly Change[] {
  const { spec } = replicaSet.object;
  const { changes, status } = scalePods(view, {
    by: NAME,
    owner: replicaSet,
    selector: spec.selector,
    template: spec.template,
    replicas: spec.replicas,
  });
  return [...changes, ...putChanged(replicaSet, { ...replicaSet.object, status })];
}
