import { beforeAll, describe, expect, test } from 'vitest';
import { Cluster } from '../../api/index.ts';
import { runKubectl } from '../shell/index.ts';
import type { KubectlContext } from './session.ts';
import { testCluster } from './testing/cluster.fixture.ts';
import { filesOf } from './testing/files.fixture.ts';

let cluster: Cluster;
beforeAll(async () => {
  cluster = testCluster();
});

/** Runs lines one after the other, and answers with the last one's output. */
async function runAll(lines: readonly string[], context: KubectlContext = {}, start: Cluster = cluster) {
  let current = start;
  let output = { stdout: '', stderr: '', status: 0 as number | 'unknown' };
  for (const line of lines) {
    const { stdout, stderr, status, cluster: after } = await runKubectl(current, line, context);
    output = { stdout, stderr, status };
    current = after;
  }
  return { ...output, cluster: current };
}

describe('what the API server answers', () => {
  // The words are those of apimachinery pkg/api/errors and of kubectl pkg/cmd/util/helpers.go.
  test.each([
    {
      line: 'kubectl create namespace shop',
      stderr: 'Error from server (AlreadyExists): namespaces "shop" already exists\n',
    },
    {
      line: 'kubectl create deployment web --image=nginx',
      stderr: 'error: failed to create deployment: deployments.apps "web" already exists\n',
    },
    {
      line: 'kubectl create service nodeport x --tcp=80 --node-port=8090',
      stderr:
        'error: failed to create NodePort service: Service "x" is invalid: spec.ports[0].nodePort: Invalid value: 8090: provided port is not in the valid range. The range of valid ports is 30000-32767\n',
    },
    {
      line: 'kubectl expose pod db-0 --name=x --port=70000',
      stderr:
        'The Service "x" is invalid: \n* spec.ports[0].port: Invalid value: 70000: must be between 1 and 65535, inclusive\n* spec.ports[0].targetPort: Invalid value: 70000: must be between 1 and 65535, inclusive\n',
    },
    {
      line: 'kubectl run x --image=nginx -n nope',
      stderr: 'Error from server (NotFound): namespaces "nope" not found\n',
    },
    {
      line: 'kubectl scale pod lone --replicas=2',
      stderr: 'Error from server (NotFound): the server could not find the requested resource\n',
    },
    {
      line: 'kubectl exec lone -c nope -- hostname',
      stderr: 'Error from server (BadRequest): container nope is not valid for pod lone\n',
    },
  ])('$line is refused', async ({ line, stderr }) => {
    expect(await runAll([line])).toEqual({ stdout: '', stderr, status: 1, cluster });
  });

  test.each([
    { lines: ['kubectl create deployment x --image=nginx:1 --replicas=2'], stdout: 'deployment.apps/x created\n' },
    { lines: ['kubectl create ns x'], stdout: 'namespace/x created\n' },
    { lines: ['kubectl create svc clusterip x --tcp=80:8080'], stdout: 'service/x created\n' },
    { lines: ['kubectl create cm x --from-literal=a=b'], stdout: 'configmap/x created\n' },
    { lines: ['kubectl run x --image=nginx --port=80 --expose'], stdout: 'service/x created\npod/x created\n' },
    { lines: ['kubectl run x --image=nginx -o name'], stdout: 'pod/x\n' },
    { lines: ['kubectl expose deployment web --name=x'], stdout: 'service/x exposed\n' },
    {
      lines: ['kubectl scale sts/db deploy/web --replicas=1'],
      stdout: 'statefulset.apps/db scaled\ndeployment.apps/web scaled\n',
    },
    { lines: ['kubectl delete svc/web'], stdout: 'service "web" deleted\n' },
    { lines: ['kubectl label pod lone a=b', 'kubectl label pod lone a-'], stdout: 'pod/lone unlabeled\n' },
    { lines: ['kubectl delete deploy web', 'kubectl get pods -l app=web -o name'], stdout: '' },
    {
      lines: ['kubectl scale deploy web --replicas=1', "kubectl get deploy web -o jsonpath='{.status.replicas}'"],
      stdout: '1',
    },
    {
      lines: [
        'kubectl run x --image=nginx --env=A=b --command -- sleep 9',
        "kubectl get pod x -o jsonpath='{.spec.containers[0].command}{.spec.containers[0].env[0].value}{.metadata.labels}'",
      ],
      stdout: '["sleep","9"]b{"run":"x"}',
    },
    {
      lines: [
        'kubectl expose deployment web --name=x',
        "kubectl get svc x -o jsonpath='{.spec.ports[*].name} {.spec.ports[*].targetPort} {.spec.selector}'",
      ],
      stdout: 'port-1 port-2 80 8443 {"app":"web"}',
    },
    { lines: ['kubectl rollout status deploy/web'], stdout: 'deployment "web" successfully rolled out\n' },
    {
      lines: ['kubectl describe ns shop'],
      stdout:
        'Name:         shop\nLabels:       kubernetes.io/metadata.name=shop\n              team=blue\nAnnotations:  <none>\nStatus:       Active\n\nNo resource quota.\n\nNo LimitRange resource.\n',
    },
    { lines: ['kubectl exec lone -- hostname'], stdout: 'lone\n' },
    { lines: ['kubectl get pods --no-headers | grep -c web-'], stdout: '4\n' },
    { lines: ['kubectl version --client'], stdout: 'Client Version: v1.33.0\nKustomize Version: v5.6.0\n' },
  ])('$lines', async ({ lines, stdout }) => {
    expect(await runAll(lines)).toMatchObject({ stdout, stderr: '', status: 0 });
  });
});

