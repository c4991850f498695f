import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SetupError } from '../engine/model/index.ts';
import { Cluster } from './index.ts';
import type { ManifestOptions } from './manifest-options.ts';
import { readManifestFiles } from './read-manifest-files.ts';

const POD = 'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c, image: i}]}\n';

let cwd = '';
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'curlew-'));
  writeFileSync(join(cwd, 'p.yaml'), POD);
  writeFileSync(join(cwd, 'empty.yaml'), '# nothing\n---\n');
  writeFileSync(join(cwd, 'curlew.yaml'), 'cluster: kind\n');
});
afterAll(() => rmSync(cwd, { recursive: true }));

test('a folder, with its Cluster file', async () => {
  const { texts, found, asked } = await readManifestFiles({ manifests: ['.'], cwd });
  expect(texts).toEqual([
    { name: 'empty.yaml', text: '# nothing\n---\n', found: true },
    { name: 'p.yaml', text: POD, found: true },
  ]);
  expect(found).toEqual({ name: 'curlew.yaml', text: 'cluster: kind\n' });
  expect(asked).toMatchObject([{ name: '.', texts: ['curlew.yaml', 'empty.yaml', 'p.yaml'] }]);
});

test('standard input, once however often it is named; and what is handed over as it is, behind the files', async () => {
  const given = { texts: [{ name: 'a.feature', text: POD }], yaml: POD, objects: [{}] };
  const read = await readManifestFiles({ manifests: ['-', 'p.yaml', '-'], stdin: POD, cwd, ...given });
  expect(read.texts?.map(({ name }) => name)).toEqual(['p.yaml', '<stdin>', 'a.feature']);
  expect(read).toMatchObject({ yaml: POD, objects: [{}] });
});

describe('what holds nothing is an error, and where nothing is, too', () => {
  test.each<{ name: string; options: ManifestOptions; message: RegExp }>([
    {
      name: 'a file that holds nothing',
      options: { manifests: ['empty.yaml'] },
      message: /^no manifests in empty\.yaml$/m,
    },
    { name: 'a glob that matches nothing', options: { manifests: ['*.json'] }, message: /^no manifests in \*\.json$/m },
    {
      name: 'standard input that is not there',
      options: { manifests: ['-'] },
      message: /^no manifests in standard input/,
    },
    {
      name: 'standard input that is empty',
      options: { manifests: ['-'], stdin: '\n' },
      message: /^no manifests in standard input/,
    },
    {
      name: 'a path and standard input, told at once',
      options: { manifests: ['-', 'empty.yaml'], stdin: '' },
      message: /^no manifests in empty\.yaml\nno manifests in standard input/,
    },
    {
      name: 'two paths that are missing, told at once',
      options: { manifests: ['x/a', 'x/b'] },
      message: /x\/a.*\n.*x\/b/,
    },
  ])('$name', async ({ options, message }) => {
    const loading = Cluster.load({ cwd, ...options });
    await expect(loading).rejects.toBeInstanceOf(SetupError);
    await expect(loading).rejects.toThrow(message);
    const cluster = Cluster.of({ yaml: POD });
    await expect(cluster.apply({ cwd, ...options })).rejects.toThrow(message);
  });

  test('but an empty file beside one that holds something is none', async () => {
    expect((await Cluster.load({ manifests: ['.'], cwd })).get('Pod', 'default')).toHaveLength(1);
  });
});
