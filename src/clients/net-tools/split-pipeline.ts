import { NotModelled, SetupError } from '../../engine/model/index.ts';

/** One command of a pipeline. */
export interface ShellCommand {
  readonly words: readonly string[];
  /** Where its streams go: `2>&1`, `>/dev/null`. */
  readonly stdout: 'kept' | 'dropped';
  readonly stderr: 'kept' | 'dropped' | 'to stdout';
}

/** A word's value, or nothing where no such variable is set. */
export type Variables = (name: string) => string;

const REDIRECTION = /^(?:([12]?)>\s*\/dev\/null|2>&1|&>\s*\/dev\/null)(?=$|[\s|])/;

/**
 * Splits a line as a POSIX shell does: quotes, backslashes, `$NAME`, pipes, and streams that go to /dev/null or join
 * (https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html). Throws a SetupError for the rest of the
 * shell's language: lists of commands, substitutions, files, globs.
 */
export function splitPipeline(line: string, variable: Variables): readonly ShellCommand[] {
  const commands: { words: string[]; stdout: ShellCommand['stdout']; stderr: ShellCommand['stderr'] }[] = [];
  const start = (): void => void commands.push({ words: [], stdout: 'kept', stderr: 'kept' });
  start();
  let index = 0;
  while (index < line.length) {
    const rest = line.slice(index);
    const current = commands.at(-1);
    if (current === undefined) break;
    const blank = /^(?:\s+|\\\n)/.exec(rest)?.[0];
    if (blank !== undefined) {
      index += blank.length;
      continue;
    }
    const redirection = REDIRECTION.exec(rest);
    if (redirection !== null) {
      redirect(current, redirection[0], redirection[1]);
      index += redirection[0].length;
    } else if (/^\|(?!\|)/.test(rest)) {
      start();
      index += 1;
    } else {
      const { word, length } = readWord(line, index, variable);
      current.words.push(...word);
      index += length;
    }
  }
  if (commands.some(({ words }) => words.length === 0)) throw new SetupError(`"${line}" names no command`);
  return commands;
}

function redirect(
  command: { stdout: ShellCommand['stdout']; stderr: ShellCommand['stderr'] },
  text: string,
  stream: string | undefined,
): void {
  if (text === '2>&1') command.stderr = command.stdout === 'dropped' ? 'dropped' : 'to stdout';
  else if (text.startsWith('&')) Object.assign(command, { stdout: 'dropped', stderr: 'dropped' });
  else if (stream === '2') command.stderr = 'dropped';
  else command.stdout = 'dropped';
}

/** One word from `start` on; an unquoted variable that is empty gives none. */
function readWord(
  line: string,
  start: number,
  variable: Variables,
): { readonly word: readonly string[]; readonly length: number } {
  let text = '';
  let quoted = false;
  let index = start;
  while (index < line.length) {
    const rest = line.slice(index);
    const single = /^'([^']*)'/.exec(rest);
    if (single !== null) {
      text += single[1];
      quoted = true;
      index += single[0].length;
      continue;
    }
    const double = /^"((?:[^"\\]|\\[\s\S])*)"/.exec(rest);
    if (double !== null) {
      text += expand(line, double[1] ?? '', variable);
      quoted = true;
      index += double[0].length;
      continue;
    }
    if (/^(?:\s|\|(?!\|))/.test(rest) || REDIRECTION.test(rest)) break;
    const plain = /^(?:\\[\s\S]|\$\{?\w+\}?|[^\s|&;<>()`$'"\\*?]|[?*](?=\S*=)|\*(?=\])|\?)/.exec(rest)?.[0];
    if (plain === undefined) throw unsupported(line, rest[0] ?? '');
    text += plain.startsWith('\\') ? plain.slice(1) : expand(line, plain, variable);
    index += plain.length;
  }
  return { word: text === '' && !quoted ? [] : [text], length: index - start };
}

function expand(line: string, text: string, variable: Variables): string {
  return text.replace(/\\([$`"\\\n])|\$\{(\w+)\}|\$([A-Za-z_]\w*)|[$`]/g, (found, escaped, braced, bare) => {
    if (escaped !== undefined) return escaped === '\n' ? '' : escaped;
    const name = braced ?? bare;
    if (name === undefined) throw unsupported(line, found);
    return variable(name);
  });
}

function unsupported(line: string, character: string): SetupError {
  const hint = 'supported: one command, quotes, $NAME, "| grep TEXT", 2>&1 and >/dev/null';
  const open = character === '"' || character === "'";
  if (open) return new SetupError(`the quote ${character} in "${line}" is never closed`, { hint });
  return new NotModelled(`"${line}": the shell's "${character}" is not simulated`, { hint });
}
