import type { KubernetesObject, OwnerReference } from './kubernetes.ts';
import type { ObjectRef } from './resource.ts';

/**
 * The owner that controls an object: of its owner references the one with `controller: true`, of which the API server
 * lets an object have one at most (metav1.GetControllerOf in kubernetes staging/src/k8s.io/apimachinery).
 */
export function controllerOf(object: KubernetesObject): OwnerReference | undefined {
  return object.metadata?.ownerReferences?.find(({ controller }) => controller === true);
}

/** The same as a reference: an owner is in the namespace of what it owns. */
export function controllerRef(ref: ObjectRef, object: KubernetesObject): ObjectRef | undefined {
  const owner = controllerOf(object);
  if (owner === undefined) return undefined;
  return { ...ref, kind: owner.kind, name: owner.name };
}
