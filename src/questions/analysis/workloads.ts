import type { ClusterView, NamespacedRef, Pod, Resource } from '../../engine/model/index.ts';
import { templatePod, workloadsOf } from '../../engine/relations/index.ts';

/** Pods that belong together, by the top-most owner that the manifests hold. */
export interface Workload {
  readonly ref: NamespacedRef;
  /** Its pods as the cluster runs them; where it runs none, one as its template says. Empty for one that is rejected. */
  readonly pods: readonly Resource<Pod>[];
}

/** The workloads of the manifests that have pods, or would have, by namespace, name and kind. */
export function findWorkloads(view: ClusterView): readonly Workload[] {
  return workloadsOf(view)
    .map(({ ref, members, pods }) => ({
      ref,
      pods: pods.length > 0 ? pods : members.flatMap((member) => templatePod(member) ?? []),
    }))
    .filter(({ pods }) => pods.length > 0);
}
