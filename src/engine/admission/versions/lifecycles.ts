/** When Kubernetes serves a kind in a version. Releases are minor versions of Kubernetes 1. */
export interface Lifecycle {
  readonly introduced: number;
  /** The first release whose server warns. */
  readonly deprecated?: number;
  /** The first release without it. */
  readonly removed?: number;
  /** The apiVersion that took its place; the kind's structure may differ there. */
  readonly use?: string;
  /** The kind that took its place, where it has another name. */
  readonly useKind?: string;
}

/**
 * The lifecycle of `kind` in `apiVersion`; `undefined` for kinds that Kubernetes does not have, and for those that every
 * release has had.
 */
export function lifecycleOf(apiVersion: string, kind: string): Lifecycle | undefined {
  return BY_NAME.get(`${apiVersion}/${kind}`);
}

/** The versions of a kind of a group that a release serves, beside those that every release has had. */
export function servedVersions(group: string, kind: string, minor: number): readonly string[] {
  return ROWS.filter(([apiVersion, kinds, lifecycle]) => {
    return apiVersion.startsWith(`${group}/`) && kinds.includes(kind) && isServedIn(lifecycle, minor);
  }).map(([apiVersion]) => apiVersion);
}

export function isServedIn({ introduced, removed = Number.POSITIVE_INFINITY }: Lifecycle, minor: number): boolean {
  return introduced <= minor && minor < removed;
}

/**
 * staging/src/k8s.io/api, zz_generated.prerelease-lifecycle.go, of 1.34; for what is older or newer than these files,
 * https://kubernetes.io/docs/reference/using-api/deprecation-guide/ and the releases' own k8s.io/api.
 */
