import { describe, expect, test } from 'vitest';
import { Cluster } from '../../api/index.ts';
import { runKubectl } from '../shell/index.ts';
import type { KubectlContext } from './session.ts';

const SHOP = `
{apiVersion: v1, kind: Namespace, metadata: {name: shop}}
---
{apiVersion: v1, kind: Pod, metadata: {name: till, namespace: shop}, spec: {containers: [{name: a, image: nginx}]}}
`;

/** Runs lines one after the other in the cluster of a profile; the kubeconfig goes along. */
async function run(lines: readonly string[], profile = 'kubeadm') {
  let cluster = Cluster.of({ yaml: SHOP, cluster: profile });
  let context: KubectlContext = {};
  let output = { stdout: '', stderr: '', status: 0 as number | 'unknown' };
  for (const line of lines) {
    const { stdout, stderr, status, kubeconfig, ...result } = await runKubectl(cluster, `kubectl ${line}`, context);
    cluster = result.cluster;
    if (kubeconfig !== undefined) context = { ...context, kubeconfig };
    output = { stdout, stderr, status };
  }
  return output;
}

const [ME, CONTEXTS] = ['kubernetes-admin@kubernetes', 'CURRENT   NAME                          CLUSTER      AUTHINFO'];

describe('what a kubectl 1.33 prints', () => {
  test.each([
    { lines: ['config current-context'], stdout: `${ME}\n` },
    {
      lines: ['config get-contexts'],
      stdout: `${CONTEXTS}           NAMESPACE\n*         ${ME}   kubernetes   kubernetes-admin\n`,
    },
    { lines: ['config get-contexts -o name'], stdout: `${ME}\n` },
    { lines: ['config get-clusters'], stdout: 'NAME\nkubernetes\n' },
    { lines: ['config get-users'], stdout: 'NAME\nkubernetes-admin\n' },
    { lines: ['config set-context --current --namespace=shop'], stdout: `Context "${ME}" modified.\n` },
    { lines: ['config set-context dev --namespace=shop'], stdout: 'Context "dev" created.\n' },
    { lines: ['config set-context dev', 'config set-context dev --user=x'], stdout: 'Context "dev" modified.\n' },
    { lines: ['config set-context dev', 'config use-context dev'], stdout: 'Switched to context "dev".\n' },
    { lines: ['config set-context dev', 'config rename-context dev x'], stdout: 'Context "dev" renamed to "x".\n' },
    { lines: ['config view -o jsonpath={.current-context}'], stdout: ME },
    { lines: ['config view --minify -o jsonpath={..namespace}'], stdout: '' },
    {
      lines: ['config set-context --current --namespace shop', 'config view --minify -o jsonpath={..namespace}'],
      stdout: 'shop',
    },
    {
      lines: ["config view -o template --template='{{range .contexts}}{{.name}}{{end}}'"],
      stdout: ME,
    },
  ])('$lines', async ({ lines, stdout }) => {
    expect(await run(lines)).toEqual({ stdout, stderr: '', status: 0 });
  });

  test.each([
    { line: 'config use-context nope', stderr: 'error: no context exists with the name: "nope"\n' },
    { line: 'config set-context', stderr: 'error: you must specify a non-empty context name or --current\n' },
    { line: 'config set-context x --current', stderr: 'error: you cannot specify both a context name and --current\n' },
    { line: 'config view --minify --context nope', stderr: 'error: cannot locate context nope\n' },
    {
      line: 'config view x',
      stderr: "error: unexpected arguments: [x]\nSee 'kubectl config view -h' for help and examples\n",
    },
    { line: 'config foo', stderr: 'error: unknown command "foo"\nSee \'kubectl config -h\' for help and examples\n' },
    {
      line: 'get pods --context nope',
      stderr: 'Error in configuration: context was not found for specified context: nope\n',
    },
  ])('$line is refused', async ({ line, stderr }) => {
    expect(await run([line])).toEqual({ stdout: '', stderr, status: 1 });
  });
});

describe('the namespace of the context', () => {
  test.each([
    { lines: ['get pods -o name'], stdout: '' },
    { lines: ['config set-context --current --namespace=shop', 'get pods -o name'], stdout: 'pod/till\n' },
    { lines: ['config set-context --current --namespace=shop', 'get pods -o name -n default'], stdout: '' },
    {
      rule: 'a context that nobody switched to',
      lines: ['config set-context s --namespace=shop --cluster=kubernetes --user=kubernetes-admin', 'get pods -o name'],
      stdout: '',
    },
    {
      rule: 'a context that one command names',
      lines: [
        'config set-context s --namespace=shop --cluster=kubernetes --user=kubernetes-admin',
        'get pods -o name --context s',
      ],
      stdout: 'pod/till\n',
    },
    {
      lines: ['config set-context --current --namespace=shop', 'run x --image=nginx', 'get pods -A -o name -l run=x'],
      stdout: 'pod/x\n',
    },
  ])('$lines', async ({ lines, stdout }) => {
    expect((await run(lines)).stdout).toBe(stdout);
  });

  test('a context of a cluster that the kubeconfig does not know leads nowhere', async () => {
    const lines = ['config set-context dev --cluster=other --namespace=shop', 'config use-context dev', 'get pods'];
    await expect(run(lines)).rejects.toThrow('the context dev leads to cluster "other" as user ""');
  });
});

test.each([
  { profile: 'kind', name: 'kind-kind' },
  { profile: 'minikube', name: 'minikube' },
  { profile: 'kubeadm', name: ME },
])('the installer of $profile calls its context $name', async ({ profile, name }) => {
  expect((await run(['config current-context'], profile)).stdout).toBe(`${name}\n`);
});

test('at which port kind publishes the API server, nobody knows', async () => {
  expect(await run(['config view'], 'kind')).toMatchObject({ stdout: '', status: 'unknown' });
  expect((await run(['config view'], 'kubeadm')).stdout).toContain('certificate-authority-data: DATA+OMITTED\n');
});
