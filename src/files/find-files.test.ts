import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SetupError } from '../engine/model/index.ts';
import { findFiles } from './find-files.ts';
import { loadFiles } from './load-files.ts';

let cwd = '';
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'curlew-'));
});
afterEach(() => rmSync(cwd, { recursive: true }));

function write(files: Readonly<Record<string, string | Buffer>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), content);
  }
}

async function load(...paths: string[]) {
  const found = await Promise.all(paths.map((path) => findFiles(path, cwd)));
  const loaded = await loadFiles(found.flatMap(({ files }) => files));
  const diagnostics = [...found.flatMap((each) => each.diagnostics), ...loaded.diagnostics];
  return {
    names: loaded.texts.map(({ name }) => name),
    texts: loaded.texts.map(({ text }) => text),
    leftOut: loaded.leftOut,
    found: diagnostics.map(({ at, severity, code }) => `${at?.file}:${at?.line}:${at?.column} ${severity} ${code}`),
    messages: diagnostics.map(({ message }) => message),
    clusterFile: loaded.clusterFile,
  };
}

const FOLDER = {
  'app/b.yaml': 'b',
  'app/a.yml': 'a',
  'app/c.json': 'c',
  'app/sub/d.yaml': 'd',
  'app/README.md': '-',
  'app/.hidden.yaml': '-',
  'app/.git/x.yaml': '-',
  'app/node_modules/p/x.yaml': '-',
};

describe('a path is', () => {
  beforeEach(() =>
    write({ ...FOLDER, 'one file.txt': 'one', 'odd/[1]*.yaml': 'odd', 'odd/1.yaml': 'even', '[x]/y.yaml': 'y' }),
  );

  test.each([
    { name: 'a file, whatever its ending', paths: ['one file.txt'], names: ['one file.txt'] },
    {
      name: 'a folder with its subfolders, by name',
      paths: ['app'],
      names: ['app/a.yml', 'app/b.yaml', 'app/c.json', 'app/sub/d.yaml'],
    },
    {
      name: 'the folder itself',
      paths: ['./app/'],
      names: ['app/a.yml', 'app/b.yaml', 'app/c.json', 'app/sub/d.yaml'],
    },
    { name: 'a glob', paths: ['app/*.yaml'], names: ['app/b.yaml'] },
    { name: 'a glob over folders', paths: ['app/**/*.yaml'], names: ['app/b.yaml', 'app/sub/d.yaml'] },
    {
      name: 'a glob that matches folders',
      paths: ['ap*'],
      names: ['app/a.yml', 'app/b.yaml', 'app/c.json', 'app/sub/d.yaml'],
    },
    { name: 'taken literally where it exists', paths: ['odd/[1]*.yaml'], names: ['odd/[1]*.yaml'] },
    { name: 'a glob in a folder that looks like one', paths: ['[x]/*.yaml'], names: ['[x]/y.yaml'] },
    {
      name: 'read once, however often it is named',
      paths: ['app/b.yaml', './app/b.yaml', 'app', 'app/b*'],
      names: ['app/b.yaml', 'app/a.yml', 'app/c.json', 'app/sub/d.yaml'],
    },
  ])('$name', async ({ paths, names }) => {
    expect((await load(...paths)).names).toEqual(names);
  });

  test('named as the user wrote it where it is outside the working folder', async () => {
    cwd = join(cwd, 'app');
    const { names } = await load('../odd/1.yaml', '../[x]', join(cwd, 'b.yaml'));
    cwd = dirname(cwd);
    expect(names).toEqual(['../odd/1.yaml', '../[x]/y.yaml', 'b.yaml']);
  });

  test.each([
    { path: 'ap', message: 'no manifests in ap: there is no such file or folder', hint: 'did you mean app?' },
    { path: 'app/sub/e.yaml', message: /e\.yaml/, hint: 'did you mean app/sub/d.yaml?' },
    { path: 'nowhere/at/all.yaml', message: /all\.yaml/, hint: /has no nowhere/ },
    { path: 'app/b.yaml/c', message: /b\.yaml\/c/, hint: 'app/b.yaml is a file' },
    { path: '', message: 'the path of the manifests is empty', hint: /^undefined$/ },
  ])('an error where there is nothing: $path', async ({ path, message, hint }) => {
    const error = await findFiles(path, cwd).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(SetupError);
    expect(error.message).toMatch(message);
    expect(String(error.hint)).toMatch(hint);
  });

  test('an error where a link that should be a manifest leads nowhere', async () => {
    symlinkSync('nowhere', join(cwd, 'app/README'));
    expect((await load('app')).names).toContain('app/b.yaml');
    symlinkSync('nowhere', join(cwd, 'app/z.yaml'));
    const missing = new SetupError('cannot read app/z.yaml: the link leads nowhere');
    await expect(findFiles('app', cwd)).rejects.toThrow(missing);
  });

  test('followed where it is a link, and links in circles end', async () => {
    symlinkSync('..', join(cwd, 'app/sub/up'));
    symlinkSync(join(cwd, 'odd'), join(cwd, 'app/linked'));
    symlinkSync('b.yaml', join(cwd, 'app/z.yaml'));
    const names = [
      'app/a.yml',
      'app/b.yaml',
      'app/c.json',
      'app/linked/1.yaml',
      'app/linked/[1]*.yaml',
      'app/sub/d.yaml',
    ];
    expect((await load('app')).names).toEqual(names);
  });
});

