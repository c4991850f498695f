import { Writable } from 'node:stream';
import { terminalText } from '../../report/terminal/index.ts';

/** What people read on its way to a terminal or a log: whatever a command writes to it is escaped. */
export class TextStream extends Writable {
  readonly target: Writable;

  constructor(target: Writable) {
    super({ decodeStrings: false });
    this.target = target;
  }

  /** At once, so that nothing that goes to the target itself can overtake it. Whether it arrives is for the target to say. */
  override _write(chunk: unknown, _encoding: string, done: () => void): void {
    this.target.write(terminalText(String(chunk)));
    done();
  }
}

/** The stream itself, for formats that have escapes of their own (JSON, YAML, HTML), and for commands that are meant. */
export function exactly(stream: Writable): Writable {
  return stream instanceof TextStream ? stream.target : stream;
}
