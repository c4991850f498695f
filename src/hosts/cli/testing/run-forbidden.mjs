/*
 * Runs command lines one after the other where side effects are forbidden (`forbid-side-effects.mjs` was loaded before), and
 * prints for each, as a line of JSON, what it tried to do all the same, its status, and whether it answered. Its arguments
 * are the module of the commands, and a JSON list of command lines.
 */
import { Readable, Writable } from 'node:stream';
import { takeForbidden } from './forbid-side-effects.mjs';

const [module, lines] = process.argv.slice(2);
const { curlew } = await import(module);

for (const line of JSON.parse(lines)) {
  let isAnswered = false;
  const stdout = new Writable({
    write(_chunk, _encoding, done) {
      isAnswered = true;
      done();
    },
  });
  const stderr = new Writable({ write: (_chunk, _encoding, done) => done() });
  const surroundings = { cwd: process.cwd(), env: {}, stdin: Readable.from(['']), stdout, stderr, process: 'shared' };
  const status = await curlew(line.split(' '), { ...surroundings, untilStopped: async () => {} });
  process.stdout.write(`${JSON.stringify({ line, done: takeForbidden(), isAnswered: isAnswered && status <= 1 })}\n`);
}
