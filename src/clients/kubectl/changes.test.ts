import { describe, expect, test } from 'vitest';
import { runKubectl } from '../shell/index.ts';
import { testCluster } from './testing/cluster.fixture.ts';
import { filesOf } from './testing/files.fixture.ts';

const files = filesOf({ 'patch.yaml': 'spec:\n  replicas: 2\n' });

/** Runs lines one after the other, and answers with the last one's output. */
async function run(...lines: readonly string[]) {
  let cluster = testCluster();
  let output = { stdout: '', stderr: '', status: 0 as number | 'unknown' };
  for (const line of lines) {
    const { stdout, stderr, status, cluster: after } = await runKubectl(cluster, `kubectl ${line}`, { files });
    output = { stdout, stderr, status };
    cluster = after;
  }
  return output;
}

describe('patch', () => {
  test.each([
    { patch: `'{"spec":{"replicas":2}}'`, path: '.spec.replicas', value: '2' },
    { patch: "'spec: {replicas: 2}'", path: '.spec.replicas', value: '2' },
    {
      rule: 'containers are known by name: the other one stays',
      patch: `'{"spec":{"template":{"spec":{"containers":[{"name":"side","image":"busybox:9"}]}}}}'`,
      path: '.spec.template.spec.containers[*].image',
      value: 'nginx:1.25 busybox:9',
    },
    {
      rule: 'a merge patch replaces lists',
      patch: `'{"spec":{"template":{"spec":{"containers":[{"name":"side","image":"busybox:9"}]}}}}' --type=merge`,
      path: '.spec.template.spec.containers[*].image',
      value: 'busybox:9',
    },
    {
      patch: `'{"spec":{"template":{"spec":{"containers":[{"name":"side","$patch":"delete"}]}}}}'`,
      path: '.spec.template.spec.containers[*].name',
      value: 'web',
    },
    {
      patch: `'{"metadata":{"labels":{"app":null,"a":"b"}}}'`,
      path: '.metadata.labels',
      value: '{"a":"b"}',
    },
    {
      patch: `--type=json '-p=[{"op":"replace","path":"/spec/replicas","value":3}]'`,
      path: '.spec.replicas',
      value: '3',
    },
    {
      patch: `--type json -p '[{"op":"add","path":"/metadata/labels/a~1b","value":"c"},{"op":"remove","path":"/metadata/labels/app"}]'`,
      path: '.metadata.labels',
      value: '{"a/b":"c"}',
    },
  ])('$patch', async ({ patch, path, value }) => {
    const line = `patch deploy web ${patch.startsWith("'") ? '-p ' : ''}${patch}`;
    expect(await run(line)).toEqual({ stdout: 'deployment.apps/web patched\n', stderr: '', status: 0 });
    expect((await run(line, `get deploy web -o jsonpath={${path}}`)).stdout).toBe(value);
  });

  test.each([
    { line: `patch deploy web -p '{"spec":{"replicas":4}}'`, stdout: 'deployment.apps/web patched (no change)\n' },
    { line: 'patch deploy/web --patch-file patch.yaml', stdout: 'deployment.apps/web patched\n' },
    {
      line: `patch deploy/web --dry-run=server -p '{"spec":{"replicas":1}}'`,
      stdout: 'deployment.apps/web patched (server dry run)\n',
    },
    { line: `patch svc web -p '{"spec":{"ports":[{"port":80,"nodePort":30000}]}}' -o name`, stdout: 'service/web\n' },
  ])('$line', async ({ line, stdout }) => {
    expect(await run(line)).toEqual({ stdout, stderr: '', status: 0 });
  });

  test.each([
    {
      line: `patch deploy web --type=json -p '[{"op":"remove","path":"/spec/nope"}]'`,
      stderr: 'The request is invalid: the server rejected our request due to an error in our request\n',
    },
    {
      line: `patch deploy web -p '{"spec":{"replicas":-1}}'`,
      stderr: 'The Deployment "web" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0\n',
    },
  ])('$line is refused', async ({ line, stderr }) => {
    expect(await run(line)).toEqual({ stdout: '', stderr, status: 1 });
  });
});

