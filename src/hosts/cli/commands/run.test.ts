import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { curlew } from '../testing/curlew.ts';

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
])('$flags: --cluster is the cluster, whatever the steps say', async ({ flags, status }) => {
  const ran = await curlew(['run', ...flags, 'minikube.feature'], { cwd: folder });
  expect(ran.status, ran.stdout + ran.stderr).toBe(status);
});

test('a run leaves nothing to the next one, and finds what changed in between', async () => {
  const spec = `Feature: f
  Scenario: s
    Given the manifests in pod.yaml
    And a client pod client
    When client connects to pod web on port 80
    Then it reaches pod web
`;
  const pod = (image: string) =>
    `{apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {containers: [{name: c, image: ${image}}]}}\n`;
  writeFileSync(join(folder, 'again.feature'), spec);
  writeFileSync(join(folder, 'pod.yaml'), pod('nginx'));
  expect(await curlew(['run', 'again.feature'], { cwd: folder })).toMatchObject({ status: 0 });
  writeFileSync(join(folder, 'pod.yaml'), pod('mariadb'));
  expect(await curlew(['run', 'again.feature'], { cwd: folder })).toMatchObject({ status: 1 });
});
