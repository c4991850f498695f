import { describe, expect, test } from 'vitest';
import type { Cluster } from '../../api/index.ts';
import { runKubectl } from '../shell/index.ts';
import { testCluster } from './testing/cluster.fixture.ts';
import { filesOf } from './testing/files.fixture.ts';

const pod = (name: string, more = '') =>
  `{apiVersion: v1, kind: Pod, metadata: {name: ${name}}, spec: {containers: [{name: a, image: nginx${more}}]}}\n`;
const deployment = (app: string, image = 'nginx') =>
  `{apiVersion: apps/v1, kind: Deployment, metadata: {name: d}, spec: {selector: {matchLabels: {app: ${app}}}, template: {metadata: {labels: {app: ${app}}}, spec: {containers: [{name: a, image: ${image}}]}}}}\n`;
const service = (clusterIP: string) =>
  `{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {clusterIP: ${clusterIP}, ports: [{port: 80}]}}\n`;

const files = filesOf({
  'a.yaml': deployment('a'),
  'a-httpd.yaml': deployment('a', 'httpd'),
  'b.yaml': deployment('b'),
  'ip.yaml': service('10.96.7.7'),
  'other-ip.yaml': service('10.96.7.8'),
  'no-ip.yaml': service('""'),
  'pod.yaml': pod('p'),
  'pod-env.yaml': pod('p', ', env: [{name: A, value: b}]'),
  'pod-node.yaml': pod('p').replace('spec: {', 'spec: {nodeName: nowhere, '),
  'both.yaml': `${deployment('b')}---\n${service('10.96.7.8')}`,
  'twice.yaml': `${pod('p')}---\n${pod('p')}`,
  'twice-else.yaml': `${pod('p')}---\n${pod('p', ', env: [{name: A, value: b}]')}`,
  'kustomization.yaml': 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [x.yaml]\n',
  'crd.yaml':
    '{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: as.a.io}, spec: {group: a.io, scope: Cluster, names: {kind: A, plural: as}, versions: [{name: v1, served: true, storage: true}]}}\n',
  'custom.yaml': '{apiVersion: a.io/v1, kind: A, metadata: {name: x}}\n',
});

async function run(...lines: readonly string[]) {
  let current: Cluster = testCluster();
  let [stdout, stderr] = ['', ''];
  for (const line of lines) {
    ({ cluster: current, stdout, stderr } = await runKubectl(current, line, { files }));
  }
  return { stdout, stderr, cluster: current };
}

const UPDATABLE =
  'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)';

