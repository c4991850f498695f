import type { Change, ClusterView, Pod, Resource, StatefulSet } from '../../model/index.ts';
import { isFinished, isReady, isTerminating } from '../../model/index.ts';
import { claim } from './claim.ts';
import type { Controller } from './controller.ts';
import { holdsPlace } from './scale-pods.ts';
import { ordinalOf, podRevision, statefulPod, updateRevision } from './stateful-pods.ts';
import { statefulSetStatus } from './stateful-set-status.ts';
import { deletePod, isOnDeadNode, putChanged } from './writing.ts';

/**
 * Keeps pods with fixed names, one after the other (kubernetes pkg/controller/statefulset/stateful_set_control.go).
 *
 * With OrderedReady each reconciliation makes or deletes one pod, and none while a pod before it is not ready: a set of
 * n pods takes n rounds. All new pods are of the present template, also below `partition`.
 */
export const statefulSetController: Controller = {
  name: 'statefulset-controller',
  reconcile: (view) => ({
    changes: view.list('StatefulSet').flatMap((statefulSet) => reconcileStatefulSet(view, statefulSet)),
    diagnostics: [],
  }),
};

/** The pods by what is to become of them; `replicas` has a hole where a pod is missing. */
interface Members {
  readonly start: number;
  readonly replicas: readonly (Resource<Pod> | undefined)[];
  /** Outside the ordinals, highest first. */
  readonly condemned: readonly Resource<Pod>[];
}

function reconcileStatefulSet(view: ClusterView, statefulSet: Resource<StatefulSet>): readonly Change[] {
  const { spec } = statefulSet.object;
  const { owned, changes } = claim(view, {
    kind: 'Pod',
    owner: statefulSet,
    selector: spec.selector,
    mayAdopt: (pod) => ordinalOf(statefulSet, pod) !== undefined,
  });
  const members = membersOf(statefulSet, owned);
  const isOrdered = spec.podManagementPolicy !== 'Parallel';
  return [
    ...changes,
    ...nextChanges(view, { statefulSet, members, isOrdered }),
    ...putChanged(statefulSet, { ...statefulSet.object, status: statefulSetStatus(statefulSet, owned) }),
  ];
}

function membersOf(statefulSet: Resource<StatefulSet>, pods: readonly Resource<Pod>[]): Members {
  const { spec } = statefulSet.object;
  const start = spec.ordinals?.start ?? 0;
  const count = spec.replicas;
  const byOrdinal = new Map<number, Resource<Pod>>();
  for (const pod of pods) {
    const ordinal = ordinalOf(statefulSet, pod);
    if (ordinal !== undefined) byOrdinal.set(ordinal, pod);
  }
  const condemned = [...byOrdinal].filter(([ordinal]) => ordinal < start || ordinal >= start + count);
  return {
    start,
    replicas: Array.from({ length: count }, (_, index) => byOrdinal.get(start + index)),
    condemned: condemned.sort(([a], [b]) => b - a).map(([, pod]) => pod),
  };
}

interface Situation {
  readonly statefulSet: Resource<StatefulSet>;
  readonly members: Members;
  readonly isOrdered: boolean;
}

/** Making comes before scaling down, and scaling down before updating. */
function nextChanges(view: ClusterView, situation: Situation): readonly Change[] {
  const { members, isOrdered } = situation;
  const made = makeReplicas(view, situation);
  if (made.length > 0 || (isOrdered && !members.replicas.every(isHealthy))) return made;
  const removed = removeCondemned(view, situation);
  if (removed.length > 0 || (isOrdered && members.condemned.length > 0)) return removed;
  return replaceOutdated(view, situation);
}

function makeReplicas(view: ClusterView, { statefulSet, members, isOrdered }: Situation): readonly Change[] {
  const changes: Change[] = [];
  for (const [index, pod] of members.replicas.entries()) {
    if (pod === undefined) {
      changes.push({ kind: 'put', resource: statefulPod(statefulSet, members.start + index) });
    } else if (!holdsPlace(pod) && !isTerminating(pod.object)) {
      changes.push(...deletePod(view, pod));
    }
    if (isOrdered && !isHealthy(pod)) break;
  }
  return changes;
}

/**
 * In order: a condemned pod that is not healthy is waited for, unless it is the first that is not. Those that are
 * healthy go one by one in the real cluster, without anything happening in between.
 */
function removeCondemned(view: ClusterView, { members, isOrdered }: Situation): readonly Change[] {
  const { condemned } = members;
  if (!isOrdered) return condemned.flatMap((pod) => deletePod(view, pod));
  const firstUnhealthy = condemned.findLast((pod) => !isHealthy(pod));
  const blocking = condemned.findIndex(
    (pod) => !isHealthy(pod) && (pod !== firstUnhealthy || isTerminating(pod.object)),
  );
  return condemned.slice(0, blocking < 0 ? undefined : blocking).flatMap((pod) => deletePod(view, pod));
}

/** One at a time from the highest ordinal down to `partition`, waiting for each to be ready again. */
function replaceOutdated(view: ClusterView, { statefulSet, members }: Situation): readonly Change[] {
  const strategy = statefulSet.object.spec.updateStrategy;
  if (strategy?.type === 'OnDelete') return [];
  const revision = updateRevision(statefulSet);
  const partition = strategy?.rollingUpdate?.partition ?? 0;
  for (let index = members.replicas.length - 1; index >= partition; index--) {
    const pod = members.replicas[index];
    if (pod === undefined) return [];
    if (podRevision(statefulSet, pod) !== revision && !isTerminating(pod.object)) {
      const deletion = deletePod(view, pod);
      if (isOnDeadNode(view, pod.object)) return deletion;
      return [...deletion, { kind: 'put', resource: statefulPod(statefulSet, members.start + index) }];
    }
    if (!isHealthy(pod)) return [];
  }
  return [];
}

function isHealthy(pod: Resource<Pod> | undefined): boolean {
  return pod !== undefined && isReady(pod.object) && !isTerminating(pod.object) && !isFinished(pod.object);
}