const ROWS: readonly (readonly [apiVersion: string, kinds: readonly string[], lifecycle: Lifecycle])[] = [
  [
    'admissionregistration.k8s.io/v1',
    ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'],
    { introduced: 16 },
  ],
  [
    'admissionregistration.k8s.io/v1',
    ['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'],
    { introduced: 30 },
  ],
  [
    'admissionregistration.k8s.io/v1',
    ['MutatingAdmissionPolicy', 'MutatingAdmissionPolicyBinding'],
    { introduced: 36 },
  ],
  [
    'admissionregistration.k8s.io/v1alpha1',
    ['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'],
    { introduced: 26, deprecated: 29, removed: 32 },
  ],
  [
    'admissionregistration.k8s.io/v1alpha1',
    ['MutatingAdmissionPolicy', 'MutatingAdmissionPolicyBinding'],
    { introduced: 32, deprecated: 35, removed: 38 },
  ],
  [
    'admissionregistration.k8s.io/v1beta1',
    ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'],
    { introduced: 9, deprecated: 16, removed: 22, use: 'admissionregistration.k8s.io/v1' },
  ],
  [
    'admissionregistration.k8s.io/v1beta1',
    ['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'],
    { introduced: 28, deprecated: 31, removed: 34 },
  ],
  [
    'admissionregistration.k8s.io/v1beta1',
    ['MutatingAdmissionPolicy', 'MutatingAdmissionPolicyBinding'],
    { introduced: 34, deprecated: 37, removed: 40 },
  ],
  ['apiextensions.k8s.io/v1', ['CustomResourceDefinition'], { introduced: 16 }],
  [
    'apiextensions.k8s.io/v1beta1',
    ['CustomResourceDefinition'],
    { introduced: 7, deprecated: 16, removed: 22, use: 'apiextensions.k8s.io/v1' },
  ],
  ['apiregistration.k8s.io/v1', ['APIService'], { introduced: 10 }],
  [
    'apiregistration.k8s.io/v1beta1',
    ['APIService'],
    { introduced: 7, deprecated: 19, removed: 22, use: 'apiregistration.k8s.io/v1' },
  ],
  ['apps/v1', ['ControllerRevision', 'DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'], { introduced: 9 }],
  ['apps/v1beta1', ['StatefulSet'], { introduced: 5, deprecated: 8, removed: 16, use: 'apps/v1' }],
  ['apps/v1beta1', ['Deployment'], { introduced: 6, deprecated: 8, removed: 16, use: 'apps/v1' }],
  ['apps/v1beta1', ['ControllerRevision'], { introduced: 7, deprecated: 8, removed: 16, use: 'apps/v1' }],
  [
    'apps/v1beta2',
    ['ControllerRevision', 'DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'],
    { introduced: 8, deprecated: 9, removed: 16, use: 'apps/v1' },
  ],
  ['auditregistration.k8s.io/v1alpha1', ['AuditSink'], { introduced: 13, removed: 19 }],
  ['autoscaling/v1', ['HorizontalPodAutoscaler'], { introduced: 2 }],
  ['autoscaling/v2', ['HorizontalPodAutoscaler'], { introduced: 23 }],
  [
    'autoscaling/v2beta1',
    ['HorizontalPodAutoscaler'],
    { introduced: 8, deprecated: 22, removed: 25, use: 'autoscaling/v2' },
  ],
  [
    'autoscaling/v2beta2',
    ['HorizontalPodAutoscaler'],
    { introduced: 12, deprecated: 23, removed: 26, use: 'autoscaling/v2' },
  ],
  ['batch/v1', ['Job'], { introduced: 2 }],
  ['batch/v1', ['CronJob'], { introduced: 21 }],
  ['batch/v1beta1', ['CronJob'], { introduced: 8, deprecated: 21, removed: 25, use: 'batch/v1' }],
  ['batch/v2alpha1', ['CronJob'], { introduced: 8, removed: 21, use: 'batch/v1' }],
  ['certificates.k8s.io/v1', ['CertificateSigningRequest'], { introduced: 19 }],
  ['certificates.k8s.io/v1alpha1', ['ClusterTrustBundle'], { introduced: 26, deprecated: 34, removed: 37 }],
  ['certificates.k8s.io/v1alpha1', ['PodCertificateRequest'], { introduced: 34, deprecated: 37, removed: 40 }],
  [
    'certificates.k8s.io/v1beta1',
    ['CertificateSigningRequest'],
    { introduced: 12, deprecated: 19, removed: 22, use: 'certificates.k8s.io/v1' },
  ],
  ['certificates.k8s.io/v1beta1', ['ClusterTrustBundle'], { introduced: 33, deprecated: 36, removed: 39 }],
  ['coordination.k8s.io/v1', ['Lease'], { introduced: 14 }],
  ['coordination.k8s.io/v1alpha2', ['LeaseCandidate'], { introduced: 32, deprecated: 35, removed: 38 }],
  [
    'coordination.k8s.io/v1beta1',
    ['Lease'],
    { introduced: 12, deprecated: 19, removed: 22, use: 'coordination.k8s.io/v1' },
  ],
  ['coordination.k8s.io/v1beta1', ['LeaseCandidate'], { introduced: 33, deprecated: 36, removed: 39 }],
  ['discovery.k8s.io/v1', ['EndpointSlice'], { introduced: 21 }],
  [
    'discovery.k8s.io/v1beta1',
    ['EndpointSlice'],
    { introduced: 16, deprecated: 21, removed: 25, use: 'discovery.k8s.io/v1' },
  ],
  ['events.k8s.io/v1', ['Event'], { introduced: 19 }],
  ['events.k8s.io/v1beta1', ['Event'], { introduced: 8, deprecated: 22, removed: 25, use: 'events.k8s.io/v1' }],
  ['extensions/v1beta1', ['DaemonSet', 'Deployment'], { introduced: 1, deprecated: 8, removed: 16, use: 'apps/v1' }],
  ['extensions/v1beta1', ['Ingress'], { introduced: 1, deprecated: 14, removed: 22, use: 'networking.k8s.io/v1' }],
  ['extensions/v1beta1', ['ReplicaSet'], { introduced: 2, deprecated: 8, removed: 16, use: 'apps/v1' }],
  ['extensions/v1beta1', ['PodSecurityPolicy'], { introduced: 2, deprecated: 11, removed: 16, use: 'policy/v1beta1' }],
  ['extensions/v1beta1', ['NetworkPolicy'], { introduced: 3, deprecated: 9, removed: 16, use: 'networking.k8s.io/v1' }],
  ['flowcontrol.apiserver.k8s.io/v1', ['FlowSchema', 'PriorityLevelConfiguration'], { introduced: 29 }],
  [
    'flowcontrol.apiserver.k8s.io/v1beta1',
    ['FlowSchema', 'PriorityLevelConfiguration'],
    { introduced: 20, deprecated: 23, removed: 26, use: 'flowcontrol.apiserver.k8s.io/v1beta3' },
  ],
  [
    'flowcontrol.apiserver.k8s.io/v1beta2',
    ['FlowSchema', 'PriorityLevelConfiguration'],
    { introduced: 23, deprecated: 26, removed: 29, use: 'flowcontrol.apiserver.k8s.io/v1beta3' },
  ],
  [
    'flowcontrol.apiserver.k8s.io/v1beta3',
    ['FlowSchema', 'PriorityLevelConfiguration'],
    { introduced: 26, deprecated: 29, removed: 32, use: 'flowcontrol.apiserver.k8s.io/v1' },
  ],
  ['networking.k8s.io/v1', ['NetworkPolicy'], { introduced: 7 }],
  ['networking.k8s.io/v1', ['Ingress', 'IngressClass'], { introduced: 19 }],
  ['networking.k8s.io/v1', ['IPAddress', 'ServiceCIDR'], { introduced: 33 }],
  [
    'networking.k8s.io/v1beta1',
    ['Ingress'],
    { introduced: 14, deprecated: 19, removed: 22, use: 'networking.k8s.io/v1' },
  ],
  [
    'networking.k8s.io/v1beta1',
    ['IngressClass'],
    { introduced: 18, deprecated: 19, removed: 22, use: 'networking.k8s.io/v1' },
  ],
  ['networking.k8s.io/v1beta1', ['IPAddress', 'ServiceCIDR'], { introduced: 31, deprecated: 34, removed: 37 }],
  ['node.k8s.io/v1', ['RuntimeClass'], { introduced: 20 }],
  ['node.k8s.io/v1beta1', ['RuntimeClass'], { introduced: 13, deprecated: 22, removed: 25, use: 'node.k8s.io/v1' }],
  ['policy/v1', ['PodDisruptionBudget'], { introduced: 21 }],
  ['policy/v1beta1', ['PodDisruptionBudget'], { introduced: 5, deprecated: 21, removed: 25, use: 'policy/v1' }],
  ['policy/v1beta1', ['PodSecurityPolicy'], { introduced: 10, deprecated: 21, removed: 25 }],
  ['rbac.authorization.k8s.io/v1', ['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'], { introduced: 8 }],
  [
    'rbac.authorization.k8s.io/v1beta1',
    ['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'],
    { introduced: 6, deprecated: 17, removed: 22, use: 'rbac.authorization.k8s.io/v1' },
  ],
  [
    'resource.k8s.io/v1',
    ['DeviceClass', 'ResourceClaim', 'ResourceClaimTemplate', 'ResourceSlice'],
    { introduced: 34 },
  ],
  ['resource.k8s.io/v1alpha3', ['DeviceTaintRule'], { introduced: 33, deprecated: 36, removed: 39 }],
  [
    'resource.k8s.io/v1beta1',
    ['DeviceClass', 'ResourceClaim', 'ResourceClaimTemplate', 'ResourceSlice'],
    { introduced: 32, deprecated: 35, removed: 38 },
  ],
  [
    'resource.k8s.io/v1beta2',
    ['DeviceClass', 'ResourceClaim', 'ResourceClaimTemplate', 'ResourceSlice'],
    { introduced: 33, deprecated: 36, removed: 39 },
  ],
  ['scheduling.k8s.io/v1', ['PriorityClass'], { introduced: 14 }],
  [
    'scheduling.k8s.io/v1beta1',
    ['PriorityClass'],
    { introduced: 11, deprecated: 14, removed: 22, use: 'scheduling.k8s.io/v1' },
  ],
  ['settings.k8s.io/v1alpha1', ['PodPreset'], { introduced: 6, removed: 20 }],
  ['storage.k8s.io/v1', ['StorageClass'], { introduced: 6 }],
  ['storage.k8s.io/v1', ['VolumeAttachment'], { introduced: 13 }],
  ['storage.k8s.io/v1', ['CSINode'], { introduced: 17 }],
  ['storage.k8s.io/v1', ['CSIDriver'], { introduced: 18 }],
  ['storage.k8s.io/v1', ['CSIStorageCapacity'], { introduced: 24 }],
  ['storage.k8s.io/v1', ['VolumeAttributesClass'], { introduced: 34 }],
  [
    'storage.k8s.io/v1alpha1',
    ['VolumeAttachment'],
    { introduced: 9, deprecated: 21, removed: 24, use: 'storage.k8s.io/v1' },
  ],
  [
    'storage.k8s.io/v1alpha1',
    ['CSIStorageCapacity'],
    { introduced: 19, deprecated: 21, removed: 24, use: 'storage.k8s.io/v1beta1' },
  ],
  [
    'storage.k8s.io/v1alpha1',
    ['VolumeAttributesClass'],
    { introduced: 29, deprecated: 32, removed: 35, use: 'storage.k8s.io/v1' },
  ],
  [
    'storage.k8s.io/v1beta1',
    ['StorageClass'],
    { introduced: 4, deprecated: 19, removed: 22, use: 'storage.k8s.io/v1' },
  ],
  [
    'storage.k8s.io/v1beta1',
    ['VolumeAttachment'],
    { introduced: 10, deprecated: 19, removed: 22, use: 'storage.k8s.io/v1' },
  ],
  ['storage.k8s.io/v1beta1', ['CSINode'], { introduced: 14, deprecated: 17, removed: 22, use: 'storage.k8s.io/v1' }],
  ['storage.k8s.io/v1beta1', ['CSIDriver'], { introduced: 14, deprecated: 19, removed: 22, use: 'storage.k8s.io/v1' }],
  [
    'storage.k8s.io/v1beta1',
    ['CSIStorageCapacity'],
    { introduced: 21, deprecated: 24, removed: 27, use: 'storage.k8s.io/v1' },
  ],
  [
    'storage.k8s.io/v1beta1',
    ['VolumeAttributesClass'],
    { introduced: 31, deprecated: 34, removed: 37, use: 'storage.k8s.io/v1' },
  ],
  ['storagemigration.k8s.io/v1alpha1', ['StorageVersionMigration'], { introduced: 30, deprecated: 33, removed: 36 }],
  ['v1', ['ComponentStatus'], { introduced: 0, deprecated: 19 }],
  ['v1', ['Endpoints'], { introduced: 0, deprecated: 33, use: 'discovery.k8s.io/v1', useKind: 'EndpointSlice' }],
  ['v1', ['ConfigMap'], { introduced: 2 }],
];

const BY_NAME: ReadonlyMap<string, Lifecycle> = new Map(
  ROWS.flatMap(([apiVersion, kinds, lifecycle]) => kinds.map((kind) => [`${apiVersion}/${kind}`, lifecycle] as const)),
);
