import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DiffJson, MatrixJson } from '../../../report/index.ts';
import { curlew } from '../testing/curlew.ts';

const WEB = `{apiVersion: v1, kind: Pod, metadata: {name: web, labels: {app: web}}, spec: {containers: [{name: c}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: db, labels: {app: db}}, spec: {containers: [{name: c, image: mariadb, ports: [{containerPort: 3306}]}]}}
`;
const policy = (spec: string): string =>
  `{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: db}, spec: ${spec}}\n`;

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'curlew-matrix-'));
  for (const [name, spec] of Object.entries({
    before: '{podSelector: {matchLabels: {app: db}}}',
    after:
      '{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {}}], ports: [{port: 3306}, {port: 22}]}]}',
    private:
      '{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}}], ports: [{port: 3306}]}]}',
    misspelt: '{podSelector: {matchLabels: {app: db}}, ingres: []}',
    wrong: '{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/40}}]}]}',
  })) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'pods.yaml'), WEB);
    writeFileSync(join(folder, name, 'policy.yaml'), policy(spec));
  }
  cpSync(join(folder, 'after'), join(folder, 'same'), { recursive: true });
  for (const type of ['ClusterIP', 'NodePort']) {
    cpSync(join(folder, 'after'), join(folder, type), { recursive: true });
    const spec = `{type: ${type}, selector: {app: db}, ports: [{port: 3306}]}`;
    writeFileSync(
      join(folder, type, 'db.yaml'),
      `{apiVersion: v1, kind: Service, metadata: {name: db}, spec: ${spec}}\n`,
    );
  }
});

afterAll(() => rmSync(folder, { recursive: true }));

const at = (name: string): string => join(folder, name);

test('a pod that the API server would reject for its image counts, and is a warning', async () => {
  const { status, stdout, stderr } = await curlew(['matrix', '-f', at('after'), '-o', 'json', '--to', 'db']);
  expect(status).toBe(0);
  expect(stderr).toContain('warning: spec.containers[0].image: Required value');
  expect(JSON.parse(stdout) as MatrixJson).toEqual({
    version: 1,
    connections: [
      {
        from: { kind: 'Workload', namespace: 'default', name: 'web', workloadKind: 'Pod' },
        to: { kind: 'Workload', namespace: 'default', name: 'db', workloadKind: 'Pod' },
        allowed: [{ protocol: 'TCP', ports: '22,3306' }],
      },
    ],
  });
});

test.each(['misspelt', 'wrong'])(
  'a policy that is %s may mean something else: what it may change is unknown, and the status 2',
  async (name) => {
    const { status, stdout, stderr } = await curlew(['matrix', '-f', at(name), '-o', 'json', '--to', 'db']);
    const { connections, unknown = [] } = JSON.parse(stdout) as MatrixJson;
    expect({ status, connections }).toEqual({ status: 2, connections: [] });
    expect(unknown.map(({ from }) => (from.kind === 'Workload' ? from.name : 'outside'))).toEqual(['outside', 'web']);
    expect(unknown[0]?.because).toMatchObject({
      code: 'rejected-object',
      text: expect.stringMatching(/^NetworkPolicy default\/\S+ at \S+policy\.yaml:\d+:\d+ is rejected, and may change/),
      rule: { object: expect.stringMatching(/^NetworkPolicy default/) },
    });
    expect(stderr).toContain('1 error: the answer is about what was accepted');
  },
);

test('what nobody can read may be anything: nothing is answered', async () => {
  cpSync(join(folder, 'after'), join(folder, 'unread'), { recursive: true });
  writeFileSync(join(folder, 'unread', 'unread.yaml'), 'apiVersion: v1\na: [\n');
  const { status, stdout, stderr } = await curlew(['matrix', '-f', at('unread')]);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(/^the answer is unknown: what cannot be read at \S+unread\.yaml:\d+:\d+ is rejected/m);
});

test('what is rejected and no policy depends on leaves the answer, and ends with status 2', async () => {
  cpSync(join(folder, 'after'), join(folder, 'service'), { recursive: true });
  const service = 'apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: {ports: 5}\n';
  writeFileSync(join(folder, 'service', 'service.yaml'), service);
  const { status, stdout, stderr } = await curlew(['matrix', '-f', at('service'), '-o', 'csv', '--to', 'db']);
  expect({ status, stdout }).toEqual({
    status: 2,
    stdout: 'from,to,protocol,ports\r\nPod default/web,Pod default/db,TCP,"22,3306"\r\n',
  });
  expect(stderr).toContain('1 error: the answer is about what was accepted');
});

test.each([
  { flags: ['--listening'], ports: '3306' },
  { flags: ['--port', '22/tcp'], ports: '22' },
])('$flags keeps $ports', async ({ flags, ports }) => {
  const { stdout } = await curlew(['matrix', '-f', at('after'), '-o', 'csv', '--to', 'db', ...flags]);
  expect(stdout).toBe(`from,to,protocol,ports\r\nPod default/web,Pod default/db,TCP,${ports}\r\n`);
});

