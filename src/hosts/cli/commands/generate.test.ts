import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../../../..');
const folder = mkdtempSync(join(tmpdir(), 'generate-'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function curlew(...args: readonly string[]): Result {
  return curlewIn(ROOT, ...args);
}

interface Result {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function curlewIn(cwd: string, ...args: readonly string[]): Result {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'dist/cli.js'), ...args], {
    cwd,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

const EXAMPLES = readdirSync(join(ROOT, 'examples')).filter((name) =>
  existsSync(join(ROOT, 'examples', name, 'manifests')),
);

describe('what is generated from an example holds at once', () => {
  test.each(EXAMPLES)('%s', (name) => {
    const file = join(folder, `${name}.feature`);
    expect(curlew('generate', '-f', `examples/${name}`, '--out', file)).toMatchObject({ status: 0, stdout: '' });
    expect(curlew('run', file)).toMatchObject({ status: 0 });
  });
});

test.each([
  { what: 'no manifests', args: [] },
  { what: 'standard input', args: ['-f', '-'] },
  { what: 'a path that is not there', args: ['-f', 'no/such/path'] },
])('$what: bad usage', ({ args }) => {
  expect(curlew('generate', ...args)).toMatchObject({ status: 2, stdout: '' });
});

test('a file that is there may have been edited', () => {
  const file = join(folder, 'kept.feature');
  const generate = ['generate', '-f', 'examples/wordpress', '--out', file, '--title'];
  expect(curlew(...generate, 'the first')).toMatchObject({ status: 0 });
  expect(curlew(...generate, 'the second')).toMatchObject({ status: 2, stderr: expect.stringContaining('--force') });
  expect(readFileSync(file, 'utf8')).toContain('Feature: the first');
  expect(curlew(...generate, 'the second', '--force')).toMatchObject({ status: 0 });
  expect(readFileSync(file, 'utf8')).toContain('Feature: the second');
});

describe('written elsewhere, it finds the manifests', () => {
  const project = join(folder, 'a project [1]');
  mkdirSync(project);
  cpSync(join(ROOT, 'examples/wordpress/manifests'), join(project, 'the manifests [2]'), { recursive: true });

  test.each([
    { what: 'below the working folder', out: 'specs [3]/own.feature', path: '"the manifests [2]"' },
    { what: 'beside it', out: '../specs of others/own.feature', path: '"../a project [1]/the manifests [2]"' },
  ])('$what', ({ out, path }) => {
    const generate = ['generate', '-f', 'the manifests [2]', '--cluster', 'flannel', '--out', out];
    expect(curlewIn(project, ...generate)).toMatchObject({ status: 0 });
    expect(readFileSync(join(project, out), 'utf8')).toContain(`the manifests in ${path}\n`);
    expect(curlewIn(project, 'run', out)).toMatchObject({ status: 0 });
    if (out.startsWith('..')) expect(curlewIn(folder, 'run', 'specs of others')).toMatchObject({ status: 0 });
  });
});
