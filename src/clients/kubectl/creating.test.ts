import { describe, expect, test } from 'vitest';
import { Cluster } from '../../api/index.ts';
import { runKubectl } from '../shell/index.ts';
import { testCluster } from './testing/cluster.fixture.ts';
import { filesOf } from './testing/files.fixture.ts';

const URL = 'https://k8s.example/web.yaml';
const SERVICE = '{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {ports: [{port: 80}]}}';
const PEM = { 'c.pem': '-----BEGIN CERTIFICATE-----\n', 'k.pem': '-----BEGIN PRIVATE KEY-----\n', 's.yaml': SERVICE };

async function run(line: string, cluster: Cluster = testCluster()) {
  const urls = (url: string) => (url === URL ? SERVICE : undefined);
  return runKubectl(cluster, `kubectl ${line}`, { files: filesOf(PEM), urls });
}

describe('kubectl create', () => {
  test.each([
    { line: 'create secret generic x --from-literal=a=b', stdout: 'secret/x created\n', kind: 'Secret' },
    { line: 'create secret tls x --cert=c.pem --key=k.pem', stdout: 'secret/x created\n', kind: 'Secret' },
    { line: 'create ing x --rule="a.com/*=web:80"', stdout: 'ingress.networking.k8s.io/x created\n', kind: 'Ingress' },
    { line: 'create job x --image=busybox -- date', stdout: 'job.batch/x created\n', kind: 'Job' },
    { line: "create cj x --image=b --schedule='* * * * *'", stdout: 'cronjob.batch/x created\n', kind: 'CronJob' },
    { line: 'create sa x', stdout: 'serviceaccount/x created\n', kind: 'ServiceAccount' },
    {
      line: 'create role x --verb=get --resource=pods',
      stdout: 'role.rbac.authorization.k8s.io/x created\n',
      kind: 'Role',
    },
    {
      line: 'create rolebinding x --role=x --serviceaccount=default:x',
      stdout: 'rolebinding.rbac.authorization.k8s.io/x created\n',
      kind: 'RoleBinding',
    },
    { line: 'create quota x --hard=pods=2', stdout: 'resourcequota/x created\n', kind: 'ResourceQuota' },
    {
      line: 'create pdb x --selector=app=web --min-available=1',
      stdout: 'poddisruptionbudget.policy/x created\n',
      kind: 'PodDisruptionBudget',
    },
    {
      line: 'autoscale deploy web --name=x --max=3',
      stdout: 'horizontalpodautoscaler.autoscaling/x autoscaled\n',
      kind: 'HorizontalPodAutoscaler',
    },
  ])('$line', async ({ line, stdout, kind }) => {
    const { cluster, ...result } = await run(line);
    expect(result).toMatchObject({ stdout, stderr: '', status: 0 });
    expect(cluster.view.getAny({ kind, namespace: 'default', name: 'x' })).toBeDefined();
    const tried = await run(line.replace(/( -- |$)/, ' --dry-run=server$1'));
    expect(tried.stdout).toBe(stdout.replace('\n', ' (server dry run)\n'));
    expect(tried.cluster.view.getAny({ kind, namespace: 'default', name: 'x' })).toBeUndefined();
  });

  test.each([
    { line: 'create secret generic', stderr: /exactly one NAME is required, got 0/ },
    { line: 'create secret tls x --cert=s.yaml --key=k.pem', stderr: /failed to find any PEM data in certificate/ },
    { line: 'create ingress x --rule=foo', stderr: /rule foo is invalid/ },
    { line: 'create job x', stderr: /either --image or --from must be specified/ },
    { line: 'create role x --verb=get', stderr: /at least one resource must be specified/ },
    { line: 'create rolebinding x --role=a --clusterrole=b', stderr: /exactly one of clusterrole or role/ },
  ])('$line is refused', async ({ line, stderr }) => {
    expect(await run(line)).toMatchObject({ stdout: '', stderr: expect.stringMatching(stderr), status: 1 });
  });
});

test.each([
  { kubernetesVersion: '1.33', metadata: '  creationTimestamp: null\n  name: x\n' },
  { kubernetesVersion: '1.34', metadata: '  name: x\n' },
])('what kubectl $kubernetesVersion would send', async ({ kubernetesVersion, metadata }) => {
  const cluster = Cluster.of({ cluster: { extends: 'default', kubernetesVersion } });
  const { stdout } = await run('create ns x --dry-run=client -o yaml', cluster);
  expect(stdout).toBe(`apiVersion: v1\nkind: Namespace\nmetadata:\n${metadata}spec: {}\nstatus: {}\n`);
});

describe('files', () => {
  test.each([
    { line: `apply -f ${URL}`, stdout: 'service/s created\n' },
    { line: 'apply -f s.yaml --dry-run=client', stdout: 'service/s created (dry run)\n' },
    { line: 'create -f s.yaml --dry-run=server', stdout: 'service/s created (server dry run)\n' },
  ])('$line', async ({ line, stdout }) => {
    expect(await run(line)).toMatchObject({ stdout, stderr: '', status: 0 });
  });

  test('a URL that nobody has a text for names the setting', async () => {
    await expect(run('apply -f https://other.example/x.yaml')).rejects.toMatchObject({
      message: expect.stringContaining('https://other.example/x.yaml is not read: Curlew never asks the network'),
      hint: expect.stringContaining('doc.urls'),
    });
  });

  test('only what is there is replaced', async () => {
    expect((await run('replace -f s.yaml')).stderr).toBe(
      'Error from server (NotFound): error when replacing "s.yaml": services "s" not found\n',
    );
    const { cluster } = await run('create -f s.yaml');
    expect((await run('replace -f s.yaml', cluster)).stdout).toBe('service/s replaced\n');
  });
});

test.each([
  { line: 'edit svc nope', rest: { stderr: 'Error from server (NotFound): services "nope" not found\n', status: 1 } },
  { line: 'auth can-i create deployments', rest: { stdout: 'yes\n', status: 0 } },
  { line: 'auth can-i', rest: { stderr: expect.stringMatching(/^error: you must specify two arguments/), status: 1 } },
])('$line', async ({ line, rest }) => {
  expect(await run(line)).toMatchObject(rest);
});

test('an editor is for people', async () => {
  await expect(run('edit svc web')).rejects.toThrow('kubectl edit opens an editor');
});
