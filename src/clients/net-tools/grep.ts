import { NotModelled, SetupError } from '../../engine/model/index.ts';
import { type Options, readOptions } from './options.ts';
import { type CommandOutput, failed, printed } from './output.ts';

const OPTIONS = { flags: ['-i', '-v', '-c', '-E', '-F', '-w', '-x', '-o', '-q'], values: ['-e'] };

/**
 * Filters its input as grep does. Status 1 where no line matches. Throws a SetupError for what is not simulated.
 * https://pubs.opengroup.org/onlinepubs/9799919799/utilities/grep.html
 */
export function grep(words: readonly string[], input: string): CommandOutput {
  const [name = '', ...args] = words;
  if (!/^[ef]?grep$/.test(name)) {
    throw new NotModelled(`"| ${words.join(' ')}" is not simulated`, { hint: 'a pipe may lead to grep' });
  }
  const options = readOptions(
    'grep',
    name === 'grep' ? args : [`-${name.slice(0, 1).toUpperCase()}`, ...args],
    OPTIONS,
  );
  const given = options.value('-e');
  const [pattern, ...files] = given === undefined ? options.operands : [given, ...options.operands];
  if (pattern === undefined) throw new SetupError('grep takes a pattern');
  if (files.length > 0) throw new SetupError(`grep reads its input here, not the file ${files[0]}`);
  const wanted = expression(pattern, options);
  const lines = input.split('\n');
  if (lines.at(-1) === '') lines.pop();
  const matching = lines.filter((line) => (line.match(wanted) !== null) !== options.has('-v'));
  const status = matching.length > 0 ? 0 : 1;
  if (options.has('-q')) return failed(status, '');
  if (options.has('-c')) return printed(`${matching.length}\n`, { status });
  const shown = options.has('-o') ? matching.flatMap((line) => line.match(wanted) ?? []) : matching;
  return printed(shown.map((line) => `${line}\n`).join(''), { status });
}

function expression(pattern: string, options: Options): RegExp {
  const source = options.has('-F') ? literal(pattern) : options.has('-E') ? pattern : fromBasic(pattern);
  const bounded = options.has('-x') ? `^(?:${source})$` : options.has('-w') ? `\\b(?:${source})\\b` : source;
  try {
    return new RegExp(bounded, options.has('-i') ? 'gi' : 'g');
  } catch (cause) {
    throw new SetupError(`grep: "${pattern}" is no regular expression`, { cause });
  }
}

/** In a basic regular expression `\|`, `\+`, `\?`, `\(…\)` and `\{…\}` are special, and bare they are not. */
function fromBasic(pattern: string): string {
  return pattern.replace(/\\?[|+?(){}]/g, (found) => (found.startsWith('\\') ? found.slice(1) : `\\${found}`));
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
