import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { curlew, ROOT } from './testing/curlew.ts';

const POD =
  'apiVersion: v1\r\nkind: Pod\r\nmetadata: {name: client}\r\nspec: {containers: [{name: c, image: busybox}]}\r\n';
const service = (name: string, port: number) =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}}\nspec: {ports: [{port: ${port}}]}\n`;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'curlew repository '));
  mkdirSync(join(folder, '.github'));
  mkdirSync(join(folder, 'a chart/templates'), { recursive: true });
  const files: Readonly<Record<string, string>> = {
    'README.md': '# shop',
    'package.json': '{"name": "shop"}',
    'docker-compose.yml': 'services: {web: {image: nginx}}\n',
    'logo.json': '\0\u0001',
    '.github/ci.yml': 'on: push\n',
    'a chart/Chart.yaml': 'name: x\n',
    'a chart/templates/x.yaml': '{{ x }}\n',
    'my pod.yaml': POD,
    'service.yaml': `${service('good', 80)}---\n${service('bad', 80_000)}`,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
});
afterAll(() => rmSync(folder, { recursive: true }));

test('a repository is asked about what it holds that is accepted, and the command ends with status 2', async () => {
  const { status, stdout, stderr } = await curlew(['get', 'svc,pods', '-o', 'name', '-f', folder]);
  expect({ status, stdout }).toEqual({ status: 2, stdout: 'service/good\nservice/kubernetes\npod/client\n' });
  expect(stderr).toMatch(/^warning: 3 files are no manifests, and are left out: .+docker-compose\.yml, /m);
  expect(stderr).toMatch(/warning: a Helm chart is not rendered/);
  expect(stderr).toMatch(/^2 errors: the answer is about what was accepted$/m);
});

test.each([
  { name: 'good', outcome: 'refused' },
  { name: 'bad', outcome: 'unknown' },
])('what is rejected may change the answer about $name: $outcome', async ({ name, outcome }) => {
  const { status, stdout } = await curlew(['trace', 'client', `${name}:80`, '-f', folder, '-o', 'json']);
  expect(status).toBe(2);
  expect(JSON.parse(stdout)).toMatchObject({ outcome });
});

test.each([{ args: ['get', 'pods'] }, { args: ['dns'] }, { args: ['rules', '--node', 'worker-1'] }])(
  '$args without manifests says that the cluster is empty',
  async ({ args }) => {
    const { status, stderr } = await curlew(args);
    expect(status).toBe(0);
    expect(stderr).toMatch(/^note: no manifests are given \(-f PATH\): the cluster is empty$/m);
  },
);

test('and with some it does not', async () => {
  const { stderr } = await curlew(['get', 'pods', '-f', join(folder, 'my pod.yaml')]);
  expect(stderr).not.toContain('empty');
});

const own = mkdtempSync(join(tmpdir(), 'curlew namespaces '));
afterAll(() => rmSync(own, { recursive: true }));
beforeAll(() => {
  writeFileSync(join(own, 'client.yaml'), POD);
  writeFileSync(join(own, 'good.yaml'), service('good', 80));
  writeFileSync(join(own, 'web.yaml'), `${service('web', 80)}---\n${POD.replace('busybox', 'nginx')}`);
});

test.each([
  { args: ['trace', 'client', 'good:80'], printed: /^shop\/client → good:80\/TCP {4}REFUSED/ },
  { args: ['resolve', 'client', 'good'], printed: /good\.shop\.svc\.cluster\.local/ },
  { args: ['get', 'pods,svc', '-o', 'name'], printed: /^pod\/client\nservice\/good\n$/ },
  { args: ['matrix', '--from', 'client'], printed: /Pod shop\/client +outside/ },
  { args: ['dns'], printed: /^good\.shop\.svc\.cluster\.local\. /m },
])('-n says the namespace of what names none: $args', async ({ args, printed }) => {
  const at = ['-f', join(own, 'client.yaml'), '-f', join(own, 'good.yaml')];
  expect((await curlew([...args, ...at, '-n', 'shop'])).stdout).toMatch(printed);
  expect((await curlew([...args, ...at])).stdout).not.toMatch(printed);
});

test('of a run, for scenarios that do not say it', async () => {
  const feature = join(own, 'n.feature');
  const said = (first: string) =>
    `  Scenario: a\n    ${first}\n    And the manifests in client.yaml\n    Then shop/client can reach 203.0.113.9:80\n`;
  const host = 'Given the external host "a.example" at 203.0.113.9';
  writeFileSync(feature, `Feature: n\n${said(host)}${said(`${host}\n    And the current namespace is "dev"`)}`);
  const { stdout } = await curlew(['run', feature, '-n', 'shop', '--format', 'progress']);
  expect(stdout).toContain('2 scenarios (1 failed, 1 passed)');
  expect(stdout).toContain('no pod or workload named "client" in namespace shop');
});

test('of both sides of a diff, and of a generated feature, which holds without the flag', async () => {
  const file = join(own, 'client.yaml');
  const { stdout } = await curlew(['diff', file, join(own, 'good.yaml'), '-n', 'shop']);
  expect(stdout).toContain('shop/client');
  const out = join(own, 'generated.feature');
  expect(await curlew(['generate', '-f', join(own, 'web.yaml'), '-n', 'shop', '--out', out])).toMatchObject({
    status: 0,
  });
  expect(readFileSync(out, 'utf8')).toContain('Given the current namespace is "shop"\n');
  expect((await curlew(['run', out])).status).toBe(0);
});

test.skipIf(process.platform === 'win32')('a pipe is read as a file is: -f <(helm template …)', () => {
  const line = `"$0" "$1" get pods -o name -f <(cat "$2")`;
  const args = ['-c', line, process.execPath, join(ROOT, 'dist/cli.js'), join(own, 'client.yaml')];
  expect(spawnSync('bash', args, { encoding: 'utf8' })).toMatchObject({ status: 0, stdout: 'pod/client\n' });
});

test.each(['Shop', ''])('"%s" is no namespace', async (namespace) => {
  const { status, stderr } = await curlew(['get', 'pods', '-n', namespace]);
  expect(status).toBe(2);
  expect(stderr).toContain(`"${namespace}" is no name of a namespace`);
});
