import type { Writable } from 'node:stream';
import { terminalText } from '../../report/terminal/index.ts';

/** Reports that a program reads, and have escapes of their own, and one that moves the cursor itself. */
const EXACT = /^(html|json|junit|message|rerun|usage-json|progress-bar)$/;

interface Report {
  /** What cucumber calls it, and what it calls ours. */
  readonly format: string;
  readonly own: string;
  readonly coloured: boolean;
}

/**
 * Standard output for a report: names and messages of others obey no terminal and no CI job. Curlew's own report has
 * escaped what it writes, and writes commands for GitHub; of cucumber's the colours stay, where
 * it colours. In all else, the stream is the
 * one that is given: cucumber asks it whether it is a terminal.
 */
export function reportStream(stdout: Writable, { format, own, coloured }: Report): Writable {
  if (format === own || EXACT.test(format)) return stdout;
  const colours = coloured ? 'kept' : 'escaped';
  const write = (chunk: unknown, ...rest: unknown[]): boolean =>
    Reflect.apply(stdout.write, stdout, [typeof chunk === 'string' ? terminalText(chunk, colours) : chunk, ...rest]);
  return new Proxy(stdout, {
    get(stream, key) {
      if (key === 'write') return write;
      const value: unknown = Reflect.get(stream, key, stream);
      return typeof value === 'function' ? value.bind(stream) : value;
    },
  });
}
