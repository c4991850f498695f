import type { UpdateRow } from './workload-updates.fixture.ts';

const UPDATABLE =
  'spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)';

const POD = 'containers: [{name: c, image: nginx}]';

function row(from: string, to: string, says: readonly string[] = [], changed?: string): UpdateRow {
  return {
    kind: 'Pod',
    from: `spec: {${from}}`,
    to: `spec: {${to}}`,
    says,
    ...(changed !== undefined && { changed }),
  };
}

const affinity = (terms: string): string =>
  `affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [${terms}]}}}`;
const IN_A = '{key: a, operator: In, values: [x]}';
const IN_B = '{key: b, operator: Exists}';
const TERMS = 'spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms';
const GATED = 'schedulingGates: [{name: a/wait}]';

/** What the server says of Pods that are updated. */
export const podRows: readonly UpdateRow[] = [
  row(POD, POD),
  row(POD, POD.replace('nginx', 'httpd')),
  row(`${POD}, initContainers: [{name: i, image: a}]`, `${POD}, initContainers: [{name: i, image: b}]`),
  row(POD, `${POD}, dnsPolicy: Default`, [UPDATABLE], 'spec.dnsPolicy'),
  row(POD, `${POD}, hostNetwork: true`, [UPDATABLE], 'spec.hostNetwork'),
  row(
    POD,
    'containers: [{name: c, image: nginx, env: [{name: A, value: b}], ports: [{containerPort: 80}]}]',
    [UPDATABLE],
    'spec.containers[0].env, spec.containers[0].ports',
  ),
  row(POD, 'containers: [{name: d, image: nginx}]', [UPDATABLE], 'spec.containers[0].name'),
  row(`${POD}, nodeName: a`, `${POD}, nodeName: b`, [UPDATABLE], 'spec.nodeName'),
  row(POD, 'containers: [{name: c, image: nginx}, {name: d, image: nginx}]', [
    'spec.containers: Forbidden: pod updates may not add or remove containers',
  ]),
  row(POD, `${POD}, initContainers: [{name: i, image: a}]`, [
    'spec.initContainers: Forbidden: pod updates may not add or remove containers',
  ]),
  row(
    'containers: [{name: c, image: nginx, resources: {requests: {cpu: "1", memory: 1Gi}}}]',
    'containers: [{name: c, image: nginx, resources: {requests: {cpu: 1000m, memory: 1024Mi}}}]',
  ),
  row(
    'containers: [{name: c, image: nginx, resources: {requests: {cpu: "1"}}}]',
    'containers: [{name: c, image: nginx, resources: {requests: {cpu: "2"}}}]',
    [UPDATABLE],
    'spec.containers[0].resources.requests.cpu',
  ),
  row(`${POD}, nodeSelector: {}`, POD),
  // Deadlines come, and come nearer.
  row(POD, `${POD}, activeDeadlineSeconds: 9`),
  row(`${POD}, activeDeadlineSeconds: 9`, `${POD}, activeDeadlineSeconds: 8`),
  row(`${POD}, activeDeadlineSeconds: 9`, `${POD}, activeDeadlineSeconds: 10`, [
    'spec.activeDeadlineSeconds: Invalid value: 10: must be less than or equal to previous value',
  ]),
  row(`${POD}, activeDeadlineSeconds: 9`, POD, [
    'spec.activeDeadlineSeconds: Invalid value: null: must not update from a positive integer to nil value',
  ]),
  // Tolerations are added.
  row(POD, `${POD}, tolerations: [{key: a, operator: Exists}]`),
  row(
    `${POD}, tolerations: [{key: a, operator: Exists, effect: NoExecute, tolerationSeconds: 5}]`,
    `${POD}, tolerations: [{key: b, operator: Exists}, {key: a, operator: Exists, effect: NoExecute, tolerationSeconds: 9}]`,
  ),
  row(`${POD}, tolerations: [{key: a, operator: Exists}]`, POD, [
    'spec.tolerations: Forbidden: existing toleration can not be modified except its tolerationSeconds',
  ]),
  // Gates go, and while there is one the choice of nodes becomes narrower.
  row(`${POD}, ${GATED}`, POD),
  row(POD, `${POD}, ${GATED}`, [
    "spec.schedulingGates[0].name: Forbidden: only deletion is allowed, but found new scheduling gate 'a/wait'",
  ]),
  row(POD, `${POD}, nodeSelector: {a: b}`, [UPDATABLE], 'spec.nodeSelector'),
  row(`${POD}, ${GATED}`, `${POD}, ${GATED}, nodeSelector: {a: b}`),
  row(`${POD}, ${GATED}, nodeSelector: {a: b}`, `${POD}, ${GATED}, nodeSelector: {a: c}`, [
    'spec.nodeSelector: Invalid value: {"a":"c"}: only additions to spec.nodeSelector are allowed (no mutations or deletions)',
  ]),
  row(`${POD}, ${GATED}`, `${POD}, ${GATED}, ${affinity(`{matchExpressions: [${IN_A}]}`)}`),
  row(
    `${POD}, ${GATED}, ${affinity(`{matchExpressions: [${IN_A}]}`)}`,
    `${POD}, ${GATED}, ${affinity(`{matchExpressions: [${IN_A}, ${IN_B}]}`)}`,
  ),
  row(
    `${POD}, ${GATED}, ${affinity(`{matchExpressions: [${IN_A}]}`)}`,
    `${POD}, ${GATED}, ${affinity(`{matchExpressions: [${IN_B}]}`)}`,
    [
      `${TERMS}[0]: Invalid value: {"MatchExpressions":[{"Key":"b","Operator":"Exists","Values":null}],"MatchFields":null}: only additions are allowed (no mutations or deletions)`,
    ],
  ),
];
