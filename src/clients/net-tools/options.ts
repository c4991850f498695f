import { NotModelled, SetupError } from '../../engine/model/index.ts';

/** The options that a simulated command knows: names of flags, and of options with a value, with all their spellings. */
export interface OptionTable {
  readonly flags: readonly string[];
  readonly values: readonly string[];
}

/** The words of a command, read. An option is asked for by the first spelling that the table gives it. */
export interface Options {
  readonly operands: readonly string[];
  has(option: string): boolean;
  /** The last value given. */
  value(option: string): string | undefined;
  count(option: string): number;
}

/**
 * Reads options as getopt_long does: short ones may share a dash, `-m2` and `-m 2`, `--time 2` and `--time=2` are the
 * same, and `--` ends them. A table's entry lists spellings, `-m --max-time`. Throws a SetupError, which lists what is
 * supported, for any other.
 */
export function readOptions(command: string, args: readonly string[], table: OptionTable): Options {
  const names = namesOf(table);
  const given: { readonly option: string; readonly value: string }[] = [];
  const operands: string[] = [];
  for (let index = 0; index < args.length; index++) {
    const word = args[index] ?? '';
    if (word === '--') {
      operands.push(...args.slice(index + 1));
      break;
    }
    if (!/^-./.test(word)) {
      operands.push(word);
      continue;
    }
    for (const { spelling, attached, rest } of split(word, names)) {
      const known = names.get(spelling);
      if (known === undefined) throw unsupported(command, spelling, table);
      let value = attached;
      if (known.takesValue && value === undefined) value = rest === '' ? args[++index] : rest;
      if (known.takesValue && value === undefined) throw new SetupError(`${command}: ${spelling} takes a value`);
      given.push({ option: known.option, value: value ?? '' });
    }
  }
  const all = (option: string): readonly string[] =>
    given.filter((each) => each.option === option).map(({ value }) => value);
  return {
    operands,
    has: (option) => all(option).length > 0,
    value: (option) => all(option).at(-1),
    count: (option) => all(option).length,
  };
}

interface Known {
  readonly option: string;
  readonly takesValue: boolean;
}

function namesOf(table: OptionTable): ReadonlyMap<string, Known> {
  const entries = (lines: readonly string[], takesValue: boolean): [string, Known][] =>
    lines.flatMap((line) => {
      const spellings = line.split(' ');
      return spellings.map((spelling): [string, Known] => [spelling, { option: spellings[0] ?? '', takesValue }]);
    });
  return new Map([...entries(table.flags, false), ...entries(table.values, true)]);
}

interface Piece {
  readonly spelling: string;
  readonly attached?: string;
  /** What follows a short option in the same word: its value, where it takes one. */
  readonly rest: string;
}

function split(word: string, names: ReadonlyMap<string, Known>): readonly Piece[] {
  const long = /^(--[^=]+)(?:=([\s\S]*))?$/.exec(word);
  if (long !== null) {
    return [{ spelling: long[1] ?? '', rest: '', ...(long[2] === undefined ? {} : { attached: long[2] }) }];
  }
  if (names.has(word)) return [{ spelling: word, rest: '' }];
  const pieces: Piece[] = [];
  for (let index = 1; index < word.length; index++) {
    const spelling = `-${word[index]}`;
    const rest = word.slice(index + 1);
    pieces.push({ spelling, rest });
    if (names.get(spelling)?.takesValue === true && rest !== '') break;
  }
  return pieces;
}

function unsupported(command: string, option: string, table: OptionTable): SetupError {
  const known = [...table.flags, ...table.values].map((line) => line.replaceAll(' ', ', '));
  return new NotModelled(`${command} ${option} is not simulated`, {
    hint: known.length === 0 ? `${command} takes no options here` : `supported: ${known.join('; ')}`,
  });
}

/** A whole or fractional number of seconds. Throws a SetupError for anything else. */
export function secondsOf(command: string, text: string): number {
  const seconds = Number(text);
  if (text.trim() !== '' && Number.isFinite(seconds) && seconds >= 0) return seconds;
  throw new SetupError(`${command}: "${text}" is no number of seconds`);
}
