import { NotModelled, type SetupError } from '../../engine/model/index.ts';
import { KubectlError } from './kubectl-error.ts';

/** A flag of a command. A `switch` takes no value unless it is written with `=`; a `list` may be given many times. */
export interface FlagSpec {
  readonly name: string;
  readonly short?: string;
  readonly type: 'text' | 'number' | 'switch' | 'list' | 'duration';
  /** The value of a text flag that is written without one. */
  readonly bare?: string;
}

/** What a command understands. */
export interface FlagSet {
  /** As in `kubectl create service`. */
  readonly command: string;
  readonly flags: readonly FlagSpec[];
  /** Flags that the real command has, and that are refused here, by name and letter: `watch/w`. */
  readonly unmodelled: readonly string[];
}

/** A parsed command line. Flags by name; later values win, except in lists. */
export interface Arguments {
  readonly command: string;
  readonly words: readonly string[];
  /** What stands behind `--`; absent where there is no `--`. */
  readonly afterDash?: readonly string[];
  /** Flags by their long names, as they were written one after the other. */
  readonly written: readonly (readonly [name: string, value: string])[];
  text(flag: string): string | undefined;
  list(flag: string): readonly string[];
  isSet(flag: string): boolean;
  isOn(flag: string): boolean;
}

const GLOBAL: readonly FlagSpec[] = [
  { name: 'namespace', short: 'n', type: 'text' },
  { name: 'context', type: 'text' },
];
const UNMODELLED_GLOBALS: readonly string[] = [
  ...['help/h', 'kubeconfig', 'cluster', 'user', 'server/s', 'token', 'as', 'as-group', 'as-uid', 'v/v'],
  ...['request-timeout', 'cache-dir', 'certificate-authority', 'insecure-skip-tls-verify', 'tls-server-name'],
  ...['warnings-as-errors', 'match-server-version', 'password', 'username', 'client-key', 'client-certificate'],
];

/** Parses words as spf13/pflag does: flags may stand anywhere before `--`. Throws a KubectlError for an unknown flag. */
export function parseFlags(words: readonly string[], set: FlagSet): Arguments {
  const values = new Map<string, string[]>();
  const plain: string[] = [];
  const written: (readonly [string, string])[] = [];
  const add = (name: string, value: string): void => {
    written.push([name, value]);
    values.set(name, [...(values.get(name) ?? []), value]);
  };
  const queue = [...words];
  let afterDash: readonly string[] | undefined;
  for (let word = queue.shift(); word !== undefined; word = queue.shift()) {
    if (word === '--') {
      afterDash = queue.splice(0);
    } else if (word.startsWith('--')) parseLong(word.slice(2), { set, queue, add });
    else if (word.startsWith('-') && word.length > 1) parseShort(word, { set, queue, add });
    else plain.push(word);
  }
  return {
    command: set.command,
    words: plain,
    written,
    ...(afterDash === undefined ? {} : { afterDash }),
    text: (flag) => values.get(flag)?.at(-1),
    list: (flag) => values.get(flag) ?? [],
    isSet: (flag) => values.has(flag),
    isOn: (flag) => values.get(flag)?.at(-1) === 'true',
  };
}

interface Parsing {
  readonly set: FlagSet;
  readonly queue: string[];
  readonly add: (name: string, value: string) => void;
}

function parseLong(text: string, { set, queue, add }: Parsing): void {
  const equals = text.indexOf('=');
  const name = equals < 0 ? text : text.slice(0, equals);
  const flag = findFlag(set, (each) => each.name === name);
  if (flag === undefined) throw unknownFlag(set, name, name, `unknown flag: --${name}`);
  const written = equals < 0 ? undefined : text.slice(equals + 1);
  const value = written ?? implied(flag) ?? queue.shift();
  if (value === undefined) throw flagError(set, `flag needs an argument: --${name}`);
  add(flag.name, checked(flag, value, set));
}

/** `-it`, `-nshop`, `-n shop`, `-n=shop`: letters are switches until one takes a value. */
function parseShort(word: string, { set, queue, add }: Parsing): void {
  for (let index = 1; index < word.length; index++) {
    const letter = word[index] ?? '';
    const flag = findFlag(set, (each) => each.short === letter);
    if (flag === undefined) {
      throw unknownFlag(set, letter, `/${letter}`, `unknown shorthand flag: '${letter}' in ${word}`);
    }
    const rest = word.slice(index + 1);
    const value = implied(flag);
    if (rest.startsWith('=')) {
      add(flag.name, checked(flag, rest.slice(1), set));
      return;
    }
    if (value !== undefined) add(flag.name, value);
    else {
      const taken = rest === '' ? queue.shift() : rest;
      if (taken === undefined) throw flagError(set, `flag needs an argument: '${letter}' in ${word}`);
      add(flag.name, checked(flag, taken, set));
      return;
    }
  }
}

function findFlag(set: FlagSet, matches: (flag: FlagSpec) => boolean): FlagSpec | undefined {
  return set.flags.find(matches) ?? GLOBAL.find(matches);
}

function implied(flag: FlagSpec): string | undefined {
  return flag.type === 'switch' ? 'true' : flag.bare;
}

/** What Go's time.ParseDuration takes: `30s`, `1h30m`, `0`. */
const DURATION = /^[+-]?(?:0|(?:\d+(?:\.\d*)?(?:ns|us|µs|ms|s|m|h))+)$/;

function checked(flag: FlagSpec, value: string, set: FlagSet): string {
  const shown = flag.short === undefined ? `--${flag.name}` : `-${flag.short}, --${flag.name}`;
  if (flag.type === 'number' && !/^[+-]?\d+$/.test(value)) {
    const reason = `strconv.ParseInt: parsing "${value}": invalid syntax`;
    throw flagError(set, `invalid argument "${value}" for "${shown}" flag: ${reason}`);
  }
  if (flag.type === 'duration' && !DURATION.test(value)) {
    const reason = /^[+-]?[\d.]+$/.test(value) ? 'missing unit in' : 'invalid';
    const problem = `time: ${reason} duration "${value}"`;
    throw flagError(set, `invalid argument "${value}" for "${shown}" flag: ${problem}`);
  }
  if (flag.type !== 'switch') return value;
  if (['true', 't', 'T', 'TRUE', 'True', '1'].includes(value)) return 'true';
  if (['false', 'f', 'F', 'FALSE', 'False', '0'].includes(value)) return 'false';
  const reason = `strconv.ParseBool: parsing "${value}": invalid syntax`;
  throw flagError(set, `invalid argument "${value}" for "${shown}" flag: ${reason}`);
}

/** A flag that kubectl has and Curlew has not is no error of kubectl's. */
function unknownFlag(set: FlagSet, shown: string, name: string, message: string): KubectlError | SetupError {
  const isReal = [...set.unmodelled, ...UNMODELLED_GLOBALS].some((each) =>
    name.startsWith('/') ? each.endsWith(name) : each.split('/')[0] === name,
  );
  if (!isReal) return flagError(set, message);
  const dashes = shown.length === 1 ? '-' : '--';
  const supported = [...set.flags, ...GLOBAL].map((flag) => `--${flag.name}`).sort();
  return new NotModelled(`kubectl ${set.command} ${dashes}${shown} is not modelled`, {
    hint: `supported: ${supported.join(', ')}`,
  });
}

function flagError(set: FlagSet, message: string): KubectlError {
  return new KubectlError(`${message}\nSee 'kubectl ${set.command} --help' for usage.`);
}
