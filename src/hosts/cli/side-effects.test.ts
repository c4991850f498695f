import childProcess from 'node:child_process';
import dgram from 'node:dgram';
import fs from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import tls from 'node:tls';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { curlew } from './testing/curlew.ts';

/*
 * A command reads files and writes to its streams. It opens no socket, starts no process and writes no file, but for those
 * that say so: `dns --listen`, `generate --out`, `run --coverage` and `run --format NAME:FILE`.
 */
const FORBIDDEN: readonly (readonly [string, object, RegExp])[] = [
  ['net', net, /^(connect|createConnection|createServer)$/],
  ['net.Socket', net.Socket.prototype, /^connect$/],
  ['net.Server', net.Server.prototype, /^listen$/],
  ['tls', tls, /^(connect|createServer)$/],
  ['dgram', dgram, /^createSocket$/],
  ['http', http, /^(request|get|createServer)$/],
  ['https', https, /^(request|get|createServer)$/],
  ['child_process', childProcess, /^(exec|execFile|execFileSync|execSync|fork|spawn|spawnSync)$/],
  [
    'fs',
    fs,
    /^(write|append|mkdir|rm|unlink|rename|copyFile|cp|symlink|link|truncate|chmod|createWriteStream|mkdtemp)/,
  ],
  [
    'fs.promises',
    fs.promises,
    /^(write|append|mkdir|rm|unlink|rename|copyFile|cp|symlink|link|truncate|chmod|mkdtemp)/,
  ],
  ['global', globalThis, /^(fetch|WebSocket)$/],
];

let done: string[] = [];
let restore: (() => void)[] = [];

beforeEach(() => {
  done = [];
  for (const [room, object, names] of FORBIDDEN) {
    for (const name of Object.getOwnPropertyNames(object).filter((each) => names.test(each))) {
      const original: unknown = Reflect.get(object, name);
      if (typeof original !== 'function') continue;
      const stub = (...args: unknown[]) => {
        // What vitest itself sends and prints is none of the command's.
        if (name.startsWith('write') && typeof args[0] === 'number' && args[0] <= 2)
          return Reflect.apply(original, object, args);
        done.push(`${room}.${name}`);
        throw new Error(`${room}.${name} is forbidden`);
      };
      Reflect.set(object, name, stub);
      restore.push(() => Reflect.set(object, name, original));
    }
  }
  // For those who imported a name of a module of Node.
  syncBuiltinESMExports();
});

afterEach(() => {
  for (const back of restore) back();
  restore = [];
  syncBuiltinESMExports();
});

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
  'run examples',
  'run examples/wordpress --format progress',
  'mutate examples/network-policy-recipes --limit 3',
  'steps reaches',
  '--help',
])('%s opens no socket, starts no process, writes no file', async (line) => {
  const { status, stdout } = await curlew(line.split(' '));
  expect({ done, isAnswered: stdout !== '' && status <= 1 }).toEqual({ done: [], isAnswered: true });
});

test.each([
  { line: `generate ${F} --out /tmp/curlew-never/x.feature`, does: 'fs.promises.mkdir' },
  { line: `dns ${F} --listen 127.0.0.1:0`, does: 'net.createServer' },
  { line: 'run examples/wordpress --coverage=/tmp/curlew-never', does: 'fs.promises.mkdir' },
])('one that says so is noticed here: $line', async ({ line, does }) => {
  await curlew(line.split(' '));
  expect(done).toContain(does);
});
