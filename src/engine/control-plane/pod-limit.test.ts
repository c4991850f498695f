import { expect, test } from 'vitest';
import { resourcesOf, testSpec } from '../testing/index.ts';
import { applyObjects, startCluster } from './index.ts';

const TEMPLATE = 'template: {metadata: {labels: {app: w}}, spec: {containers: [{name: c}]}}';
const workload = (kind: string, spec: string, name = 'w'): string =>
  `{kind: ${kind}, metadata: {name: ${name}}, spec: {${spec}, ${TEMPLATE}}}\n---\n`;
const SELECTOR = 'selector: {matchLabels: {app: w}}';

function refusal(yaml: string): string | undefined {
  try {
    applyObjects(startCluster(testSpec), resourcesOf(yaml));
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

test.each([
  { kind: 'Deployment', spec: `${SELECTOR}, replicas: 1000000000` },
  { kind: 'ReplicaSet', spec: `${SELECTOR}, replicas: 100000` },
  { kind: 'StatefulSet', spec: `${SELECTOR}, replicas: 5001` },
  { kind: 'ReplicationController', spec: 'selector: {app: w}, replicas: 5001' },
  { kind: 'Job', spec: 'parallelism: 1000000000' },
  { kind: 'Job', spec: 'parallelism: 2000000000, completions: 5001, completionMode: Indexed' },
  { kind: 'CronJob', spec: `jobTemplate: {spec: {parallelism: 1000000000, ${TEMPLATE}}}` },
])('$kind with $spec is refused with its place', ({ kind, spec }) => {
  expect(refusal(workload(kind, spec))).toMatch(
    new RegExp(
      `^test.yaml:1:\\d+: ${kind} default/w asks for [\\d,]+ pods: Curlew simulates 5,000 of one workload\n  hint: `,
    ),
  );
});

test.each([
  { kind: 'Deployment', spec: `${SELECTOR}, replicas: 20` },
  { kind: 'Job', spec: 'parallelism: 1000000000, completions: 3' },
  { kind: 'Job', spec: 'completions: 1000000000' },
  { kind: 'Job', spec: 'parallelism: 1000000000, suspend: true' },
  { kind: 'CronJob', spec: `jobTemplate: {spec: {parallelism: 3, ${TEMPLATE}}}` },
  { kind: 'CronJob', spec: `suspend: true, jobTemplate: {spec: {parallelism: 1000000000, ${TEMPLATE}}}` },
])('$kind with $spec is not', ({ kind, spec }) => {
  expect(refusal(workload(kind, spec))).toBeUndefined();
});

test('all workloads together have a limit too', () => {
  const many = Array.from({ length: 31 }, (_, index) =>
    workload('Deployment', `${SELECTOR}, replicas: 5000`, `w${index}`),
  );
  expect(refusal(many.join(''))).toMatch(/^the manifests ask for 155,\d+ pods: Curlew simulates 150,000 in a cluster/);
});
