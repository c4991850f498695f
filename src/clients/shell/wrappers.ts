import { EPOCH, NotModelled } from '../../engine/model/index.ts';
import type { System } from '../net-tools/index.ts';
import type { BashOptions, Command, ExecResult } from './just-bash.ts';
import { quoted } from './quoted.ts';

/**
 * Programs around those of the interpreter: that run others, that match expressions, that take options in another form; and
 * the clock, which stands still. `missed` hears of what nobody models.
 */
export function wrappersOf(
  system: System,
  missed: (error: unknown) => void,
): NonNullable<BashOptions['customCommands']> {
  const inner: Command['execute'] = async (args, { exec, cwd, stdin }) => {
    const words = withoutOptions(args);
    if (exec === undefined || words.length === 0) return { stdout: '', stderr: '', exitCode: 0 };
    return exec(quoted(words), { cwd, stdin: String(stdin), stdinKind: 'bytes' });
  };
  const wrappers = system === 'machine' ? ['sudo', 'nohup'] : ['nohup'];
  return [
    ...Object.entries(SHORT).map(
      ([name, options]): Command => ({
        name,
        trusted: true,
        execute: async (args, { origCommand }) => (await origCommand?.(spread(args, options))) ?? NOT_FOUND,
      }),
    ),
    ...['grep', 'egrep'].map((name) => grep(name, missed)),
    ...wrappers.map((name) => ({ name, trusted: true, execute: inner })),
    {
      name: 'date',
      trusted: true,
      execute: async (args, { origCommand }): Promise<ExecResult> => {
        const given = args.some((each) => /^(?:-d|--date|-r)/.test(each));
        return (await origCommand?.(given ? args : ['-d', EPOCH, ...args])) ?? NOT_FOUND;
      },
    },
  ];
}

/** Expressions are matched in linear time, which those that refer back to a group do not have. */
function grep(name: string, missed: (error: unknown) => void): Command {
  return {
    name,
    trusted: true,
    execute: async (args, { origCommand }) => {
      if (!args.some((each) => /\\[1-9]/.test(each)) || args.some((each) => /^-\w*F/.test(each))) {
        return (await origCommand?.(args)) ?? NOT_FOUND;
      }
      missed(new NotModelled(`${name} with an expression that refers back to a group (\\1) is not modelled`));
      return { stdout: '', stderr: '', exitCode: 0 };
    },
  };
}

const NOT_FOUND: ExecResult = { stdout: '', stderr: '', exitCode: 127 };

/** Options that the interpreter's own programs take only with their value behind a space. */
const SHORT: Readonly<Record<string, RegExp>> = { xargs: /^-([nILPd])(.+)$/, paste: /^-(s?d)(.+)$/ };

function spread(args: readonly string[], options: RegExp): string[] {
  const words = args.flatMap((arg) => {
    const [, letters, value] = options.exec(arg) ?? [];
    if (letters === undefined || value === undefined) return [arg];
    return [...[...letters].map((letter) => `-${letter}`), value];
  });
  const isOperand = (word: string, index: number) => !word.startsWith('-') && words[index - 1] !== '-d';
  return options === SHORT['paste'] && !words.some(isOperand) ? [...words, '-'] : words;
}

/** `sudo -u root`, `sudo -E`: whose rights a program has changes nothing here. */
function withoutOptions(args: readonly string[]): readonly string[] {
  const start = args.findIndex((each, index) => !each.startsWith('-') && !/^-[ugp]$/.test(args[index - 1] ?? ''));
  return start < 0 ? [] : args.slice(start);
}