describe('set', () => {
  test.each([
    { set: 'image deploy/web *=nginx:9', path: '..image', value: 'nginx:9 nginx:9 nginx:9' },
    { set: 'env deploy/web -c side A=b', path: '.spec.template.spec.containers[1].env[0].value', value: 'b' },
    {
      set: 'env deploy/web A- P- NS- S- C-',
      path: '.spec.template.spec.containers[0].env',
      value: '',
    },
    {
      set: 'resources deploy/web -c side --requests=cpu=1 --limits=cpu=2,memory=1Gi',
      path: '.spec.template.spec.containers[1].resources.limits',
      value: '{"cpu":"2","memory":"1Gi"}',
    },
    {
      set: 'serviceaccount deploy/web robot',
      path: '.spec.template.spec.serviceAccountName',
      value: 'robot',
    },
  ])('$set', async ({ set, path, value }) => {
    expect((await run(`set ${set}`)).stdout).toMatch(/^deployment\.apps\/web .* updated\n$|serviceaccount updated\n$/);
    expect((await run(`set ${set}`, `get deploy/web -o jsonpath='{${path}}'`)).stdout).toBe(value);
  });

  test('selector replaces the whole of it', async () => {
    const line = 'set selector svc web app=db';
    expect((await run(line)).stdout).toBe('service/web selector updated\n');
    expect((await run(line, 'get svc web -o jsonpath={.spec.selector}')).stdout).toBe('{"app":"db"}');
  });

  test('--record writes the command down, and is warned of', async () => {
    const line = 'set image deploy/web web=nginx:9 --record';
    expect((await run(line)).stderr).toBe(
      'Flag --record has been deprecated, --record will be removed in the future\n',
    );
    expect((await run(line, 'rollout history deploy/web')).stdout).toBe(
      'deployment.apps/web \nREVISION  CHANGE-CAUSE\n1         <none>\n2         kubectl set image deploy/web web=nginx:9 --record=true\n\n',
    );
  });
});

describe('nodes', () => {
  const DRAIN = 'drain worker-1 --ignore-daemonsets --delete-emptydir-data --force';
  test.each([
    { lines: ['taint node worker-1 a=b:NoExecute', 'get pods -o name -l run=x'], stdout: '' },
    { lines: ['taint node worker-1 a=b:NoSchedule', 'taint node worker-1 a-'], stdout: 'node/worker-1 untainted\n' },
    {
      lines: ['taint node worker-1 a=b:NoSchedule', "get node worker-1 -o jsonpath='{.spec.taints[*].effect}'"],
      stdout: 'NoSchedule',
    },
    {
      lines: ['taint node worker-1 a=b:NoSchedule', 'taint node worker-1 a=c:NoSchedule --overwrite'],
      stdout: 'node/worker-1 modified\n',
    },
    { lines: ['cordon worker-1', 'cordon worker-1'], stdout: 'node/worker-1 already cordoned\n' },
    { lines: ['cordon worker-1', 'uncordon worker-1'], stdout: 'node/worker-1 uncordoned\n' },
    {
      rule: 'what is drained holds the pods of DaemonSets alone',
      lines: [DRAIN, 'get pods -A -o name --field-selector spec.nodeName=worker-1'],
      stdout: expect.stringMatching(/^pod\/agent-\w+\n$/),
    },
    {
      lines: [`${DRAIN} --dry-run=client`, 'get node worker-1 -o jsonpath={.spec.unschedulable}'],
      stdout: '',
    },
    {
      lines: [DRAIN],
      stdout: expect.stringMatching(/^node\/worker-1 cordoned\nevicting pod .*\nnode\/worker-1 drained\n$/s),
    },
  ])('$lines', async ({ lines, stdout }) => {
    expect(await run(...lines)).toMatchObject({ stdout, status: 0 });
  });

  test.each([
    {
      lines: ['taint node worker-1 a=b:NoSchedule', 'taint node worker-1 a=c:NoSchedule'],
      stderr: 'error: node worker-1 already has a taint(s) with same effect(s) and --overwrite is false\n',
    },
    { lines: ['taint node worker-1 a-'], stderr: 'error: taint "a" not found\n' },
  ])('$lines is refused', async ({ lines, stderr }) => {
    expect(await run(...lines)).toEqual({ stdout: '', stderr, status: 1 });
  });
});

describe('what is only tried changes nothing', () => {
  test.each([
    { line: 'delete pod lone --dry-run=client', stdout: 'pod "lone" deleted (dry run)\n' },
    { line: 'scale deploy web --replicas=1 --dry-run=server', stdout: 'deployment.apps/web scaled (server dry run)\n' },
    { line: 'label pod lone a=b --dry-run=client', stdout: 'pod/lone labeled (dry run)\n' },
    { line: 'cordon worker-1 --dry-run=client', stdout: 'node/worker-1 cordoned (dry run)\n' },
  ])('$line', async ({ line, stdout }) => {
    expect(await run(line)).toEqual({ stdout, stderr: '', status: 0 });
    const state = 'get pods,deploy,nodes -A -o json';
    expect(await run(line, state)).toEqual(await run(state));
  });

  test('a word that kubectl does not know', async () => {
    expect((await run('delete pod lone --dry-run=maybe')).stderr).toBe(
      'error: Invalid dry-run value (maybe). Must be "none", "server", or "client".\n',
    );
  });
});

test.each([
  {
    line: 'delete pod lone --force --grace-period=0',
    stdout: 'pod "lone" force deleted\n',
    stderr: /^Warning: Immediate/,
  },
  { line: 'delete pod lone --cascade=foreground', stdout: 'pod "lone" deleted\n', stderr: /^$/ },
])('$line', async ({ line, stdout, stderr }) => {
  expect(await run(line)).toEqual({ stdout, stderr: expect.stringMatching(stderr), status: 0 });
});
