import type { Deployment, ReplicaSet, Resource } from '../../model/index.ts';
import { rolloutLimits } from './rolling-update.ts';
import { counted } from './writing.ts';

type Status = NonNullable<Deployment['status']>;
type Conditions = NonNullable<Status['conditions']>;

/**
 * The Deployment's status from its ReplicaSets' (calculateStatus in kubernetes pkg/controller/deployment/sync.go). No
 * time passes, so a rollout that stands still says that it is progressing and never that its deadline is over.
 */
export function deploymentStatus(
  { object }: Resource<Deployment>,
  fresh: Resource<ReplicaSet> | undefined,
  all: readonly Resource<ReplicaSet>[],
): Status {
  const total = (count: (replicaSet: ReplicaSet) => number | undefined): number =>
    all.reduce((sum, each) => sum + (count(each.object) ?? 0), 0);
  const available = total(({ status }) => status?.availableReplicas);
  const replicas = total(({ status }) => status?.replicas);
  const updated = fresh?.object.status?.replicas ?? 0;
  const desired = object.spec.replicas;
  const isComplete = updated === desired && replicas === desired && available === desired;
  const { generation } = object.metadata;
  return {
    ...(generation !== undefined && { observedGeneration: generation }),
    ...counted('replicas', replicas),
    ...counted('updatedReplicas', updated),
    ...counted(
      'readyReplicas',
      total(({ status }) => status?.readyReplicas),
    ),
    ...counted('availableReplicas', available),
    ...counted('unavailableReplicas', total(({ spec }) => spec.replicas) - available),
    conditions: [availableCondition(object, available), ...progressingCondition(object, fresh, isComplete)],
  };
}

function availableCondition(deployment: Deployment, available: number): Conditions[number] {
  const desired = deployment.spec.replicas;
  const isRecreate = deployment.spec.strategy?.type === 'Recreate';
  const tolerated = isRecreate ? 0 : rolloutLimits(deployment.spec.strategy?.rollingUpdate, desired).maxUnavailable;
  return available >= desired - tolerated
    ? {
        type: 'Available',
        status: 'True',
        reason: 'MinimumReplicasAvailable',
        message: 'Deployment has minimum availability.',
      }
    : {
        type: 'Available',
        status: 'False',
        reason: 'MinimumReplicasUnavailable',
        message: 'Deployment does not have minimum availability.',
      };
}

function progressingCondition(
  deployment: Deployment,
  fresh: Resource<ReplicaSet> | undefined,
  isComplete: boolean,
): Conditions {
  if (deployment.spec.paused === true) {
    const paused = { status: 'Unknown', reason: 'DeploymentPaused', message: 'Deployment is paused' };
    return [{ type: 'Progressing', ...paused }];
  }
  if (fresh === undefined) return [];
  const subject = `ReplicaSet "${fresh.ref.name}"`;
  const progress = isComplete
    ? { reason: 'NewReplicaSetAvailable', message: `${subject} has successfully progressed.` }
    : { reason: 'ReplicaSetUpdated', message: `${subject} is progressing.` };
  return [{ type: 'Progressing', status: 'True', ...progress }];
}
