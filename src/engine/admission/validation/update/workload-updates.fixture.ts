/** An update of an object, and what the API server says to it. Both versions are YAML without apiVersion, kind and metadata. */
export interface UpdateRow {
  readonly kind: string;
  readonly from: string;
  readonly to: string;
  /** The errors, in order; none where the update is fine. */
  readonly says: readonly string[];
  /** The fields that the hint names. */
  readonly changed?: string;
}

const IMMUTABLE = 'field is immutable';
const ONCE = 'may not change once set';

const TEMPLATE = 'template: {metadata: {labels: {app: a}}, spec: {containers: [{name: c, image: nginx}]}}';
const A = `selector: {matchLabels: {app: a}}, ${TEMPLATE}`;
const B = A.replaceAll('app: a', 'app: b');
const SET = `serviceName: db, ${A}`;

const selectorRows = ['Deployment', 'ReplicaSet', 'DaemonSet'].flatMap((kind): readonly UpdateRow[] => [
  {
    kind,
    from: `spec: {${A}}`,
    to: `spec: {${B}}`,
    says: [`spec.selector: Invalid value: {"matchLabels":{"app":"b"}}: ${IMMUTABLE}`],
  },
  { kind, from: `spec: {${A}}`, to: `spec: {${A.replace('nginx', 'httpd')}}`, says: [] },
]);

const STATEFUL_SET = `spec: Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden`;

const statefulSetRows: readonly UpdateRow[] = [
  {
    kind: 'StatefulSet',
    from: `spec: {${SET}}`,
    to: `spec: {${SET.replace('serviceName: db', 'serviceName: x')}}`,
    says: [STATEFUL_SET],
    changed: 'spec.serviceName',
  },
  {
    kind: 'StatefulSet',
    from: `spec: {${SET}}`,
    to: `spec: {${SET}, podManagementPolicy: Parallel}`,
    says: [STATEFUL_SET],
    changed: 'spec.podManagementPolicy',
  },
  {
    kind: 'StatefulSet',
    from: `spec: {${SET}, volumeClaimTemplates: [{metadata: {name: v}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}]}`,
    to: `spec: {${SET}, volumeClaimTemplates: [{metadata: {name: v}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 2Gi}}}}]}`,
    says: [STATEFUL_SET],
    changed: 'spec.volumeClaimTemplates[0].spec.resources.requests.storage',
  },
  {
    kind: 'StatefulSet',
    from: `spec: {${SET}, volumeClaimTemplates: [{metadata: {name: v}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}]}`,
    to: `spec: {${SET}, volumeClaimTemplates: [{metadata: {name: v}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1024Mi}}}}]}`,
    says: [],
  },
  {
    kind: 'StatefulSet',
    from: `spec: {${SET}}`,
    to: `spec: {${SET.replace('nginx', 'httpd')}, replicas: 3, minReadySeconds: 5, revisionHistoryLimit: 2, updateStrategy: {type: OnDelete}, persistentVolumeClaimRetentionPolicy: {whenDeleted: Delete}}`,
    says: [],
  },
];

const IP = 'clusterIP: 10.0.0.1, clusterIPs: [10.0.0.1], ipFamilies: [IPv4], ipFamilyPolicy: SingleStack';
const PORTS = 'ports: [{port: 80}]';
const DUAL =
  'clusterIP: 10.0.0.1, clusterIPs: [10.0.0.1, "fd00::1"], ipFamilies: [IPv4, IPv6], ipFamilyPolicy: RequireDualStack';

