import type { Writable } from 'node:stream';
import { Option } from 'commander';
import type { Surroundings } from './surroundings.ts';
import { exactly } from './text-stream.ts';

/** The flag `-o` with the formats that a command knows; the first is the default. Any other ends with status 2. */
export function outputOption(formats: readonly [string, ...string[]]): Option {
  return new Option('-o, --output <format>', 'how to print the answer').choices([...formats]).default(formats[0]);
}

/** Prints a value as JSON, as `-o json` promises it: two spaces, a final newline. */
export function printJson({ stdout }: Pick<Surroundings, 'stdout'>, value: unknown): void {
  exactly(stdout).write(`${JSON.stringify(value, null, 2)}\n`);
}

/** Formats with escapes of their own: what stands in them is data, also where it looks like a command. */
const EXACT: readonly string[] = ['json', 'html', 'svg'];

/** Where an answer of this format goes. */
export function streamFor(format: string, { stdout }: Pick<Surroundings, 'stdout'>): Writable {
  return EXACT.includes(format) ? exactly(stdout) : stdout;
}