describe('kubectl apply sends updates', () => {
  test.each([
    { lines: ['apply -f a.yaml', 'apply -f a-httpd.yaml'], stdout: 'deployment.apps/d configured\n', stderr: '' },
    {
      lines: ['apply -f a.yaml', 'apply -f b.yaml'],
      stdout: '',
      stderr:
        'The Deployment "d" is invalid: spec.selector: Invalid value: {"matchLabels":{"app":"b"}}: field is immutable\n',
    },
    {
      lines: ['apply -f ip.yaml', 'apply -f other-ip.yaml'],
      stdout: '',
      stderr: 'The Service "s" is invalid: spec.clusterIPs[0]: Invalid value: ["10.96.7.8"]: may not change once set\n',
    },
    { lines: ['apply -f ip.yaml', 'apply -f no-ip.yaml'], stdout: 'service/s unchanged\n', stderr: '' },
    {
      lines: ['create -f pod.yaml', 'apply -f pod-env.yaml'],
      stdout: '',
      stderr: `The Pod "p" is invalid: spec: Forbidden: ${UPDATABLE}\n`,
    },
    {
      lines: ['create -f pod.yaml', 'apply -f pod-node.yaml'],
      stdout: '',
      stderr: `The Pod "p" is invalid: spec: Forbidden: ${UPDATABLE}\n`,
    },
    {
      lines: ['apply -f a.yaml -f ip.yaml', 'apply -f both.yaml'],
      stdout: '',
      stderr: `Error from server (Invalid): error when patching "both.yaml": Deployment.apps "d" is invalid: spec.selector: Invalid value: {"matchLabels":{"app":"b"}}: field is immutable
Error from server (Invalid): error when patching "both.yaml": Service "s" is invalid: spec.clusterIPs[0]: Invalid value: ["10.96.7.8"]: may not change once set
`,
    },
    { lines: ['apply -f twice.yaml'], stdout: 'pod/p created\npod/p unchanged\n', stderr: '' },
    {
      lines: ['apply -f twice-else.yaml'],
      stdout: 'pod/p created\n',
      stderr: `The Pod "p" is invalid: spec: Forbidden: ${UPDATABLE}\n`,
    },
  ])('$lines', async ({ lines, stdout, stderr }) => {
    expect(await run(...lines.map((line) => `kubectl ${line}`))).toMatchObject({ stdout, stderr });
  });

  test('kubectl create does not: what is there is there', async () => {
    const { stderr } = await run('kubectl create -f a.yaml', 'kubectl create -f b.yaml');
    expect(stderr).toBe(
      'Error from server (AlreadyExists): error when creating "b.yaml": deployments.apps "d" already exists\n',
    );
    expect((await run('kubectl create -f twice.yaml')).stderr).toBe(
      'Error from server (AlreadyExists): error when creating "twice.yaml": pods "p" already exists\n',
    );
  });

  test('what is rejected leaves the object as it was', async () => {
    const { cluster } = await run('kubectl apply -f ip.yaml', 'kubectl apply -f other-ip.yaml');
    expect(cluster.view.get('Service', 's', 'default')?.object.spec.clusterIP).toBe('10.96.7.7');
  });
});

describe('commands that patch', () => {
  test.each([
    {
      line: 'kubectl label pod lone a/b/c=x',
      stderr:
        "The Pod \"lone\" is invalid: metadata.labels: Invalid value: \"a/b/c\": a valid label key must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')\n",
    },
    {
      line: 'kubectl annotate pod lone kubernetes.io/config.mirror=x',
      stderr:
        'The Pod "lone" is invalid: metadata.annotations[kubernetes.io/config.mirror]: Forbidden: may not add mirror pod annotation\n',
    },
  ])('$line', async ({ line, stderr }) => {
    expect(await run(line)).toMatchObject({ stdout: '', stderr });
  });

  test.each([
    'kubectl label svc kubernetes a=b',
    'kubectl label node worker-1 a=b',
    'kubectl annotate ns kube-system a=b',
    'kubectl rollout restart deploy coredns -n kube-system',
  ])("change the cluster's own objects: %s", async (line) => {
    expect(await run(line)).toMatchObject({
      stderr: '',
      stdout: expect.stringMatching(/(labeled|annotated|restarted)\n$/),
    });
  });
});

test.each([
  {
    lines: ['kubectl create -f custom.yaml'],
    stderr:
      'error: resource mapping not found for name: "x" namespace: "" from "custom.yaml": no matches for kind "A" in version "a.io/v1"\nensure CRDs are installed first\n',
  },
  { lines: ['kubectl create -f crd.yaml -f custom.yaml', 'kubectl get a x -o name'], stdout: 'a.a.io/x\n' },
  {
    lines: ['kubectl create -f crd.yaml', 'kubectl create -f custom.yaml', 'kubectl get a x -n shop -o name'],
    stdout: 'a.a.io/x\n',
  },
  {
    lines: ['kubectl create -f kustomization.yaml'],
    stderr:
      'error: resource mapping not found for name: "" namespace: "" from "kustomization.yaml": no matches for kind "Kustomization" in version "kustomize.config.k8s.io/v1beta1"\nensure CRDs are installed first\n',
  },
])('kinds that the server knows, and others: $lines', async ({ lines, stdout = '', stderr = '' }) => {
  expect(await run(...lines)).toMatchObject({ stdout, stderr });
});
