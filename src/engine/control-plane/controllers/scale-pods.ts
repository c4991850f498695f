import type {
  Change,
  ClusterView,
  KubernetesObject,
  LabelSelector,
  NamespacedMeta,
  Pod,
  PodTemplateSpec,
  Resource,
} from '../../model/index.ts';
import { compileSelector, isFinished, isReady, isTerminating, selects } from '../../model/index.ts';
import { claim } from './claim.ts';
import { inDeletionOrder } from './deletion-order.ts';
import { podNames } from './generated-names.ts';
import { podFromTemplate } from './pod-from-template.ts';
import { counted, deletePod } from './writing.ts';

/** A number of equal pods: the part that ReplicaSets and ReplicationControllers share. */
export interface ReplicaGroup {
  readonly by: string;
  readonly owner: Resource<KubernetesObject & { readonly metadata: NamespacedMeta }>;
  readonly selector: LabelSelector;
  readonly template: PodTemplateSpec;
  readonly replicas: number;
}

/** The status of such a group, as the API writes it. */
export interface ReplicaGroupStatus {
  readonly replicas: number;
  readonly fullyLabeledReplicas?: number;
  readonly readyReplicas?: number;
  readonly availableReplicas?: number;
  readonly observedGeneration?: number;
}

/**
 * Makes or deletes pods until the group has its number (manageReplicas in kubernetes
 * pkg/controller/replicaset/replica_set.go).
 */
export function scalePods(
  view: ClusterView,
  group: ReplicaGroup,
): { readonly changes: readonly Change[]; readonly status: ReplicaGroupStatus } {
  const { owned, changes } = claim(view, { kind: 'Pod', owner: group.owner, selector: group.selector });
  const active = owned.filter(holdsPlace);
  const missing = group.replicas - active.length;
  const scaling =
    missing > 0
      ? newPods(view, group, { missing, owned: owned.length })
      : inDeletionOrder(view, group.owner, missing < 0 ? active : [])
          .slice(0, -missing)
          .flatMap((pod) => deletePod(view, pod));
  return { changes: [...changes, ...scaling], status: statusOf(group, active) };
}

/**
 * Reports whether the pod counts as one of its owner's replicas: it is not on its way out and has not ended.
 *
 * A pod that ended in Curlew never started: its node refused it. Kubernetes replaces it, which fails again, without an
 * end; here it keeps its place. One that had ended already in the manifests does not.
 */
export function holdsPlace(pod: Resource<Pod>): boolean {
  return !isTerminating(pod.object) && (!isFinished(pod.object) || pod.origin.kind === 'derived');
}

function newPods(
  view: ClusterView,
  { by, owner, template }: ReplicaGroup,
  { missing, owned }: { readonly missing: number; readonly owned: number },
): Change[] {
  const changes: Change[] = [];
  for (const name of podNames(owner.ref, owned + view.podsDeletedOf(owner.ref))) {
    if (changes.length === missing) break;
    if (view.get('Pod', name, owner.ref.namespace) !== undefined) continue;
    changes.push({ kind: 'put', resource: podFromTemplate({ by, owner, template, name }) });
  }
  return changes;
}

function statusOf(group: ReplicaGroup, active: readonly Resource<Pod>[]): ReplicaGroupStatus {
  const own = compileSelector({ matchLabels: group.template.metadata?.labels ?? {} });
  const ready = active.filter(({ object }) => isReady(object)).length;
  const generation = group.owner.object.metadata.generation;
  return {
    replicas: active.length,
    ...counted('fullyLabeledReplicas', active.filter(({ object }) => selects(own, object.metadata.labels)).length),
    ...counted('readyReplicas', ready),
    ...counted('availableReplicas', ready),
    ...(generation !== undefined && { observedGeneration: generation }),
  };
}
