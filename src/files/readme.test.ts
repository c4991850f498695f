import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { formatLocation } from '../engine/model/index.ts';
import { exampleOf } from '../tooling/doc-pages.ts';
import { Cluster } from './cluster.ts';

const [files = '', said = ''] = exampleOf(import.meta.dirname);

test('the README’s example holds', async () => {
  const cwd = await mkdtemp(join(tmpdir(), 'curlew-readme-'));
  for (const [, path = '', text = ''] of files.matchAll(/^(\S+) +(.*)$/gm)) {
    await mkdir(dirname(join(cwd, path)), { recursive: true });
    await writeFile(join(cwd, path), `${text}\n`);
  }
  const cluster = await Cluster.load({ manifests: ['app'], cwd });
  await rm(cwd, { recursive: true });
  expect(cluster.get('Pod', 'default').map(({ metadata }) => metadata.name)).toEqual(['db', 'web']);
  expect(cluster.get('Node').map(({ metadata }) => metadata.name)).toContain('kuben05');
  const lines = cluster.diagnostics.map(({ at, severity, code }) => `${at && formatLocation(at)} ${severity} ${code}`);
  expect(lines).toEqual(said.split('\n'));
});
