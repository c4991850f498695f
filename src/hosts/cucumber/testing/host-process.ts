import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { RunOptions } from '../run-options.ts';

export interface HostRan {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * A process that runs projects one after the other (`program.ts`, as `compileHost` made it of the package at `host`): Node
 * and cucumber are loaded once. It starts at the first run.
 */
export class HostProcess {
  readonly #host: () => string;
  #child: ChildProcessWithoutNullStreams | undefined;

  constructor(host: () => string) {
    this.#host = host;
  }

  /** One at a time. Throws where the process ends during the run. */
  run(options: Pick<RunOptions, 'cwd'>): Promise<HostRan> {
    const child = this.#started();
    const ran = { stdout: '', stderr: '' };
    return new Promise((resolve, reject) => {
      const hear = (stream: 'stdout' | 'stderr') => (text: string) => {
        ran[stream] += text;
        const [stdout = '', status] = ran.stdout.split('\0');
        if (status?.endsWith('\n') !== true || !ran.stderr.endsWith('\0')) return;
        stop();
        resolve({ stdout, stderr: ran.stderr.slice(0, -1), status: Number(status) });
      };
      const [onStdout, onStderr] = [hear('stdout'), hear('stderr')];
      const onEnd = (code: number | null) => {
        stop();
        reject(new Error(`the process ended with ${code}\n${ran.stdout}${ran.stderr}`));
      };
      const stop = () => {
        child.stdout.off('data', onStdout);
        child.stderr.off('data', onStderr);
        child.off('close', onEnd);
      };
      child.stdout.on('data', onStdout);
      child.stderr.on('data', onStderr);
      child.on('close', onEnd);
      child.stdin.write(`${JSON.stringify(options)}\n`);
    });
  }

  end(): void {
    this.#child?.kill();
  }

  #started(): ChildProcessWithoutNullStreams {
    if (this.#child === undefined) {
      const program = join(this.#host(), 'host/testing/program.js');
      this.#child = spawn(process.execPath, [program], { env: { PATH: process.env['PATH'] } });
      this.#child.stdout.setEncoding('utf8');
      this.#child.stderr.setEncoding('utf8');
    }
    return this.#child;
  }
}