const serviceRows: readonly UpdateRow[] = [
  {
    kind: 'Service',
    from: `spec: {${IP}, ${PORTS}}`,
    to: `spec: {${IP}, ports: [{port: 81}], selector: {a: b}}`,
    says: [],
  },
  {
    kind: 'Service',
    from: `spec: {${IP}, ${PORTS}}`,
    to: `spec: {${IP.replaceAll('10.0.0.1', '10.0.0.2')}, ${PORTS}}`,
    says: [`spec.clusterIPs[0]: Invalid value: ["10.0.0.2"]: ${ONCE}`],
  },
  {
    kind: 'Service',
    from: `spec: {${IP}, ${PORTS}}`,
    to: `spec: {${IP.replaceAll('10.0.0.1', 'None')}, ${PORTS}}`,
    says: [`spec.clusterIPs[0]: Invalid value: ["None"]: ${ONCE}`],
  },
  {
    kind: 'Service',
    from: `spec: {${IP.replaceAll('10.0.0.1', 'None')}, ${PORTS}}`,
    to: `spec: {${IP}, ${PORTS}}`,
    says: [`spec.clusterIPs[0]: Invalid value: ["10.0.0.1"]: ${ONCE}`],
  },
  {
    kind: 'Service',
    from: `spec: {${IP}, ${PORTS}}`,
    to: 'spec: {type: ExternalName, externalName: example.com}',
    says: [],
  },
  {
    kind: 'Service',
    from: `spec: {${DUAL}, ${PORTS}}`,
    to: `spec: {${IP}, ${PORTS}}`,
    says: [],
  },
  {
    kind: 'Service',
    from: `spec: {${DUAL}, ${PORTS}}`,
    to: `spec: {${IP.replace('SingleStack', 'PreferDualStack')}, ${PORTS}}`,
    says: [
      `spec.ipFamilyPolicy: Invalid value: "PreferDualStack": must be set to 'SingleStack' when releasing the secondary clusterIP`,
      `spec.ipFamilyPolicy: Invalid value: "PreferDualStack": must be set to 'SingleStack' when releasing the secondary ipFamily`,
    ],
  },
  { kind: 'Service', from: `spec: {${IP}, ${PORTS}}`, to: `spec: {${DUAL}, ${PORTS}}`, says: [] },
  {
    kind: 'Service',
    from: `spec: {${IP}, type: LoadBalancer, loadBalancerClass: a/b, ${PORTS}}`,
    to: `spec: {${IP}, type: LoadBalancer, loadBalancerClass: a/c, ${PORTS}}`,
    says: [`spec.loadBalancerClass: Invalid value: "a/c": ${ONCE}`],
  },
  {
    kind: 'Service',
    from: `spec: {${IP}, type: LoadBalancer, externalTrafficPolicy: Local, healthCheckNodePort: 30001, ${PORTS}}`,
    to: `spec: {${IP}, type: LoadBalancer, externalTrafficPolicy: Local, healthCheckNodePort: 30002, ${PORTS}}`,
    says: [`spec.healthCheckNodePort: Forbidden: ${IMMUTABLE}`],
  },
];

const JOB =
  'template: {metadata: {labels: {a: b}}, spec: {restartPolicy: Never, containers: [{name: c, image: busybox}]}}';

const jobRows: readonly UpdateRow[] = [
  {
    kind: 'Job',
    from: `spec: {${JOB}}`,
    to: `spec: {${JOB}, parallelism: 2, completions: 1, backoffLimit: 1}`,
    says: [],
  },
  {
    kind: 'Job',
    from: `spec: {${JOB}, completions: 1}`,
    to: `spec: {${JOB}, completions: 2}`,
    says: [`spec.completions: Invalid value: 2: ${IMMUTABLE}`],
  },
  {
    kind: 'Job',
    from: `spec: {${JOB}, completionMode: Indexed, completions: 2, parallelism: 2}`,
    to: `spec: {${JOB}, completionMode: Indexed, completions: 3, parallelism: 3}`,
    says: [],
  },
  {
    kind: 'Job',
    from: `spec: {${JOB}, completionMode: Indexed, completions: 2, parallelism: 2}`,
    to: `spec: {${JOB}, completionMode: Indexed, completions: 3, parallelism: 2}`,
    says: ['spec.completions: Invalid value: 3: can only be modified in tandem with spec.parallelism'],
  },
  {
    kind: 'Job',
    from: `spec: {${JOB}, completions: 1}`,
    to: `spec: {${JOB}, completions: 1, completionMode: Indexed}`,
    says: [`spec.completionMode: Invalid value: "Indexed": ${IMMUTABLE}`],
  },
  {
    kind: 'Job',
    from: `spec: {${JOB}, suspend: true}`,
    to: `spec: {${JOB.replace('{a: b}', '{a: c}').replace('Never,', 'Never, nodeSelector: {x: y},')}, suspend: true}`,
    says: [],
  },
];

/** What the server says of workloads and Services that are updated. */
export const workloadRows: readonly UpdateRow[] = [...selectorRows, ...statefulSetRows, ...serviceRows, ...jobRows];
