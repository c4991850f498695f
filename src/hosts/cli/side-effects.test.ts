import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from './testing/curlew.ts';

/*
 * A command reads files and writes to its streams. It opens no socket, starts no process and writes no file, but for those
 * that say so: `dns --listen`, `generate --out`, `run --coverage` and `run --format NAME:FILE`.
 */

/** Runs a command in a process of its own, as what is forbidden there must be forbidden to nobody else. */
function forbidden(line: string): Promise<{ readonly done: readonly string[]; readonly isAnswered: boolean }> {
  const forbid = join(import.meta.dirname, 'testing/forbid-side-effects.mjs');
  const args = ['--import', forbid, join(ROOT, 'dist/cli.js'), ...line.split(' ')];
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (text: Buffer) => {
    stdout += text.toString();
  });
  child.stderr.on('data', (text: Buffer) => {
    stderr += text.toString();
  });
  return new Promise((resolve) => {
    child.on('close', (status) => {
      const done = [...stderr.matchAll(/^forbidden: (.*)$/gm)].map(([, what = '']) => what);
      resolve({ done, isAnswered: stdout !== '' && (status ?? 3) <= 1 });
    });
  });
}

const F = '-f examples/wordpress';

test.each([
  `get all ${F}`,
  `get pods ${F} -o yaml`,
  `trace busybox mariadb:3306 ${F}`,
  `resolve busybox mariadb ${F}`,
  `matrix ${F}`,
  `matrix ${F} -o html`,
  'diff examples/wordpress examples/wordpress',
  `rules --node kuben05 ${F}`,
  `dns ${F}`,
  `lint ${F}`,
  `lint ${F} -o sarif`,
  `generate ${F}`,
  'run examples/ingress',
  'run examples/wordpress --format progress',
  'mutate examples/network-policy-recipes --limit 3',
  'steps reaches',
  '--help',
])('%s opens no socket, starts no process, writes no file', async (line) => {
  expect(await forbidden(line)).toEqual({ done: [], isAnswered: true });
});

test.each([
  { line: `generate ${F} --out /tmp/curlew-never/x.feature`, does: 'fs.promises.mkdir' },
  { line: `dns ${F} --listen 127.0.0.1:0`, does: 'net.createServer' },
  { line: 'run examples/wordpress --coverage=/tmp/curlew-never', does: 'fs.promises.mkdir' },
])('one that says so is noticed here: $line', async ({ line, does }) => {
  expect((await forbidden(line)).done).toContain(does);
});
