import { describe, expect, test } from 'vitest';
import { Cluster } from '../../api/index.ts';

/** So that nothing is said of missing policies. */
const POLICY = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec: {podSelector: {matchLabels: {app: web}}, ingress: [{ports: [{port: 80}]}]}
---
`;

function service(annotation: string): string {
  return `${POLICY}apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec: {containers: [{name: c, image: nginx}]}
---
apiVersion: v1
kind: Service
metadata: {name: web, annotations: {curlew.dev/lint-ignore: "${annotation}"}}
spec: {selector: {app: nobody}, ports: [{port: 80}]}
`;
}

describe('the annotation curlew.dev/lint-ignore', () => {
  test.each([
    { annotation: 'service-selects-nothing: made by hand', codes: [], silenced: ['made by hand'] },
    { annotation: 'service-selects-nothing: see http://x/1; ', codes: [], silenced: ['see http://x/1'] },
    {
      annotation: 'service-selects-nothing',
      codes: ['silence-without-reason', 'service-selects-nothing'],
      silenced: [],
    },
    { annotation: 'dns-blocked: no names', codes: ['unused-silence', 'service-selects-nothing'], silenced: [] },
    { annotation: 'nonsense: x', codes: ['unused-silence', 'service-selects-nothing'], silenced: [] },
  ])('"$annotation"', async ({ annotation, codes, silenced }) => {
    const report = Cluster.of({ yaml: service(annotation) }).lint();
    expect(report.findings.map(({ code }) => code)).toEqual(codes);
    expect(report.silenced.map((each) => each.silenced)).toEqual(silenced);
  });

  test('on a workload it silences what is said of its pods', async () => {
    const deployment = (annotations: string): string => `${POLICY}apiVersion: apps/v1
kind: Deployment
metadata: {name: web, annotations: {${annotations}}}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {nodeSelector: {disk: fast}, containers: [{name: c, image: nginx}]}
`;
    const loud = Cluster.of({ yaml: deployment('') }).lint();
    expect(loud.findings.map(({ code, object }) => [code, object?.kind])).toEqual([['unschedulable', 'Deployment']]);
    const quiet = Cluster.of({ yaml: deployment("curlew.dev/lint-ignore: 'unschedulable: nodes come'") }).lint();
    expect(quiet.findings).toEqual([]);
  });

  test('a silence counts as unused only after everything was looked for', async () => {
    const cluster = Cluster.of({ yaml: service('service-selects-nothing: made by hand') });
    expect(cluster.lint({ ignore: ['service-selects-nothing'] }).findings).toEqual([]);
  });
});

test('the order of documents changes nothing but lines', async () => {
  const documents = service('x: y').split('---\n');
  const report = async (yaml: string) =>
    Cluster.of({ yaml })
      .lint()
      .findings.map(({ code, message }) => `${code} ${message}`);
  expect(await report(documents.toReversed().join('---\n'))).toEqual(await report(documents.join('---\n')));
});
