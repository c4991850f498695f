import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../../../..');
const CLI = join(ROOT, 'dist/cli.js');
const folder = mkdtempSync(join(tmpdir(), 'run-'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

writeFileSync(
  join(folder, 'minikube.feature'),
  `Feature: f
  Scenario: s
    Given a minikube cluster
    And a client pod web
    When web resolves kubernetes
    Then pod web runs on node minikube
`,
);

test.each([
  { flags: [], status: 0 },
  { flags: ['--cluster', 'minikube'], status: 0 },
  { flags: ['--cluster', 'kind'], status: 1 },
  { flags: ['--cluster', 'kind', '--parallel', '1'], status: 1 },
])('$flags: --cluster is the cluster, whatever the steps say', ({ flags, status }) => {
  const ran = spawnSync(process.execPath, [CLI, 'run', ...flags, 'minikube.feature'], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect(ran.status, ran.stdout + ran.stderr).toBe(status);
});

test('SIGINT ends a run at once', async () => {
  const child = spawn(process.execPath, [CLI, 'run', 'features', 'examples'], { cwd: ROOT, stdio: 'pipe' });
  await new Promise((started) => child.stdout.once('data', started));
  child.kill('SIGINT');
  expect(await new Promise((ended) => child.once('exit', (_, signal) => ended(signal)))).toBe('SIGINT');
});
