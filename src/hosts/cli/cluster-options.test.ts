import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { curlew } from './testing/curlew.ts';

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