describe('what is no manifest', () => {
  test('a Cluster file is handed out by itself; the outermost one counts', async () => {
    write({ 'a/curlew.yaml': 'cluster: flannel', 'a/b/curlew.yml': 'cluster: kind', 'a/x.yaml': 'x' });
    const { names, clusterFile, found } = await load('a');
    expect({ names, clusterFile }).toEqual({
      names: ['a/x.yaml'],
      clusterFile: { name: 'a/curlew.yaml', text: 'cluster: flannel' },
    });
    expect(found).toEqual(['a/b/curlew.yml:1:1 warning cluster-file-ignored']);
  });

  test('a kustomization is noted, and the files beside it are read', async () => {
    write({ 'a/kustomization.yaml': 'resources: [x.yaml]', 'a/x.yaml': 'x' });
    expect(await load('a')).toMatchObject({
      names: ['a/x.yaml'],
      found: ['a/kustomization.yaml:1:1 note kustomization-skipped'],
    });
  });

  test('a chart is noted and skipped as a whole', async () => {
    write({ 'a/Chart.yaml': 'name: x', 'a/values.yaml': 'x', 'a/templates/x.yaml': '{{ x }}', 'b.yaml': 'b' });
    expect(await load('.')).toMatchObject({ names: ['b.yaml'], found: ['a/Chart.yaml:1:1 warning chart-skipped'] });
  });

  test.each([
    { name: 'a NUL byte', content: Buffer.from('a: 1\n\0'), code: 'binary-file', message: /NUL byte at offset 5/ },
    {
      name: 'bytes that are not UTF-8',
      content: Buffer.from([0x61, 0xef, 0xbf, 0xbd, 0xc3, 0x28]),
      code: 'binary-file',
      message: /0xc3.* at offset 4/,
    },
    {
      name: 'a text that ends inside a character',
      content: Buffer.from([0x61, 0xe2, 0x82]),
      code: 'binary-file',
      message: /0xe2.* at offset 1/,
    },
    { name: 'UTF-16', content: Buffer.from('\uFEFFa: 1', 'utf16le'), code: 'not-utf-8', message: /UTF-16/ },
  ])('$name', async ({ content, code, message }) => {
    write({ 'x.yaml': content });
    const { found, messages } = await load('x.yaml');
    expect(found).toEqual([`x.yaml:1:1 error ${code}`]);
    expect(messages).toEqual([expect.stringMatching(message)]);
  });

  test('a file of a folder that is no text is left out', async () => {
    write({ 'a/x.yaml': Buffer.from('a: 1\n\0'), 'a/y z.yaml': 'y' });
    expect(await load('a')).toMatchObject({ names: ['a/y z.yaml'], leftOut: ['a/x.yaml'], found: [] });
  });

  test('a file that is too large is not read', async () => {
    write({ 'x.yaml': '', 'y.yaml': '' });
    truncateSync(join(cwd, 'x.yaml'), 32 * 1024 * 1024 + 1);
    const { names, found, messages } = await load('.');
    expect({ names, found }).toEqual({ names: ['y.yaml'], found: ['x.yaml:1:1 error file-too-large'] });
    expect(messages[0]).toMatch(/32\.1 MiB.*32 MiB/);
  });

  test('a byte order mark is no part of the text', async () => {
    write({ 'x.yaml': '\uFEFFkind: é' });
    expect((await load('x.yaml')).texts).toEqual(['kind: é']);
  });
});
