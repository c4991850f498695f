import { describe, expect, test } from 'vitest';
import { Cluster } from '../../api/index.ts';
import { runKubectl } from '../shell/index.ts';

const PODS = `
{apiVersion: v1, kind: Pod, metadata: {name: quiet, labels: {app: a}}, spec: {containers: [{name: a, image: busybox, command: [sleep, "3600"]}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: loud, labels: {app: a}}, spec: {containers: [{name: a, image: nginx}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: nowhere}, spec: {nodeSelector: {a: b}, containers: [{name: a, image: nginx}]}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: a, image: busybox, args: [sleep, 1d]}, {name: b, image: nginx}]}
`;

async function run(line: string) {
  const cluster = Cluster.of({ yaml: PODS });
  const { cluster: _, alternatives: __, ...result } = await runKubectl(cluster, `kubectl ${line}`);
  return result;
}

const HOW = { stderr: '', status: 0, unknown: undefined };

describe('logs', () => {
  test.each([
    { line: 'logs quiet', ...HOW },
    { line: 'logs quiet -f', ...HOW, endless: true },
    { line: 'logs -l app=nope', ...HOW, stderr: 'No resources found in default namespace.\n' },
    {
      line: 'logs loud',
      ...HOW,
      status: 'unknown',
      unknown: 'what image nginx writes to its log is not modelled (container a of pod loud)',
    },
    {
      line: 'logs nowhere',
      ...HOW,
      status: 1,
      stderr: 'Error from server (BadRequest): pod nowhere does not have a host assigned\n',
    },
    {
      line: 'logs quiet -c b',
      ...HOW,
      status: 1,
      stderr: 'error: container b is not valid for pod quiet\n',
    },
    {
      line: 'logs quiet -p',
      ...HOW,
      status: 1,
      stderr: 'Error from server (BadRequest): previous terminated container "a" in pod "quiet" not found\n',
    },
  ])('$line', async ({ line, ...rest }) => {
    expect(await run(line)).toEqual({ stdout: '', ...rest });
  });

  test('of a workload are those of one pod, and of its first container', async () => {
    const { stderr, status } = await run('logs deploy/web');
    expect(stderr).toMatch(/^Found 2 pods, using pod\/web-\w+-\w+\nDefaulted container "a" out of: a, b\n$/);
    expect(status).toBe(0);
    expect((await run('logs deploy/web -c b')).status).toBe('unknown');
    expect((await run('logs deploy/web --all-containers')).status).toBe('unknown');
  });
});

describe('wait', () => {
  test.each([
    { line: 'wait pod/loud --for=condition=Ready', stdout: 'pod/loud condition met\n' },
    { line: 'wait pod -l app=a --for condition=ready', stdout: 'pod/loud condition met\npod/quiet condition met\n' },
    { line: 'wait deploy/web --for=condition=available --timeout=60s', stdout: 'deployment.apps/web condition met\n' },
    { line: "wait pod/loud --for=jsonpath='{.status.phase}'=Running", stdout: 'pod/loud condition met\n' },
    { line: 'wait pod/nope --for=delete', stdout: '' },
    { line: 'wait pod/loud --for=create', stdout: 'pod/loud condition met\n' },
  ])('$line', async ({ line, stdout }) => {
    expect(await run(line)).toEqual({ ...HOW, stdout });
  });

  test.each([
    { line: 'wait pod/nowhere --for=condition=Ready', what: ' on pods/nowhere' },
    { line: 'wait pod/loud --for=condition=Ready=false', what: ' on pods/loud' },
    { line: 'wait pod/loud --for=delete', what: ' on pods/loud' },
    { line: "wait pod/loud --for=jsonpath='{.status.phase}'=Failed", what: ' on pods/loud' },
    { line: 'wait deploy/web --for=condition=Nope', what: ' on deployments/web' },
    { line: 'wait pod/nope --for=create', what: '' },
  ])('$line: what is not so now never will be', async ({ line, what }) => {
    const stderr = `error: timed out waiting for the condition${what}\n`;
    expect(await run(line)).toEqual({ ...HOW, stdout: '', stderr, status: 1 });
  });
});

describe('watching', () => {
  test('prints the table, and goes on', async () => {
    const watched = await run('get pods -l app=a -w');
    const { stdout } = await run('get pods -l app=a');
    expect(watched).toEqual({ ...HOW, stdout, endless: true });
  });

  test.each([
    { line: 'get pods -l app=nope -w', stdout: '' },
    { line: 'get pods -l app=a -w -o name', stdout: 'pod/loud\npod/quiet\n' },
    { line: "get pods -l app=a -w -o jsonpath='{.metadata.name}'", stdout: 'loudquiet' },
    {
      line: 'get pods quiet -w --output-watch-events',
      stdout:
        'EVENT      NAME    READY   STATUS    RESTARTS   AGE\nADDED      quiet   1/1     Running   0          0s\n',
    },
  ])('$line', async ({ line, stdout }) => {
    expect(await run(line)).toEqual({ ...HOW, stdout, endless: true });
  });

  test('a port that is forwarded stays so', async () => {
    expect(await run('port-forward loud 8080:80')).toMatchObject({ endless: true });
  });
});
