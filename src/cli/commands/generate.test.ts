import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'generate-'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function curlew(...args: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['dist/cli.js', ...args], {
    cwd: ROOT,
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
