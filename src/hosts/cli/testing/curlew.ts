import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import type { ExitStatus, Surroundings } from '../surroundings.ts';

export const ROOT: string = join(import.meta.dirname, '../../../..');

export interface Ran {
  readonly status: ExitStatus;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where a command runs: at the top of the project, with nothing in standard input or the environment, unless said otherwise. */
export interface Where extends Partial<Pick<Surroundings, 'cwd' | 'env' | 'stdin' | 'untilStopped'>> {
  readonly input?: string;
  /** Hears what goes to standard error, as it does. */
  onStderr?(text: string): void;
}

/**
 * Runs the command line as it was built last, in this process; one at a time, as cucumber has one set of steps. Node loads
 * it and not vitest, since cucumber has Node load the steps: the two share their modules as in a process of their own.
 */
export async function curlew(args: readonly string[], where: Where = {}): Promise<Ran> {
  const commands: typeof import('../curlew.ts') = createRequire(import.meta.url)(join(ROOT, 'dist/commands.js'));
  const { cwd = ROOT, env = {}, input = '', untilStopped = () => new Promise(() => {}), onStderr } = where;
  const [stdout, stderr] = [new Collected(), new Collected(onStderr)];
  const { stdin = Readable.from([input]) } = where;
  const status = await commands.curlew(args, { cwd, env, stdin, stdout, stderr, process: 'shared', untilStopped });
  return { status, stdout: stdout.text, stderr: stderr.text };
}

class Collected extends Writable {
  text = '';
  readonly #hear: ((text: string) => void) | undefined;

  constructor(hear?: (text: string) => void) {
    super();
    this.#hear = hear;
  }

  override _write(chunk: unknown, _encoding: string, done: () => void): void {
    this.text += String(chunk);
    this.#hear?.(String(chunk));
    done();
  }
}
