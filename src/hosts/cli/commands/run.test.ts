import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { curlew, ROOT } from '../testing/curlew.ts';

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

describe('what may mislead is told in one line each', () => {
  const GOOD = '{apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {containers: [{name: c, image: nginx}]}}\n';
  const stuck = (name: string) =>
    `---\n{apiVersion: v1, kind: Pod, metadata: {name: ${name}}, spec: {nodeSelector: {disk: ssd}, containers: [{name: c, image: nginx}]}}\n`;

  test.each<[string, Readonly<Record<string, string>>, readonly RegExp[]]>([
    ['nothing', { 'm/pod.yaml': GOOD }, []],
    [
      'a kustomization that is not rendered',
      { 'm/pod.yaml': GOOD, 'm/kustomization.yaml': 'resources: [pod.yaml]\n' },
      [/kustomization\.yaml:1:1: warning: .*kustomization/],
    ],
    [
      'a chart that is not rendered',
      { 'm/pod.yaml': GOOD, 'm/chart/Chart.yaml': 'name: a\n', 'm/chart/templates/a.yaml': 'a: {{ .Values.a }}\n' },
      [/Chart\.yaml:1:1: warning: .*chart/],
    ],
    [
      'an annotation that cannot be read',
      { 'm/pod.yaml': GOOD.replace('{name: web}', '{name: web, annotations: {curlew.dev/listens: "80/TCPP"}}') },
      [/pod\.yaml:1:\d+: warning: .*curlew\.dev\/listens/],
    ],
    [
      'pods that no node takes, all in one',
      { 'm/pod.yaml': `${GOOD}${stuck('a')}${stuck('b')}${stuck('d')}` },
      [/pod\.yaml:3:\d+: warning: .*\(and 2 more like it\)/],
    ],
    [
      'a kind that is not understood',
      {
        'm/pod.yaml': `${GOOD}---\n{apiVersion: cilium.io/v2, kind: CiliumNetworkPolicy, metadata: {name: p}, spec: {endpointSelector: {}}}\n`,
      },
      [/pod\.yaml:3:1: warning: .*CiliumNetworkPolicy/],
    ],
    [
      'a configuration of cucumber that nobody named',
      { 'm/pod.yaml': GOOD, 'cucumber.js': 'export default {};\n' },
      [/^warning: cucumber\.js is left aside; to run with it, say --config cucumber\.js$/],
    ],
  ])('%s', async (_, files, lines) => {
    const cwd = mkdtempSync(join(folder, 'told-'));
    const all = {
      ...files,
      'a.feature':
        'Feature: f\n  Scenario: s\n    Given the manifests in m\n    When pod web curls localhost\n    Then it reaches pod web\n',
    };
    for (const [name, text] of Object.entries(all)) {
      mkdirSync(join(cwd, dirname(name)), { recursive: true });
      writeFileSync(join(cwd, name), text);
    }
    const { stderr } = await curlew(['run', 'a.feature'], { cwd });
    expect(stderr.split('\n').filter((line) => line !== '')).toEqual(lines.map((line) => expect.stringMatching(line)));
  });
});

test('a failure shows the places of the user’s steps and none of ours, whatever the report', () => {
  writeFileSync(
    join(folder, 'own.feature'),
    `Feature: f
  Scenario: a sentence of ours
    Given a client pod web
    When web curls kubernetes:443
    Then it times out
  Scenario: no such file
    Given the manifests in nowhere
    Then web can reach kubernetes:443
  Scenario: a step of the user's
    Given mine
`,
  );
  writeFileSync(
    join(folder, 'own-steps.mjs'),
    `import { Given } from 'curlew/cucumber';\nGiven('mine', () => {\n  throw new Error('as I like');\n});\n`,
  );
  const formats = ['curlew', 'progress', 'pretty', 'summary', 'junit', 'message', 'html', 'json'];
  const flags = formats.flatMap((format) => ['--format', `${format}:own.${format}`]);
  // A process of its own: the steps of one process are loaded once.
  const args = [join(ROOT, 'dist/cli.js'), 'run', 'own.feature', '--import', 'own-steps.mjs', ...flags];
  expect(spawnSync(process.execPath, args, { cwd: folder }).status).toBe(1);
  for (const format of formats) {
    const report = readFileSync(join(folder, `own.${format}`), 'utf8');
    expect(report, format).toContain('it reaches node control-plane');
    expect(report, format).toContain('own-steps.mjs:3:9');
    expect(report.match(/at [^\n]{0,80}dist[^\n ]{0,80}:\d+:\d+/g) ?? [], format).toEqual([]);
  }
});
