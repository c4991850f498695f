import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { curlew, ROOT } from '../testing/curlew.ts';

const folder = mkdtempSync(join(tmpdir(), 'generate-'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const EXAMPLES = readdirSync(join(ROOT, 'examples')).filter((name) =>
  existsSync(join(ROOT, 'examples', name, 'manifests')),
);

describe('what is generated from an example holds at once', () => {
  test.each(EXAMPLES)('%s', async (name) => {
    const file = join(folder, `${name}.feature`);
    expect(await curlew(['generate', '-f', `examples/${name}`, '--out', file])).toMatchObject({
      status: 0,
      stdout: '',
    });
    expect(await curlew(['run', file])).toMatchObject({ status: 0 });
  });
});

test.each([
  { what: 'no manifests', args: [] },
  { what: 'standard input', args: ['-f', '-'] },
  { what: 'a path that is not there', args: ['-f', 'no/such/path'] },
])('$what: bad usage', async ({ args }) => {
  expect(await curlew(['generate', ...args])).toMatchObject({ status: 2, stdout: '' });
});

test('a file that is there may have been edited', async () => {
  const file = join(folder, 'kept.feature');
  const generate = ['generate', '-f', 'examples/wordpress', '--out', file, '--title'];
  expect(await curlew([...generate, 'the first'])).toMatchObject({ status: 0 });
  expect(await curlew([...generate, 'the second'])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('--force'),
  });
  expect(readFileSync(file, 'utf8')).toContain('Feature: the first');
  expect(await curlew([...generate, 'the second', '--force'])).toMatchObject({ status: 0 });
  expect(readFileSync(file, 'utf8')).toContain('Feature: the second');
});

describe('written elsewhere, it finds the manifests', () => {
  const project = join(folder, 'a project [1]');
  mkdirSync(project);
  cpSync(join(ROOT, 'examples/wordpress/manifests'), join(project, 'the manifests [2]'), { recursive: true });

  test.each([
    { what: 'below the working folder', out: 'specs [3]/own.feature', path: '"the manifests [2]"' },
    { what: 'beside it', out: '../specs of others/own.feature', path: '"../a project [1]/the manifests [2]"' },
  ])('$what', async ({ out, path }) => {
    const generate = ['generate', '-f', 'the manifests [2]', '--cluster', 'flannel', '--out', out];
    expect(await curlew([...generate], { cwd: project })).toMatchObject({ status: 0 });
    expect(readFileSync(join(project, out), 'utf8')).toContain(`the manifests in ${path}\n`);
    expect(await curlew(['run', out], { cwd: project })).toMatchObject({ status: 0 });
    if (out.startsWith('..'))
      expect(await curlew(['run', 'specs of others'], { cwd: folder })).toMatchObject({ status: 0 });
  });
});
