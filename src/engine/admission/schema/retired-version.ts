import type { GroupVersionKind } from './schema-node.ts';

/** https://kubernetes.io/docs/reference/using-api/deprecation-guide/ */
const RETIRED: readonly (readonly [
  apiVersion: string,
  removedIn: string,
  kinds: readonly string[],
  current: string,
])[] = [
  ['extensions/v1beta1', '1.16', ['DaemonSet', 'Deployment', 'ReplicaSet'], 'apps/v1'],
  ['extensions/v1beta1', '1.16', ['NetworkPolicy'], 'networking.k8s.io/v1'],
  ['extensions/v1beta1', '1.22', ['Ingress'], 'networking.k8s.io/v1'],
  ['apps/v1beta1', '1.16', ['ControllerRevision', 'Deployment', 'StatefulSet'], 'apps/v1'],
  ['apps/v1beta2', '1.16', ['ControllerRevision', 'DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'], 'apps/v1'],
  ['networking.k8s.io/v1beta1', '1.22', ['Ingress', 'IngressClass'], 'networking.k8s.io/v1'],
  [
    'rbac.authorization.k8s.io/v1beta1',
    '1.22',
    ['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'],
    'rbac.authorization.k8s.io/v1',
  ],
  ['scheduling.k8s.io/v1beta1', '1.22', ['PriorityClass'], 'scheduling.k8s.io/v1'],
  ['storage.k8s.io/v1beta1', '1.22', ['CSIDriver', 'CSINode', 'StorageClass', 'VolumeAttachment'], 'storage.k8s.io/v1'],
  ['coordination.k8s.io/v1beta1', '1.22', ['Lease'], 'coordination.k8s.io/v1'],
  ['apiextensions.k8s.io/v1beta1', '1.22', ['CustomResourceDefinition'], 'apiextensions.k8s.io/v1'],
  [
    'admissionregistration.k8s.io/v1beta1',
    '1.22',
    ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'],
    'admissionregistration.k8s.io/v1',
  ],
  ['batch/v1beta1', '1.25', ['CronJob'], 'batch/v1'],
  ['discovery.k8s.io/v1beta1', '1.25', ['EndpointSlice'], 'discovery.k8s.io/v1'],
  ['policy/v1beta1', '1.25', ['PodDisruptionBudget'], 'policy/v1'],
  ['autoscaling/v2beta1', '1.25', ['HorizontalPodAutoscaler'], 'autoscaling/v2'],
  ['autoscaling/v2beta2', '1.26', ['HorizontalPodAutoscaler'], 'autoscaling/v2'],
];

/** What became of a kind in a version that Kubernetes once served. */
export interface RetiredVersion {
  /** The first Kubernetes release without it. */
  readonly removedIn: string;
  /** The apiVersion that took its place; the kind's structure may differ there. */
  readonly current: string;
}

/** Recognises a kind in a version that Kubernetes served once and no more; old tutorials are full of them. */
export function retiredVersion({ apiVersion, kind }: GroupVersionKind): RetiredVersion | undefined {
  for (const [version, removedIn, kinds, current] of RETIRED) {
    if (version === apiVersion && kinds.includes(kind)) return { removedIn, current };
  }
  return undefined;
}
