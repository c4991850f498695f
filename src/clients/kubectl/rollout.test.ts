import { describe, expect, test } from 'vitest';
import { runKubectl } from '../shell/index.ts';
import { testCluster } from './testing/cluster.fixture.ts';

/** Runs lines one after the other, and answers with the last one's output. */
async function run(...lines: readonly string[]) {
  let cluster = testCluster();
  let output: object = {};
  for (const line of lines) {
    const { cluster: after, alternatives: _, unknown: __, ...result } = await runKubectl(cluster, `kubectl ${line}`);
    cluster = after;
    output = result;
  }
  return output;
}

const IMAGE = "get deploy web -o jsonpath='{.spec.template.spec.containers[0].image}'";
const NEW = 'set image deploy/web web=nginx:2';

describe('a Deployment goes back to what it was', () => {
  test.each([
    { lines: [NEW, 'rollout undo deploy/web'], stdout: 'deployment.apps/web rolled back\n' },
    { lines: [NEW, IMAGE], stdout: 'nginx:2' },
    { lines: [NEW, 'rollout undo deploy/web', IMAGE], stdout: 'nginx:1.25' },
    { lines: [NEW, 'rollout undo deploy/web --to-revision=1', IMAGE], stdout: 'nginx:1.25' },
    { lines: [NEW, 'rollout undo deploy/web --dry-run=server', IMAGE], stdout: 'nginx:2' },
    {
      lines: [NEW, 'rollout undo deploy/web --dry-run=server'],
      stdout: 'deployment.apps/web rolled back (server dry run)\n',
    },
    {
      lines: [NEW, 'rollout history deploy/web'],
      stdout: 'deployment.apps/web \nREVISION  CHANGE-CAUSE\n1         <none>\n2         <none>\n\n',
    },
    {
      rule: 'what it went back to is its newest revision',
      lines: [NEW, 'rollout undo deploy/web', 'rollout history deploy/web'],
      stdout: 'deployment.apps/web \nREVISION  CHANGE-CAUSE\n2         <none>\n3         <none>\n\n',
    },
    {
      lines: ['annotate deploy/web kubernetes.io/change-cause=first', NEW, 'rollout history deploy/web'],
      stdout: 'deployment.apps/web \nREVISION  CHANGE-CAUSE\n1         first\n2         first\n\n',
    },
  ])('$lines', async ({ lines, stdout }) => {
    expect(await run(...lines)).toEqual({ stdout, stderr: '', status: 0 });
  });

  test.each([
    { lines: ['rollout undo deploy/web'], stderr: 'error: no rollout history found for deployment "web"\n' },
    {
      lines: [NEW, 'rollout pause deploy/web', 'rollout undo deploy/web'],
      stderr:
        "error: you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again\n",
    },
  ])('$lines is refused', async ({ lines, stderr }) => {
    expect(await run(...lines)).toEqual({ stdout: '', stderr, status: 1 });
  });
});

describe('a paused Deployment', () => {
  test.each([
    { lines: ['rollout pause deploy/web'], stdout: 'deployment.apps/web paused\n' },
    { lines: ['rollout pause deploy/web', 'rollout resume deploy/web'], stdout: 'deployment.apps/web resumed\n' },
    {
      rule: 'starts no rollout',
      lines: ['rollout pause deploy/web', NEW, 'rollout history deploy/web'],
      stdout: 'deployment.apps/web \nREVISION  CHANGE-CAUSE\n1         <none>\n\n',
    },
    {
      rule: 'rolls out once it is resumed',
      lines: ['rollout pause deploy/web', NEW, 'rollout resume deploy/web', 'rollout history deploy/web'],
      stdout: 'deployment.apps/web \nREVISION  CHANGE-CAUSE\n1         <none>\n2         <none>\n\n',
    },
  ])('$lines', async ({ lines, stdout }) => {
    expect(await run(...lines)).toEqual({ stdout, stderr: '', status: 0 });
  });

  test.each([
    { twice: 'pause', stderr: 'error: deployments.apps "web" is already paused\n' },
    { twice: 'restart', stderr: "error: can't restart paused deployment (run rollout resume first)\n" },
  ])('is no more to $twice', async ({ twice, stderr }) => {
    expect(await run('rollout pause deploy/web', `rollout ${twice} deploy/web`)).toMatchObject({ stderr, status: 1 });
  });
});

describe('a rollout that comes to no end', () => {
  const start = ['taint nodes --all a=b:NoSchedule', 'create deployment stuck --image=nginx'];
  const text = 'Waiting for deployment "stuck" rollout to finish: 0 of 1 updated replicas are available...\n';
  test.each([
    { line: 'rollout status deploy/stuck', rest: { stderr: '', status: 0, endless: true } },
    { line: 'rollout status deploy/stuck --watch=false', rest: { stderr: '', status: 0 } },
    {
      line: 'rollout status deploy/stuck --timeout=5s',
      rest: { stderr: 'error: timed out waiting for the condition\n', status: 1 },
    },
  ])('$line', async ({ line, rest }) => {
    expect(await run(...start, line)).toEqual({ stdout: text, ...rest });
  });
});

test('the history of a StatefulSet is not modelled', async () => {
  await expect(run('rollout history sts/db')).rejects.toThrow('it is kept in ControllerRevisions');
});
