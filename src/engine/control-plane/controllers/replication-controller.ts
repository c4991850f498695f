import type { Change, ClusterView, ReplicationController, Resource } from '../../model/index.ts';
import type { Controller } from './controller.ts';
import { scalePods } from './scale-pods.ts';
import { putChanged } from './writing.ts';

const NAME = 'replicationcontroller-controller';

/**
 * As the ReplicaSet controller, which the real one wraps (kubernetes pkg/controller/replication). An absent selector
 * is that of the template's labels (SetDefaults_ReplicationController).
 */
export const replicationControllerController: Controller = {
  name: NAME,
  reconcile: (view) => ({
    changes: view.list('ReplicationController').flatMap((resource) => reconcileReplicationController(view, resource)),
    diagnostics: [],
  }),
};

function reconcileReplicationController(
  view: ClusterView,
  replicationController: Resource<ReplicationController>,
): readonly Change[] {
  const { spec } = replicationController.object;
  const matchLabels = spec.selector ?? spec.template.metadata?.labels;
  if (matchLabels === undefined) return [];
  const { changes, status } = scalePods(view, {
    by: NAME,
    owner: replicationController,
    selector: { matchLabels },
    template: spec.template,
    replicas: spec.replicas,
  });
  return [...changes, ...putChanged(replicationController, { ...replicationController.object, status })];
}
