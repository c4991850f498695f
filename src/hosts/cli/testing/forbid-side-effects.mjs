/*
 * Loaded before a command (`node --import`): whatever of Node opens a socket, starts a process or writes a file throws, and
 * is kept for whoever asks.
 */
import childProcess from 'node:child_process';
import dgram from 'node:dgram';
import fs from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import tls from 'node:tls';

const WRITES = /^(write|append|mkdir|rm|unlink|rename|copyFile|cp|symlink|link|truncate|chmod|mkdtemp)/;

const FORBIDDEN = [
  ['net', net, /^(connect|createConnection|createServer)$/],
  ['net.Socket', net.Socket.prototype, /^connect$/],
  ['net.Server', net.Server.prototype, /^listen$/],
  ['tls', tls, /^(connect|createServer)$/],
  ['dgram', dgram, /^createSocket$/],
  ['http', http, /^(request|get|createServer)$/],
  ['https', https, /^(request|get|createServer)$/],
  ['child_process', childProcess, /^(exec|execFile|execFileSync|execSync|fork|spawn|spawnSync)$/],
  ['fs', fs, /^(write|append|mkdir|rm|unlink|rename|copyFile|cp|symlink|link|truncate|chmod|createWriteStream|mkdtemp)/],
  ['fs.promises', fs.promises, WRITES],
  ['global', globalThis, /^(fetch|WebSocket)$/],
];

let forbidden = [];

/** What was tried since it was last asked: `fs.promises.mkdir`. */
export function takeForbidden() {
  const taken = forbidden;
  forbidden = [];
  return taken;
}

for (const [room, object, names] of FORBIDDEN) {
  for (const name of Object.getOwnPropertyNames(object).filter((each) => names.test(each))) {
    const original = object[name];
    if (typeof original !== 'function') continue;
    object[name] = (...args) => {
      // The streams of the process itself are what an answer is written to.
      if (name.startsWith('write') && typeof args[0] === 'number' && args[0] <= 2) return original.apply(object, args);
      forbidden.push(`${room}.${name}`);
      throw new Error(`${room}.${name} is forbidden`);
    };
  }
}
// For those who import a name of a module of Node.
syncBuiltinESMExports();
