import type { UpdateRow } from './workload-updates.fixture.ts';

const WHEN_SET = 'field is immutable when `immutable` is set';
const CLAIM =
  'spec: Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims';
const claim = (storage: string, more = ''): string =>
  `spec: {accessModes: [ReadWriteOnce], volumeName: pv, resources: {requests: {storage: ${storage}}}${more}}, status: {phase: Bound, capacity: {storage: 2Gi}}`;
const volume = (more: string): string =>
  `spec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], persistentVolumeReclaimPolicy: Retain, ${more}}`;
const binding = (role: string): string =>
  `roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: ${role}}, subjects: [{kind: ServiceAccount, name: x, namespace: y}]`;

/** What the server says of other objects that are updated. */
export const otherRows: readonly UpdateRow[] = [
  { kind: 'ConfigMap', from: 'data: {a: b}', to: 'data: {a: c}', says: [] },
  {
    kind: 'ConfigMap',
    from: 'data: {a: b}, immutable: true',
    to: 'data: {a: c}, binaryData: {x: eA==}',
    says: [`immutable: Forbidden: ${WHEN_SET}`, `data: Forbidden: ${WHEN_SET}`, `binaryData: Forbidden: ${WHEN_SET}`],
  },
  { kind: 'ConfigMap', from: 'data: {a: b}, immutable: true', to: 'data: {a: b}, immutable: true', says: [] },
  { kind: 'Secret', from: 'type: Opaque', to: 'data: {a: Yg==}', says: [] },
  {
    kind: 'Secret',
    from: 'type: Opaque',
    to: 'type: example.com/x',
    says: ['type: Invalid value: "example.com/x": field is immutable'],
  },
  {
    kind: 'Secret',
    from: 'data: {a: w6Q=}, immutable: true',
    to: 'stringData: {a: ä}, immutable: true',
    says: [],
  },
  {
    kind: 'Secret',
    from: 'data: {a: Yg==}, immutable: true',
    to: 'stringData: {a: cc}, immutable: true',
    says: [`data: Forbidden: ${WHEN_SET}`],
  },
  { kind: 'PersistentVolumeClaim', from: claim('2Gi'), to: claim('3Gi'), says: [] },
  {
    kind: 'PersistentVolumeClaim',
    from: claim('2Gi'),
    to: claim('1Gi'),
    says: ['spec.resources.requests.storage: Forbidden: field can not be less than status.capacity'],
  },
  {
    kind: 'PersistentVolumeClaim',
    from: claim('2Gi'),
    to: claim('2Gi').replace('ReadWriteOnce', 'ReadWriteMany'),
    says: [CLAIM],
    changed: 'spec.accessModes[0]',
  },
  {
    kind: 'PersistentVolumeClaim',
    from: claim('2Gi', ', storageClassName: a'),
    to: claim('2Gi', ', storageClassName: b'),
    says: [CLAIM],
    changed: 'spec.storageClassName',
  },
  {
    kind: 'PersistentVolume',
    from: volume('nfs: {server: a, path: /}'),
    to: volume('nfs: {server: b, path: /}'),
    says: ['spec.persistentvolumesource: Forbidden: spec.persistentvolumesource is immutable after creation'],
  },
  {
    kind: 'PersistentVolume',
    from: volume('nfs: {server: a, path: /}'),
    to: volume('nfs: {server: a, path: /}, mountOptions: [ro]'),
    says: [],
  },
  {
    kind: 'PersistentVolume',
    from: volume('nfs: {server: a, path: /}'),
    to: volume('nfs: {server: a, path: /}, volumeMode: Block'),
    says: ['volumeMode: Invalid value: "Block": field is immutable'],
  },
  {
    kind: 'StorageClass',
    from: 'provisioner: a/b, parameters: {x: y}',
    to: 'provisioner: a/c, reclaimPolicy: Retain, volumeBindingMode: WaitForFirstConsumer',
    says: [
      'parameters: Forbidden: updates to parameters are forbidden.',
      'provisioner: Forbidden: updates to provisioner are forbidden.',
      'reclaimPolicy: Forbidden: updates to reclaimPolicy are forbidden.',
      'volumeBindingMode: Invalid value: "WaitForFirstConsumer": field is immutable',
    ],
  },
  { kind: 'StorageClass', from: 'provisioner: a/b', to: 'provisioner: a/b, allowVolumeExpansion: true', says: [] },
  ...['RoleBinding', 'ClusterRoleBinding'].flatMap((kind): readonly UpdateRow[] => [
    {
      kind,
      from: binding('a').replace('kind: Role', 'kind: ClusterRole'),
      to: binding('b').replace('kind: Role', 'kind: ClusterRole'),
      says: [
        'roleRef: Invalid value: {"APIGroup":"rbac.authorization.k8s.io","Kind":"ClusterRole","Name":"b"}: cannot change roleRef',
      ],
    },
  ]),
  { kind: 'RoleBinding', from: binding('a'), to: binding('a').replace('name: x', 'name: z'), says: [] },
  {
    kind: 'PriorityClass',
    from: 'value: 1, preemptionPolicy: Never',
    to: 'value: 2, preemptionPolicy: PreemptLowerPriority',
    says: [
      'value: Forbidden: may not be changed in an update.',
      'preemptionPolicy: Invalid value: "PreemptLowerPriority": field is immutable',
    ],
  },
  { kind: 'PriorityClass', from: 'value: 1', to: 'value: 1, description: x', says: [] },
  {
    kind: 'IngressClass',
    from: 'spec: {controller: a.io/b}',
    to: 'spec: {controller: a.io/c}',
    says: ['spec.controller: Invalid value: "a.io/c": field is immutable'],
  },
  {
    kind: 'EndpointSlice',
    from: 'addressType: IPv4, endpoints: [{addresses: [10.0.0.1]}]',
    to: 'addressType: IPv6, endpoints: [{addresses: ["fd00::1"]}]',
    says: ['addressType: Invalid value: "IPv6": field is immutable'],
  },
  {
    kind: 'Node',
    from: 'spec: {podCIDR: 10.0.0.0/24, podCIDRs: [10.0.0.0/24], providerID: a}',
    to: 'spec: {podCIDR: 10.0.1.0/24, podCIDRs: [10.0.1.0/24], providerID: b}',
    says: [
      'spec.podCIDRs: Forbidden: node updates may not change podCIDR except from "" to valid',
      'spec.providerID: Forbidden: node updates may not change providerID except from "" to valid',
    ],
  },
  {
    kind: 'Node',
    from: 'spec: {}',
    to: 'spec: {podCIDR: 10.0.1.0/24, podCIDRs: [10.0.1.0/24], providerID: b, unschedulable: true}',
    says: [],
  },
  {
    kind: 'NetworkPolicy',
    from: 'spec: {podSelector: {}}',
    to: 'spec: {podSelector: {matchLabels: {a: b}}}',
    says: [],
  },
];
