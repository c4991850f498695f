import { type ExecFileException, execFile } from 'node:child_process';
import { openSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';

// Each test starts the command line anew, more than once.
vi.setConfig({ testTimeout: 30_000 });

const ROOT = join(import.meta.dirname, '../../../..');

interface Ended {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

function curlew(script: string): Promise<Ended> {
  const program = `"${process.execPath}" dist/cli.js get ${script}`;
  return new Promise((done) => {
    execFile('sh', ['-c', program], { cwd: ROOT }, (error: ExecFileException | null, stdout, stderr) => {
      done({ status: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
    });
  });
}

test('all means what it means to kubectl: workloads and Services', async () => {
  const { stdout, status } = await curlew('all -o name -f examples/wordpress');
  expect(status).toBe(0);
  const kinds = new Set(stdout.split('\n').map((line) => line.split('/')[0]));
  expect(kinds).toEqual(new Set(['pod', 'service', 'deployment.apps', 'replicaset.apps', '']));
});

test('what it prints reads back as it was', async () => {
  const { stdout } = await curlew(
    'all -A -o yaml -f examples/wordpress | node dist/cli.js get all -A -o yaml --cluster flannel -f -',
  );
  expect(stdout).toBe((await curlew('all -A -o yaml -f examples/wordpress')).stdout);
  expect(stdout).toContain('name: wordpress');
});

test.runIf(isFullDiskKnown())('an output that cannot be written ends with status 2', async () => {
  const { status, stderr } = await curlew('pods -f examples/wordpress > /dev/full');
  expect([status, stderr]).toEqual([2, expect.stringMatching(/^error: cannot write to standard output: ENOSPC/)]);
});

function isFullDiskKnown(): boolean {
  try {
    openSync('/dev/full', 'w');
    return true;
  } catch {
    return false;
  }
}
