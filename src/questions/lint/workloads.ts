import type {
  ClusterView,
  FieldPath,
  Kind,
  KubernetesObject,
  NamespacedRef,
  ObjectRef,
  Pod,
  Resource,
} from '../../engine/model/index.ts';
import { formatRef, isFinished, namespaced } from '../../engine/model/index.ts';
import { templatePod, workloadOf } from '../../engine/relations/index.ts';

/** A workload that somebody wrote, or that the cluster came with, and the pods that it makes. */
export interface Workload {
  readonly ref: NamespacedRef;
  readonly object: KubernetesObject;
  readonly written: boolean;
  /** Where the fields of its pods stand in it. */
  readonly template: FieldPath;
  /** Pods that have not ended. Where there are none, the one that its template would make. */
  readonly pods: readonly [Resource<Pod>, ...Resource<Pod>[]];
  /** How many of these pods are really there. */
  readonly live: number;
}

const TEMPLATES: readonly (readonly [Kind, FieldPath])[] = [
  ['Deployment', ['spec', 'template']],
  ['StatefulSet', ['spec', 'template']],
  ['DaemonSet', ['spec', 'template']],
  ['ReplicaSet', ['spec', 'template']],
  ['ReplicationController', ['spec', 'template']],
  ['Job', ['spec', 'template']],
  ['CronJob', ['spec', 'jobTemplate', 'spec', 'template']],
];

/** The workloads of the cluster with their pods, by kind and name; each pod belongs to the top-most owner that is there. */
export function workloadsOf(view: ClusterView): readonly Workload[] {
  const pods = podsByOwner(view);
  const bare = view
    .list('Pod')
    .filter(({ origin, object }) => origin.kind !== 'derived' && !isFinished(object))
    .map((pod) => asWorkload(pod, [], [pod], 1));
  const made = TEMPLATES.flatMap(([kind, template]) =>
    view
      .listAny(kind)
      .filter(({ origin }) => origin.kind !== 'derived')
      .flatMap((resource) => withPods(resource, template, pods.get(formatRef(resource.ref)) ?? [])),
  );
  return [...bare, ...made];
}

function withPods(resource: Resource, template: FieldPath, pods: readonly Resource<Pod>[]): readonly Workload[] {
  const [first, ...rest] = pods;
  if (first !== undefined) return [asWorkload(resource, template, [first, ...rest], pods.length)];
  const wouldBe = templatePod(resource);
  return wouldBe === undefined ? [] : [asWorkload(resource, template, [wouldBe], 0)];
}

function asWorkload(
  { ref, object, origin }: Resource,
  template: FieldPath,
  pods: Workload['pods'],
  live: number,
): Workload {
  return { ref: namespaced(ref), object, written: origin.kind === 'manifest', template, pods, live };
}

function podsByOwner(view: ClusterView): ReadonlyMap<string, readonly Resource<Pod>[]> {
  const byOwner = new Map<string, Resource<Pod>[]>();
  for (const pod of view.list('Pod')) {
    if (pod.origin.kind !== 'derived' || isFinished(pod.object)) continue;
    const owner = formatRef(workloadOf(view, pod));
    const group = byOwner.get(owner);
    if (group === undefined) byOwner.set(owner, [pod]);
    else group.push(pod);
  }
  return byOwner;
}

/** The object at the top of the chain of owners. */
export function writtenOwner(view: ClusterView, resource: Resource<unknown>): ObjectRef {
  if (resource.origin.kind !== 'derived') return resource.ref;
  const owner = view.getAny(resource.origin.owner);
  return owner === undefined ? resource.origin.owner : writtenOwner(view, owner);
}
