import { dirname, sep } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Everything below stands in a file of Curlew: the folder above that of this module, wherever it was built to. */
const OWN = dirname(import.meta.dirname) + sep;

/** What a spec or its input is to blame for: the message says everything. */
const TOLD: ReadonlySet<string> = new Set([
  'SpecFailure',
  'ManifestError',
  'SetupError',
  'NotModelled',
  'BackendCannot',
]);

/**
 * Takes the lines of Curlew's own files out of an error's stack, and those of Node's: what is left is the user's step. Of an
 * error that Curlew itself is to blame for they say where to look, and stay.
 */
export function withoutOwnFrames(error: unknown, own: string = OWN): unknown {
  if (!(error instanceof Error) || error.stack === undefined) return error;
  const end = error.stack.indexOf(error.message) + error.message.length;
  const frames = error.stack.slice(end).split('\n');
  const isOwn = (line: string) => line.includes(own) || line.includes(pathToFileURL(own).href);
  const first = frames.find((line) => /^\s+at /.test(line));
  const isOurFault = error.name === 'CurlewDefect' || (!TOLD.has(error.name) && first !== undefined && isOwn(first));
  if (isOurFault) return error;
  const others = frames.filter((line) => PLACE.test(line) && !isOwn(line) && !/[ (]node:/.test(line));
  error.stack = error.stack.slice(0, end) + others.map((line) => `\n${line}`).join('');
  return error;
}

/** Where a line of a stack says a place: `at step (file:///specs/steps.js:3:70)`. */
const PLACE = /^\s+at .*:\d+:\d+\)?$/;
