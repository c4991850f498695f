import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formatDiagnostics } from '../report/index.ts';
import { Cluster } from './index.ts';

const SECRETS = {
  'secret/keys': 'root:x:s3cret\ndb: {s3cret\n',
  'secret/no-kind.yaml': 's3cret: {s3cret: 1}\n',
  'secret/list.yaml': '- s3cret\n- s3cret\n',
  'secret/alias.yaml': 'kind: *s3cret\n',
  'secret/twice.yaml': 's3cret: 1\ns3cret: 2\n',
  'secret/pod.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c}]} # s3cret\n',
};

let root = '';
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'curlew-quotable-'));
  for (const folder of ['secret', 'repo/.git', 'repo/specs', 'repo/manifests', 'repo/linked', 'repo/away', 'alone']) {
    mkdirSync(join(root, folder), { recursive: true });
  }
  for (const [name, text] of Object.entries(SECRETS)) writeFileSync(join(root, name), text);
  writeFileSync(join(root, 'repo/manifests/wrong.yaml'), 's3cret: 1\n');
  symlinkSync('../../secret/pod.yaml', join(root, 'repo/linked/a.yaml'));
  symlinkSync('../../secret', join(root, 'repo/away/secret'));
});
afterAll(() => rmSync(root, { recursive: true }));

async function said(path: string, cwd: string, beside?: string): Promise<string> {
  const cluster = await Cluster.load({
    manifests: [path],
    cwd: join(root, cwd),
    ...(beside === undefined ? {} : { beside: join(root, beside) }),
  });
  return formatDiagnostics(cluster.diagnostics, (file) => cluster.textOf(file)).join('\n');
}

describe('a file outside of the project that a feature names is not quoted', () => {
  test.each(Object.keys(SECRETS))('%s', async (file) => {
    const text = await said(`../../${file}`, 'repo/specs', 'repo/specs');
    expect(text).toMatch(new RegExp(`${file}:\\d+:\\d+: error: `));
    expect(text).not.toContain('s3cret');
  });

  test('a link in a folder makes no file one of the project', async () => {
    expect(await said('../linked', 'repo/specs', 'repo/specs')).not.toContain('s3cret');
    expect(await said('../away', 'repo/specs', 'repo/specs')).not.toContain('s3cret');
    expect(await said('linked', 'repo')).not.toContain('s3cret');
  });

  test('what is wrong with an object is said all the same', async () => {
    expect(await said('../../secret/pod.yaml', 'repo/specs', 'repo/specs')).toContain(
      'spec.containers[0].image: Required value',
    );
  });
});

describe('but one is that', () => {
  test.each([
    { which: 'a command line names', path: '../../secret/no-kind.yaml', cwd: 'repo/specs' },
    { which: 'a command line names by a folder', path: '../../secret', cwd: 'repo/specs' },
    { which: 'a command line names by a glob', path: '../../secret/po*.yaml', cwd: 'repo/specs' },
    { which: 'the repository holds', path: '../manifests/wrong.yaml', cwd: 'repo/specs', beside: 'repo/specs' },
    { which: 'lies beside the feature', path: 'no-kind.yaml', cwd: 'alone', beside: 'secret' },
  ])('$which', async ({ path, cwd, beside }) => {
    expect(await said(path, cwd, beside)).toContain('s3cret');
  });
});

test.runIf(existsSync('/proc/self/mem'))(
  'a link to what cannot be read is one warning, and the rest is read',
  async () => {
    const folder = join(root, 'unreadable');
    mkdirSync(folder);
    symlinkSync('/proc/self/mem', join(folder, 'memory.yaml'));
    writeFileSync(join(folder, 'map.yaml'), 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: m}\n');
    const cluster = await Cluster.load({ manifests: ['.'], cwd: folder });
    expect(cluster.diagnostics.map(({ code, severity, at }) => [code, severity, at?.file])).toEqual([
      ['link-unreadable', 'warning', 'memory.yaml'],
    ]);
    expect(cluster.get('ConfigMap', 'default').map(({ metadata }) => metadata?.name)).toContain('m');
    // Named by its user, it is what the command is about.
    await expect(Cluster.load({ manifests: ['memory.yaml'], cwd: folder })).rejects.toThrow('cannot read memory.yaml');
  },
);
