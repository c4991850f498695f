import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import type { Input } from './targets.ts';

/** What became of one input. */
export interface Answer {
  readonly status: number;
  /** Processor time. */
  readonly seconds: number;
  /** The beginning of what went to standard error. */
  readonly said: string;
}

type Curlew = (args: readonly string[], surroundings: object) => Promise<number>;

const ROOT = join(import.meta.dirname, '../../..');
const { curlew } = (await import(join(ROOT, 'dist/commands.js'))) as { readonly curlew: Curlew };

/** Runs a command as it was built last, in a folder that holds the input's files; without any, at the top of the project. */
async function answerTo({ files, args }: Input): Promise<Answer> {
  const names = Object.entries(files);
  const cwd = names.length === 0 ? ROOT : mkdtempSync(join(tmpdir(), 'curlew-fuzz-'));
  for (const [name, text] of names) writeFileSync(join(cwd, name), text);
  const stderr = new Beginning();
  const [stdin, untilStopped] = [Readable.from(['']), () => Promise.resolve()];
  const surroundings = { cwd, env: {}, stdin, stdout: new Beginning(), stderr, process: 'shared', untilStopped };
  const started = process.cpuUsage();
  try {
    const status = await curlew(args, surroundings);
    return { status, seconds: since(started), said: stderr.text };
  } finally {
    if (names.length > 0) rmSync(cwd, { recursive: true, force: true });
  }
}

function since(started: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1_000_000;
}

class Beginning extends Writable {
  text = '';

  override _write(chunk: unknown, _encoding: string, done: () => void): void {
    if (this.text.length < 2_000) this.text += String(chunk);
    done();
  }
}

process.on('message', (input: Input) => {
  void answerTo(input).then(
    (answer) => process.send?.(answer),
    (error: Error) => process.send?.({ status: 3, seconds: 0, said: String(error.stack) } satisfies Answer),
  );
});
