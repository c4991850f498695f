import { SetupError } from '../model/index.ts';

/** What a filter at the end of a pipe prints, and its exit status. */
export interface Filtered {
  readonly stdout: string;
  readonly status: number;
}

const OPTIONS: ReadonlySet<string> = new Set(['i', 'v', 'c', 'E', 'F', 'w', 'o', 'q', 'e', 'x']);

/**
 * Filters lines as `grep` does, with -i -v -c -E -F -w -x -o -q. Status 1 where no line matches. Throws a SetupError
 * for another command or option. https://pubs.opengroup.org/onlinepubs/9799919799/utilities/grep.html
 */
export function grep(words: readonly string[], input: string): Filtered {
  const [command = '', ...rest] = words;
  if (command !== 'grep' && command !== 'egrep') {
    throw new SetupError(`"| ${words.join(' ')}" is not modelled`, { hint: 'supported behind a pipe: grep' });
  }
  const options = new Set(command === 'egrep' ? ['E'] : []);
  const operands: string[] = [];
  for (const word of rest) {
    if (/^-[A-Za-z]+$/.test(word)) for (const option of word.slice(1)) options.add(known(option));
    else operands.push(word);
  }
  const [pattern, ...files] = operands;
  if (pattern === undefined) throw new SetupError('grep takes a pattern');
  if (files.length > 0) throw new SetupError(`grep reads the pipe here, not the file ${files[0]}`);
  return filter(input, expression(pattern, options), options);
}

function known(option: string): string {
  if (OPTIONS.has(option)) return option;
  throw new SetupError(`grep -${option} is not modelled`, { hint: `supported: -${[...OPTIONS].join(' -')}` });
}

function filter(input: string, wanted: RegExp, options: ReadonlySet<string>): Filtered {
  const lines = input.split('\n');
  if (lines.at(-1) === '') lines.pop();
  const matching = lines.filter((line) => new RegExp(wanted).test(line) !== options.has('v'));
  const status = matching.length > 0 ? 0 : 1;
  if (options.has('q')) return { stdout: '', status };
  if (options.has('c')) return { stdout: `${matching.length}\n`, status };
  const shown = options.has('o') ? matching.flatMap((line) => line.match(wanted) ?? []) : matching;
  return { stdout: shown.map((line) => `${line}\n`).join(''), status };
}

function expression(pattern: string, options: ReadonlySet<string>): RegExp {
  const source = options.has('F') ? escape(pattern) : options.has('E') ? pattern : fromBasic(pattern);
  const bounded = options.has('w') ? `\\b(?:${source})\\b` : options.has('x') ? `^(?:${source})$` : source;
  try {
    return new RegExp(bounded, options.has('i') ? 'gi' : 'g');
  } catch (cause) {
    throw new SetupError(`grep: "${pattern}" is no regular expression`, { cause });
  }
}

/** In a basic regular expression `\|`, `\+`, `\?`, `\(…\)` and `\{…\}` are special, and bare they are not. */
function fromBasic(pattern: string): string {
  return pattern.replace(/\\?[|+?(){}]/g, (found) => (found.startsWith('\\') ? found.slice(1) : `\\${found}`));
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
