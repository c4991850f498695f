import type { Pod, Resource, StatefulSet } from '../../model/index.ts';
import { isReady } from '../../model/index.ts';
import { podRevision, updateRevision } from './stateful-pods.ts';
import { counted } from './writing.ts';

type Status = NonNullable<StatefulSet['status']>;

/** updateStatus and completeRollingUpdate in kubernetes pkg/controller/statefulset. */
export function statefulSetStatus(statefulSet: Resource<StatefulSet>, pods: readonly Resource<Pod>[]): Status {
  const { metadata, status, spec } = statefulSet.object;
  const update = updateRevision(statefulSet);
  const ready = pods.filter(({ object }) => isReady(object)).length;
  const updated = pods.filter((pod) => podRevision(statefulSet, pod) === update).length;
  const isRolledOut = updated === pods.length && ready === pods.length && pods.length === spec.replicas;
  const current = isRolledOut ? update : (status?.currentRevision ?? update);
  const generation = metadata.generation;
  return {
    ...(generation !== undefined && { observedGeneration: generation }),
    replicas: pods.length,
    ...counted('readyReplicas', ready),
    ...counted('availableReplicas', ready),
    ...counted('currentReplicas', pods.filter((pod) => podRevision(statefulSet, pod) === current).length),
    ...counted('updatedReplicas', updated),
    currentRevision: current,
    updateRevision: update,
    collisionCount: 0,
  };
}
