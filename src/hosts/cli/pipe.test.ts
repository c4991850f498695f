import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'curlew pipe '));
afterAll(() => rmSync(folder, { recursive: true }));

/* The built command line, since `run` needs the built steps. */
test.each([
  { outcome: 'connected', step: 'it reaches a pod of deployment mariadb', status: 0 },
  { outcome: 'refused', step: 'it is refused', status: 1 },
])('a reader that leaves early changes no verdict: $outcome', async ({ step, status }) => {
  const file = join(folder, `${status}.feature`);
  const scenario = `Scenario: s\n    Given the manifests in examples/wordpress\n    When busybox curls mariadb:3306\n    Then ${step}`;
  writeFileSync(file, `Feature: f\n${`  ${scenario}\n`.repeat(50)}`);
  const script = `{ node dist/cli.js run "${file}"; echo "status $?" >&2; } | true`;
  const stderr = await new Promise<string>((done) => {
    execFile('sh', ['-c', script], { cwd: ROOT }, (_error, _stdout, text) => done(text));
  });
  expect(stderr).toBe(`status ${status}\n`);
});