test.each([
  { flags: [], rows: 'Pod default/web,Pod default/db,TCP,3306\r\n' },
  { flags: ['--pod-addresses', 'known'], rows: 'Pod default/web,Pod default/db,TCP,3306\r\n' },
  { flags: ['--pod-addresses', 'unknown'], rows: '' },
])(
  'a block that holds the addresses of pods lets them in, $flags: $rows',
  async ({ flags, rows }) => {
    const ends = ['--from', 'web', '--to', 'db'];
    const { stdout } = await curlew(['matrix', '-f', at('private'), '-o', 'csv', ...ends, ...flags]);
    expect(stdout).toBe(`from,to,protocol,ports\r\n${rows}`);
    const diff = await curlew(['diff', at('before'), at('private'), '-o', 'json', ...flags]);
    const { opened } = JSON.parse(diff.stdout) as DiffJson;
    expect(opened.filter(({ from }) => from.kind === 'Workload')).toHaveLength(rows === '' ? 0 : 1);
  },
  60_000,
);

test.each([
  { pods: 30, warns: true },
  { pods: 3, warns: false },
])('of $pods pods that all may reach each other Mermaid draws too much: $warns', async ({ pods, warns }) => {
  const name = `crowd-${pods}.yaml`;
  const pod = (index: number): string => `${WEB.split('---')[0]?.replaceAll('web', `web-${index}`)}---\n`;
  writeFileSync(join(folder, name), Array.from({ length: pods }, (_, index) => pod(index)).join(''));
  const { status, stderr } = await curlew(['matrix', '-f', at(name), '-o', 'mermaid']);
  expect(status).toBe(0);
  expect(stderr.includes('more than 500 edges')).toBe(warns);
});

test.each([
  { args: ['matrix'], says: 'no manifests are given' },
  { args: ['matrix', '-f', 'examples/wordpress', '--focus', 'nobody'], says: 'no workload named "nobody"' },
  { args: ['matrix', '-f', 'examples/wordpress', '--port', '99999'], says: '"99999" is no port' },
  {
    args: ['matrix', '-f', 'examples/wordpress', '--from', 'mariadb', '--to', 'mariadb'],
    says: 'no pair of ends is left to ask about',
  },
  {
    args: ['matrix', '-f', 'examples/wordpress', '--from', 'outside', '--to', '203.0.113.7'],
    says: 'no pair of ends is left to ask about',
  },
  {
    args: ['matrix', '-f', 'examples/wordpress', '--from', '2001:db8::1'],
    says: 'no pair of ends is left to ask about',
  },
  { args: ['matrix', '-f', 'examples/wordpress', '-o', 'xml'], says: 'Allowed choices are' },
  { args: ['matrix', '-f', 'examples/wordpress', '--pod-addresses', 'guessed'], says: 'choices are known, unknown' },
  { args: ['diff', '-', '-'], says: 'standard input cannot be both sides' },
])('$args is bad usage', async ({ args, says }) => {
  const { status, stderr } = await curlew(args);
  expect(status).toBe(2);
  expect(stderr).toContain(says);
});

test.each([
  { before: 'before', after: 'after', flags: [], status: 0 },
  { before: 'before', after: 'after', flags: ['--fail-on', 'opened'], status: 1 },
  { before: 'before', after: 'after', flags: ['--fail-on', 'closed'], status: 0 },
  { before: 'after', after: 'before', flags: ['--fail-on', 'closed'], status: 1 },
  { before: 'after', after: 'before', flags: ['--fail-on', 'any'], status: 1 },
  { before: 'after', after: 'same', flags: ['--fail-on', 'any'], status: 0 },
])('diff $before $after $flags ends with $status', async ({ before, after, flags, status }) => {
  const ended = await curlew(['diff', at(before), at(after), '-o', 'json', ...flags]);
  expect(ended.status).toBe(status);
  const { opened, closed } = JSON.parse(ended.stdout) as DiffJson;
  expect([opened.length, closed.length]).toEqual(after === 'same' ? [0, 0] : before === 'before' ? [1, 0] : [0, 1]);
});

test.each([
  { before: 'ClusterIP', after: 'NodePort', flags: ['--fail-on', 'opened'], status: 1 },
  { before: 'ClusterIP', after: 'NodePort', flags: ['--fail-on', 'closed'], status: 0 },
  { before: 'NodePort', after: 'ClusterIP', flags: ['--fail-on', 'closed'], status: 1 },
  { before: 'NodePort', after: 'NodePort', flags: ['--fail-on', 'any'], status: 0 },
])('diff of a Service from $before to $after $flags ends with $status', async ({ before, after, flags, status }) => {
  const ended = await curlew(['diff', at(before), at(after), '-o', 'json', ...flags]);
  expect(ended.status).toBe(status);
  const { exposure } = JSON.parse(ended.stdout) as DiffJson;
  expect([exposure.opened.length, exposure.closed.length]).toEqual(
    before === after ? [0, 0] : after === 'NodePort' ? [1, 0] : [0, 1],
  );
});
