import type {
  Change,
  ClusterView,
  KubernetesObject,
  NamedMeta,
  NamespacedMeta,
  OwnerReference,
  Pod,
  Resource,
} from '../../model/index.ts';
import { EPOCH, formatRef, isTerminating, put, stableUid } from '../../model/index.ts';
import { sameValue } from './same-value.ts';

const API_VERSIONS: Readonly<Record<string, string>> = {
  Deployment: 'apps/v1',
  ReplicaSet: 'apps/v1',
  StatefulSet: 'apps/v1',
  DaemonSet: 'apps/v1',
  Job: 'batch/v1',
  CronJob: 'batch/v1',
};

/** The object's uid, or the one that its name stands for until the API server has given it one. */
export function uidOf(resource: Resource): string {
  return resource.object.metadata?.uid ?? stableUid(formatRef(resource.ref));
}

/** The reference that makes `owner` the controller of another object (metav1.NewControllerRef). */
export function controllerReference(owner: Resource): OwnerReference {
  return {
    apiVersion: owner.object.apiVersion ?? API_VERSIONS[owner.ref.kind] ?? 'v1',
    kind: owner.ref.kind,
    name: owner.ref.name,
    uid: uidOf(owner),
    controller: true,
    blockOwnerDeletion: true,
  };
}

/** A new object that the controller `by` makes for `owner`, in the owner's namespace and controlled by it. */
export function derived<const T extends KubernetesObject & { readonly kind: string; readonly metadata: NamedMeta }>(
  by: string,
  owner: Resource<KubernetesObject & { readonly metadata: NamespacedMeta }>,
  object: T,
): Resource<Omit<T, 'metadata'> & { readonly metadata: NamespacedMeta }> {
  const { namespace } = owner.object.metadata;
  const ref = { kind: object.kind, namespace, name: object.metadata.name };
  const metadata = {
    ...object.metadata,
    namespace,
    uid: stableUid(formatRef(ref)),
    ownerReferences: [controllerReference(owner)],
  };
  return { ref, object: { ...object, metadata }, origin: { kind: 'derived', by, owner: owner.ref } };
}

/** Writes `object` in the place of the resource's own; nothing where the two are equal. */
export function putChanged<T extends KubernetesObject>(resource: Resource<T>, object: T): readonly Change[] {
  return sameValue(resource.object, object) ? [] : [put(resource, object)];
}

/** Reports whether the pod's node is a machine that is switched off; its kubelet neither starts nor ends anything. */
export function isOnDeadNode(view: ClusterView, pod: Pod): boolean {
  return pod.spec.nodeName !== undefined && view.nodeSpec(pod.spec.nodeName)?.up === false;
}

/** Deletes a pod: at once, or, where no kubelet answers, it stays Terminating until the node is back. */
export function deletePod(view: ClusterView, pod: Resource<Pod>): readonly Change[] {
  if (!isOnDeadNode(view, pod.object)) return [{ kind: 'delete', ref: pod.ref }];
  if (isTerminating(pod.object)) return [];
  return [put(pod, { ...pod.object, metadata: { ...pod.object.metadata, deletionTimestamp: EPOCH } })];
}

/** `{[name]: count}`, or nothing for zero: Go leaves out the fields of a status that are marked omitempty. */
export function counted<N extends string>(name: N, count: number): { readonly [K in N]?: number } {
  const field: { [K in N]?: number } = {};
  if (count > 0) field[name] = count;
  return field;
}
