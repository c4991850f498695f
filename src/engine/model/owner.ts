import type { KubernetesObject, OwnerReference } from './kubernetes.ts';
import type { ObjectRef } from './resource.ts';

/**
 * The owner that controls an object: of its owner references the one with `controller: true`, of which the API server
 * lets an object have one at most (metav1.GetControllerOf in kubernetes staging/src/k8s.io/apimachinery).
 */
export function controllerOf(object: KubernetesObject): OwnerReference | undefined {
  return object.metadata?.ownerReferences?.find(({ controller }) => controller === true);
}

/** The API groups of the kinds that own objects here. */
const GROUPS: Readonly<Record<string, string>> = {
  Pod: '',
  Node: '',
  ReplicationController: '',
  Deployment: 'apps',
  StatefulSet: 'apps',
  DaemonSet: 'apps',
  ReplicaSet: 'apps',
  Job: 'batch',
  CronJob: 'batch',
};

/**
 * The same as a reference: an owner is in the namespace of what it owns. A kind that has its name from one of these, and is of
 * another API group, is told from it by its group: `StatefulSet.apps.kruise.io`.
 */
export function controllerRef(ref: ObjectRef, object: KubernetesObject): ObjectRef | undefined {
  const owner = controllerOf(object);
  if (owner === undefined) return undefined;
  return { ...ref, kind: kindOf(owner), name: owner.name };
}

/** `extensions` held what `apps` holds now. */
function kindOf({ kind, apiVersion = '' }: Partial<OwnerReference> & Pick<OwnerReference, 'kind'>): string {
  const own = GROUPS[kind];
  if (own === undefined || apiVersion === '') return kind;
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  return group === own || (group === 'extensions' && own === 'apps') ? kind : `${kind}.${group}`;
}
