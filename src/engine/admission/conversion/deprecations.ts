/** An API version that is gone, and the one that took its place. Releases are minor versions of Kubernetes 1. */
export interface Deprecation {
  /** Absent where the API server never warned. */
  readonly deprecated?: number;
  /** The first release without it. */
  readonly removed: number;
  readonly use: string;
}

/**
 * The versions that are converted, by `apiVersion/kind`, with the releases that the API server's own warnings name:
 * staging/src/k8s.io/api, zz_generated.prerelease-lifecycle.go. batch/v2alpha1 is older than those files: it was
 * removed in the release in which batch/v1 had its CronJob.
 */
export const DEPRECATIONS: ReadonlyMap<string, Deprecation> = new Map([
  ...since('extensions/v1beta1', ['DaemonSet', 'Deployment', 'ReplicaSet'], {
    deprecated: 8,
    removed: 16,
    use: 'apps/v1',
  }),
  ...since('extensions/v1beta1', ['NetworkPolicy'], { deprecated: 9, removed: 16, use: 'networking.k8s.io/v1' }),
  ...since('extensions/v1beta1', ['Ingress'], { deprecated: 14, removed: 22, use: 'networking.k8s.io/v1' }),
  ...since('apps/v1beta1', ['ControllerRevision', 'Deployment', 'StatefulSet'], {
    deprecated: 8,
    removed: 16,
    use: 'apps/v1',
  }),
  ...since('apps/v1beta2', ['ControllerRevision', 'DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'], {
    deprecated: 9,
    removed: 16,
    use: 'apps/v1',
  }),
  ...since('networking.k8s.io/v1beta1', ['Ingress', 'IngressClass'], {
    deprecated: 19,
    removed: 22,
    use: 'networking.k8s.io/v1',
  }),
  ...since('batch/v2alpha1', ['CronJob'], { removed: 21, use: 'batch/v1' }),
  ...since('batch/v1beta1', ['CronJob'], { deprecated: 21, removed: 25, use: 'batch/v1' }),
  ...since('policy/v1beta1', ['PodDisruptionBudget'], { deprecated: 21, removed: 25, use: 'policy/v1' }),
  ...since('autoscaling/v2beta1', ['HorizontalPodAutoscaler'], { deprecated: 22, removed: 25, use: 'autoscaling/v2' }),
  ...since('autoscaling/v2beta2', ['HorizontalPodAutoscaler'], { deprecated: 23, removed: 26, use: 'autoscaling/v2' }),
  ...since('discovery.k8s.io/v1beta1', ['EndpointSlice'], { deprecated: 21, removed: 25, use: 'discovery.k8s.io/v1' }),
  ...since('rbac.authorization.k8s.io/v1beta1', ['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'], {
    deprecated: 17,
    removed: 22,
    use: 'rbac.authorization.k8s.io/v1',
  }),
  ...since('scheduling.k8s.io/v1beta1', ['PriorityClass'], {
    deprecated: 14,
    removed: 22,
    use: 'scheduling.k8s.io/v1',
  }),
  ...since('storage.k8s.io/v1beta1', ['CSIDriver', 'StorageClass', 'VolumeAttachment'], {
    deprecated: 19,
    removed: 22,
    use: 'storage.k8s.io/v1',
  }),
  ...since('storage.k8s.io/v1beta1', ['CSINode'], { deprecated: 17, removed: 22, use: 'storage.k8s.io/v1' }),
  ...since('storage.k8s.io/v1beta1', ['CSIStorageCapacity'], { deprecated: 24, removed: 27, use: 'storage.k8s.io/v1' }),
  ...since('coordination.k8s.io/v1beta1', ['Lease'], { deprecated: 19, removed: 22, use: 'coordination.k8s.io/v1' }),
]);

function since(
  apiVersion: string,
  kinds: readonly string[],
  deprecation: Deprecation,
): readonly (readonly [string, Deprecation])[] {
  return kinds.map((kind) => [`${apiVersion}/${kind}`, deprecation]);
}
