import { expect, test } from 'vitest';
import { matrixOf } from './index.ts';
import { connectivityOf, lines, policy } from './testing/shop.ts';

const OTHER = '{kind: Pod, metadata: {name: other, labels: {app: other}}, spec: {containers: []}}\n---\n';

const template = (labels: string): string => `template: {metadata: {labels: ${labels}}, spec: {containers: []}}`;

test.each([
  {
    rule: 'a Deployment without pods',
    yaml: `{kind: Deployment, metadata: {name: w}, spec: {replicas: 0, ${template('{app: w}')}}}`,
    kind: 'Deployment',
  },
  {
    rule: 'a DaemonSet',
    yaml: `{kind: DaemonSet, metadata: {name: w}, spec: {${template('{app: w}')}}}`,
    kind: 'DaemonSet',
  },
  {
    rule: 'a CronJob',
    yaml: `{kind: CronJob, metadata: {name: w}, spec: {jobTemplate: {spec: {${template('{app: w}')}}}}}`,
    kind: 'CronJob',
  },
  { rule: 'a pod of nobody', yaml: '{kind: Pod, metadata: {name: w, labels: {app: w}}}', kind: 'Pod' },
  {
    rule: 'a pod whose controlling owner is not in the manifests counts as the owner',
    yaml: '{kind: Pod, metadata: {name: w-1, labels: {app: w}, ownerReferences: [{kind: ReplicaSet, name: w, controller: true}]}}',
    kind: 'ReplicaSet',
  },
  {
    rule: 'and so does one whose owner is of a kind of its own, in the manifests or not',
    yaml: `{kind: Rollout, metadata: {name: w}}
---
{kind: Pod, metadata: {name: w-1, labels: {app: w}, ownerReferences: [{kind: Rollout, name: w, controller: true}]}}`,
    kind: 'Rollout',
  },
  {
    rule: 'what makes pods is no part of an owner that makes none',
    yaml: `{kind: Kafka, metadata: {name: v}}
---
{kind: StatefulSet, metadata: {name: w, ownerReferences: [{kind: Kafka, name: v, controller: true}]}, spec: {${template('{app: w}')}}}`,
    kind: 'StatefulSet',
  },
  {
    rule: 'nor of one that is not in the manifests',
    yaml: `{kind: ReplicaSet, metadata: {name: w, ownerReferences: [{kind: Deployment, name: v, controller: true}]}, spec: {${template('{app: w}')}}}`,
    kind: 'ReplicaSet',
  },
  {
    rule: 'a static pod, which its node owns',
    yaml: '{kind: Pod, metadata: {name: w, labels: {app: w}, ownerReferences: [{kind: Node, name: worker-1, controller: true}]}}',
    kind: 'Pod',
  },
  {
    rule: 'an owner that does not control is none',
    yaml: '{kind: Pod, metadata: {name: w, labels: {app: w}, ownerReferences: [{kind: ReplicaSet, name: v}]}}',
    kind: 'Pod',
  },
  {
    rule: 'an owner that is in the manifests stands for what it owns',
    yaml: `{kind: Deployment, metadata: {name: w}, spec: {${template('{app: w}')}}}
---
{kind: ReplicaSet, metadata: {name: w-1, ownerReferences: [{kind: Deployment, name: w, controller: true}]}, spec: {${template('{app: w}')}}}
---
{kind: Pod, metadata: {name: w-1-1, labels: {app: w}, ownerReferences: [{kind: ReplicaSet, name: w-1, controller: true}]}}`,
    kind: 'Deployment',
  },
])('$rule', ({ yaml, kind }) => {
  const isolated = policy('default/w', '{podSelector: {matchLabels: {app: w}}, ingress: [{ports: [{port: 80}]}]}');
  const { connections } = matrixOf(connectivityOf(`${OTHER}${isolated}${yaml}`));
  expect(lines({ connections }).slice(0, 1)).toEqual(['outside to default/other: all']);
  expect(connections.slice(1, 2)).toEqual([
    {
      from: { kind: 'External', ranges: [{ family: 4, first: 0n, last: 2n ** 32n - 1n }] },
      to: { kind: 'Workload', namespace: 'default', name: 'w', workloadKind: kind },
      allowed: [{ protocol: 'TCP', ranges: [{ from: 80, to: 80 }] }],
    },
  ]);
  expect(connections).toHaveLength(6);
});

test('a pod that has ended is no workload', () => {
  const ended = '{kind: Pod, metadata: {name: w}, status: {phase: Succeeded}}';
  expect(lines(matrixOf(connectivityOf(OTHER + ended)))).toEqual([
    'outside to default/other: all',
    'default/other to outside: all',
  ]);
});

test('where policies tell the pods of a workload apart, it is given what any of them is', () => {
  const pods = ['a', 'b'].map(
    (each) =>
      `{kind: Pod, metadata: {name: w-${each}, labels: {app: ${each}}, ownerReferences: [{kind: Job, name: w, controller: true}]}}\n---\n`,
  );
  const yaml =
    OTHER +
    pods.join('') +
    policy('default/a', '{podSelector: {matchLabels: {app: a}}, ingress: [{ports: [{port: 80}]}]}') +
    policy('default/b', '{podSelector: {matchLabels: {app: b}}, ingress: [{ports: [{port: 90}]}]}');
  expect(lines(matrixOf(connectivityOf(yaml)))).toContain('default/other to default/w: TCP 80,90');
});
