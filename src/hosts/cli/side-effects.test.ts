import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { ROOT } from './testing/curlew.ts';

/*
 * A command reads files and writes to its streams. It opens no socket, starts no process and writes no file, but for those
 * that say so: `dns --listen`, `generate --out`, `run --coverage` and `run --format NAME:FILE`.
 */

const F = '-f examples/wordpress';

const SILENT: readonly string[] = [
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
];

const LOUD: readonly { readonly line: string; readonly does: string }[] = [
  { line: `generate ${F} --out /tmp/curlew-never/x.feature`, does: 'fs.promises.mkdir' },
  { line: `dns ${F} --listen 127.0.0.1:0`, does: 'net.createServer' },
  { line: 'run examples/wordpress --coverage=/tmp/curlew-never', does: 'fs.promises.mkdir' },
];

interface Done {
  readonly line: string;
  readonly done: readonly string[];
  readonly isAnswered: boolean;
}

let ran: Promise<ReadonlyMap<string, Done>> | undefined;

/** All commands, in one process of their own, as what is forbidden there must be forbidden to nobody else. */
function forbidden(): Promise<ReadonlyMap<string, Done>> {
  ran ??= runForbidden([...SILENT, ...LOUD.map(({ line }) => line)]);
  return ran;
}

async function runForbidden(lines: readonly string[]): Promise<ReadonlyMap<string, Done>> {
  const testing = join(import.meta.dirname, 'testing');
  const forbid = pathToFileURL(join(testing, 'forbid-side-effects.mjs')).href;
  const commands = pathToFileURL(join(ROOT, 'dist/commands.js')).href;
  const args = ['--import', forbid, join(testing, 'run-forbidden.mjs'), commands, JSON.stringify(lines)];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: ROOT });
  const done = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Done);
  return new Map(done.map((each) => [each.line, each]));
}

test.each(SILENT)('%s opens no socket, starts no process, writes no file', async (line) => {
  expect((await forbidden()).get(line)).toEqual({ line, done: [], isAnswered: true });
});

test.each(LOUD)('one that says so is noticed here: $line', async ({ line, does }) => {
  expect((await forbidden()).get(line)?.done).toContain(does);
});
