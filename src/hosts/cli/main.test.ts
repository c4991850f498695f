import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, openSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { ROOT } from './testing/curlew.ts';

/* The process around a command, as it was built last. Whatever a command itself does has its test beside the command. */
vi.setConfig({ testTimeout: 30_000 });

const CLI = join(ROOT, 'dist/cli.js');
const folder = mkdtempSync(join(tmpdir(), 'curlew main '));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a script in which `cli` is the command line, at the top of the project, whatever its path has in it. */
function shell(
  script: string,
): Promise<{ readonly status: unknown; readonly stdout: string; readonly stderr: string }> {
  const env = { ...process.env, NODE: process.execPath, CLI };
  const own = `cli() { "$NODE" "$CLI" "$@"; }\n${script}`;
  return new Promise((done) => {
    execFile('sh', ['-c', own], { cwd: ROOT, env }, (error, stdout, stderr) =>
      done({ status: error?.code ?? 0, stdout, stderr }),
    );
  });
}

const TRACE = 'trace busybox mariadb:3306 -f examples/wordpress';

describe('the exit status is that of the command', () => {
  test.each([
    { args: `${TRACE} --expect connected`, status: 0 },
    { args: `${TRACE} --expect refused`, status: 1 },
    { args: 'trace busybox', status: 2 },
  ])('$args: $status', async ({ args, status }) => {
    expect(await shell(`cli ${args}`)).toMatchObject({ status });
  });
});

test('it is a program, also behind the link that npm makes of it, and reads standard input', async () => {
  symlinkSync(CLI, join(folder, 'curlew'));
  const { stdout, status } = await shell(
    `cat examples/wordpress/manifests/busybox.yaml | "${join(folder, 'curlew')}" get pods -o name -f -`,
  );
  expect({ stdout, status }).toEqual({ stdout: 'pod/busybox\n', status: 0 });
});

test.each([
  { outcome: 'connected', step: 'it reaches a pod of deployment mariadb', status: 0 },
  { outcome: 'refused', step: 'it is refused', status: 1 },
])('a reader that leaves early changes no verdict: $outcome', async ({ step, status }) => {
  const file = join(folder, `${status}.feature`);
  const scenario = `Scenario: s\n    Given the manifests in examples/wordpress\n    When busybox curls mariadb:3306\n    Then ${step}`;
  writeFileSync(file, `Feature: f\n${`  ${scenario}\n`.repeat(50)}`);
  const { stderr } = await shell(`{ cli run "${file}"; echo "status $?" >&2; } | true`);
  expect(stderr).toBe(`status ${status}\n`);
});

test.runIf(isFullDiskKnown())('an output that cannot be written ends with status 2', async () => {
  expect(await shell('cli get pods -f examples/wordpress > /dev/full')).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/^error: cannot write to standard output: ENOSPC[^\n]*\n$/),
  });
});

test.runIf(isFullDiskKnown()).each(['curlew', 'html'])(
  'a report that cannot be written ends with status 2: %s',
  async (format) => {
    const file = join(folder, 'one.feature');
    const steps = [
      'Given the manifests in examples/wordpress',
      'When busybox curls mariadb:3306',
      'Then it reaches a pod of deployment mariadb',
    ];
    writeFileSync(file, `Feature: f\n  Scenario: s\n${steps.map((step) => `    ${step}\n`).join('')}`);
    const { status, stderr } = await shell(`cli run "${file}" --format ${format}:/dev/full`);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: 'error: cannot write the report to /dev/full: ENOSPC: no space left on device, write\n',
    });
  },
);

function isFullDiskKnown(): boolean {
  try {
    openSync('/dev/full', 'w');
    return true;
  } catch {
    return false;
  }
}

test('a step that ends the process is no success', async () => {
  writeFileSync(join(folder, 'ends.feature'), 'Feature: f\n  Scenario: s\n    Given all is over\n');
  writeFileSync(
    join(folder, 'ends.mjs'),
    `import { Given } from 'curlew/cucumber';\nGiven('all is over', () => process.exit(0));\n`,
  );
  expect(await shell(`cli run "${folder}/ends.feature" --import "${folder}/ends.mjs"`)).toMatchObject({
    status: 3,
    stderr: 'the process ended before the command did\n',
  });
});

describe('a signal', () => {
  test('ends a run at once, which says what it had done: SIGINT', async () => {
    const child = spawn(process.execPath, [CLI, 'run', 'features/network-policy'], { cwd: ROOT, stdio: 'pipe' });
    let said = '';
    child.stderr.on('data', (text) => (said += text));
    await new Promise((started) => child.stdout.once('data', started));
    child.kill('SIGINT');
    expect(await new Promise((ended) => child.once('close', (_, signal) => ended(signal)))).toBe('SIGINT');
    expect(said).toMatch(/^\ninterrupted: \d+ of \d+ scenarios had run \(\d+ passed\)\n$/);
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('stops a server, which ends with status 0: %s', async (signal) => {
    const args = [CLI, 'dns', '-f', 'examples/wordpress', '--listen', '127.0.0.1:0'];
    const child = spawn(process.execPath, args, { cwd: ROOT, stdio: 'pipe' });
    const [text] = await new Promise<Buffer[]>((said) => child.stderr.once('data', (...data) => said(data)));
    expect(String(text)).toContain('listening on 127.0.0.1:');
    child.kill(signal);
    expect(await new Promise((ended) => child.once('exit', ended))).toBe(0);
  });
});

test.each([
  { fails: 'while it loads steps', steps: `throw new Error('no database');` },
  { fails: 'between steps', steps: `setTimeout(() => { throw new Error('no database'); }, 0);` },
])('a worker that fails says so without a stack: $fails', async ({ steps }) => {
  writeFileSync(join(folder, 'worker.feature'), 'Feature: f\n  Scenario: s\n    Given it is kind\n');
  writeFileSync(join(folder, 'worker.mjs'), `if (process.env.CUCUMBER_WORKER_ID !== undefined) { ${steps} }\n`);
  const { status, stderr } = await shell(
    `cli run "${folder}/worker.feature" --import "${folder}/worker.mjs" --parallel 1`,
  );
  expect({ status, stderr }).toEqual({
    status: 3,
    stderr: 'error: a worker failed: no database\n1 of 1 scenario did not finish: a worker ended early\n',
  });
});