test('a restart makes pods of another template', async () => {
  const names = "kubectl get pods -l app=web -o jsonpath='{.items[*].metadata.name}'";
  const before = await runAll([names]);
  const after = await runAll(['kubectl rollout restart deploy/web', names]);
  expect(after.stdout.split(' ')).toHaveLength(4);
  expect(after.stdout).not.toBe(before.stdout);
});

test('since 1.34 a deletion tells the namespace', async () => {
  const newer = Cluster.of({
    yaml: '{apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {containers: [{name: a, image: nginx}]}}',
  });
  expect((await runAll(['kubectl delete pod web'], {}, newer)).stdout).toBe(
    'pod "web" deleted from default namespace\n',
  );
});

test('the first container runs a command, and kubectl says so where there are several', async () => {
  const { stdout } = await runAll(["kubectl get pods -l app=web -o jsonpath='{.items[0].metadata.name}'"]);
  const { stderr } = await runAll([`kubectl exec ${stdout} -- hostname`]).catch((error: unknown) => ({
    stderr: String(error),
  }));
  expect(stderr).toContain('Defaulted container "web" out of: web, side, init (init)\n');
});

describe('files', () => {
  const pod = (name: string) =>
    `{apiVersion: v1, kind: Pod, metadata: {name: ${name}}, spec: {containers: [{name: a, image: nginx}]}}\n`;
  const files = filesOf({
    'all/b.yaml': pod('b'),
    'all/a.json':
      '{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "a"}, "spec": {"containers": [{"name": "a", "image": "nginx"}]}}',
    'all/notes.txt': 'no manifest',
    'all/below/c.yaml': pod('c'),
    'two.yaml': `${pod('p')}---\n{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {type: NodePort, ports: [{port: 80, nodePort: 8090}]}}\n`,
    'faults.yaml': `{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {ports: [{port: "80"}]}}
---
{apiVersion: v1, kind: Service, metadata: {name: b}, spec: {selectr: {}, ports: [{port: 80, nodeport: 1}]}}
---
{apiVersion: example.com/v1, kind: Foo, metadata: {name: foo}}
---
{apiVersion: v1, kind: Service, metadata: {name: kubernetes}, spec: {ports: [{port: 80}]}}
`,
    'old.yaml':
      '{apiVersion: extensions/v1beta1, kind: Ingress, metadata: {name: old, namespace: default}, spec: {backend: {serviceName: web, servicePort: 80}}}\n',
  });

  test.each([
    { lines: ['kubectl create -f all'], stdout: 'pod/a created\npod/b created\n', stderr: '' },
    { lines: ['kubectl create -R -f all'], stdout: 'pod/a created\npod/b created\npod/c created\n', stderr: '' },
    {
      lines: ['kubectl apply -f all', 'kubectl apply -f all'],
      stdout: 'pod/a unchanged\npod/b unchanged\n',
      stderr: '',
    },
    {
      lines: ['kubectl create -f all', 'kubectl delete -f all'],
      stdout: 'pod "a" deleted\npod "b" deleted\n',
      stderr: '',
    },
    {
      lines: ['kubectl create -n shop -f all', 'kubectl get pods -n shop -o name'],
      stdout: 'pod/a\npod/b\n',
      stderr: '',
    },
    {
      lines: ['kubectl create -f two.yaml'],
      stdout: 'pod/p created\n',
      stderr:
        'The Service "s" is invalid: spec.ports[0].nodePort: Invalid value: 8090: provided port is not in the valid range. The range of valid ports is 30000-32767\n',
    },
    {
      lines: ['kubectl create -f all/b.yaml', 'kubectl create -f all/b.yaml'],
      stdout: '',
      stderr: 'Error from server (AlreadyExists): error when creating "all/b.yaml": pods "b" already exists\n',
    },
    {
      lines: ['kubectl create -f faults.yaml'],
      stdout: '',
      stderr: `Error from server (BadRequest): error when creating "faults.yaml": Service in version "v1" cannot be handled as a Service: json: cannot unmarshal string into Go struct field ServicePort.spec.ports.port of type int32
Error from server (BadRequest): error when creating "faults.yaml": Service in version "v1" cannot be handled as a Service: strict decoding error: unknown field "spec.ports[0].nodeport", unknown field "spec.selectr"
resource mapping not found for name: "foo" namespace: "" from "faults.yaml": no matches for kind "Foo" in version "example.com/v1"
ensure CRDs are installed first
Error from server (AlreadyExists): error when creating "faults.yaml": services "kubernetes" already exists
`,
    },
    {
      lines: ['kubectl create -f old.yaml'],
      stdout: '',
      stderr: `error: resource mapping not found for name: "old" namespace: "default" from "old.yaml": no matches for kind "Ingress" in version "extensions/v1beta1"\nensure CRDs are installed first\n`,
    },
    {
      lines: ['kubectl apply -n shop -f old.yaml'],
      stdout: '',
      stderr: `error: resource mapping not found for name: "old" namespace: "default" from "old.yaml": no matches for kind "Ingress" in version "extensions/v1beta1"\nensure CRDs are installed first\n`,
    },
  ])('$lines', async ({ lines, stdout, stderr }) => {
    const status = stderr === '' ? 0 : 1;
    expect(await runAll(lines, { files })).toMatchObject({ stdout, stderr, status });
  });

  test('an old server still has the old version, and warns', async () => {
    const old = Cluster.of({ yaml: pod('x'), cluster: { extends: 'default', kubernetesVersion: '1.20' } });
    expect(await runAll(['kubectl create -f old.yaml'], { files }, old)).toMatchObject({
      stdout: 'ingress.networking.k8s.io/old created\n',
      stderr:
        'Warning: extensions/v1beta1 Ingress is deprecated in v1.14+, unavailable in v1.22+; use networking.k8s.io/v1 Ingress\n',
    });
  });

  describe('create configmap --from-file', () => {
    const sources = filesOf({ 'conf/a.conf': 'one', 'conf/b.conf': 'two', 'conf/sub/c': 'three', 'x y.txt': 'four' });

    test.each([
      { from: '--from-file=conf', data: { 'a.conf': 'one', 'b.conf': 'two' } },
      { from: '--from-file=conf/a.conf --from-literal=k=v', data: { 'a.conf': 'one', k: 'v' } },
      { from: '--from-file=k=conf/a.conf', data: { k: 'one' } },
    ])('$from', async ({ from, data }) => {
      const { cluster: after, stdout } = await runAll([`kubectl create cm x ${from}`], { files: sources });
      expect(stdout).toBe('configmap/x created\n');
      expect(after.view.get('ConfigMap', 'x', 'default')?.object.data).toEqual(data);
    });

    test.each([
      { from: '--from-file=none', says: 'error reading none: no such file or directory' },
      { from: '--from-file=k=conf', says: 'cannot give a key name for a directory path' },
      { from: '--from-file==conf', says: 'key name for file path conf missing' },
      { from: '--from-file=k=', says: 'file path for key name k missing' },
      {
        from: '--from-file=conf --from-literal=a.conf=v',
        says: 'cannot add key "a.conf", another key by that name already exists in Data for ConfigMap "x"',
      },
    ])('$from: $says', async ({ from, says }) => {
      const { stderr, status } = await runAll([`kubectl create cm x ${from}`], { files: sources });
      expect({ stderr, status }).toEqual({ stderr: `error: ${says}\n`, status: 1 });
    });
  });

  test('a Service has a status', async () => {
    const { stdout } = await runAll(["kubectl get svc web -o jsonpath='{.status}'"]);
    expect(stdout).toBe('{"loadBalancer":{}}');
  });

  test('what was rejected leaves no trace', async () => {
    const { cluster: after } = await runAll(['kubectl create -f two.yaml'], { files });
    expect(after.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(after.view.get('Service', 's', 'default')).toBeUndefined();
  });
});

describe('what is not modelled is said so', () => {
  test.each([
    ['kubectl cp a b', '"kubectl cp" is not modelled'],
    ['kubectl create token x', '"kubectl create token" is not modelled'],
    ['kubectl get pods --watch-only', 'kubectl get --watch-only is not modelled'],
    ['kubectl get events', 'events are not modelled'],
    ['kubectl get pods -o go-template={{.kind.x}}', 'what kubectl prints of a template that fails is not modelled'],
    ['kubectl describe ingressclass x', 'not found'],
    ['kubectl create -f https://example.com/x.yaml', 'never asks the network'],
    ['kubectl get pods $X', '$X is not set'],
    ['kubectl get pods | tcpdump', 'not modelled'],
    ['docker ps', 'no kubectl command'],
  ])('%s: %s', async (line, message) => {
    const said = await runAll([line]).then(({ stderr }) => stderr, String);
    expect(said).toContain(message);
  });

  test.each([
    ['kubectl foo', 'error: unknown command "foo" for "kubectl"\n\nDid you mean this?\n\ttop\n'],
    ['kubectl descrbe pods', 'error: unknown command "descrbe" for "kubectl"\n\nDid you mean this?\n\tdescribe\n'],
    ['kubectl quux-and-more', 'error: unknown command "quux-and-more" for "kubectl"\n'],
  ])('%s is a slip', async (line, stderr) => {
    expect(await runAll([line])).toMatchObject({ stdout: '', stderr, status: 1 });
  });
});
