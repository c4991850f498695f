import { EPOCH, NotModelled, SetupError } from '../../engine/model/index.ts';
import type { Toolbox } from '../net-tools/index.ts';
import { installedOn } from './installed.ts';
import { type Ended, Interpreter, type InterpreterSettings, runScript } from './interpreter.ts';
import type { BashOptions, Command, ExecResult, IFileSystem, JustBash } from './just-bash.ts';
import type { Place } from './place.ts';
import type { ProgramCall, ProgramResult } from './programs.ts';
import type { Statement } from './statement.ts';

/** What happened in a shell, so that it can happen again in a copy. */
export type Happening =
  | { readonly kind: 'statement'; readonly statement: Statement; readonly stdin: string; readonly results: Results }
  | { readonly kind: 'process'; readonly statement: Statement; readonly stdin: string; readonly results: Results }
  | { readonly kind: 'written'; readonly path: string; readonly text: string };

type Results = readonly ProgramResult[];

export interface ShellSettings {
  readonly library: JustBash;
  readonly place: Place;
  readonly files: IFileSystem;
  readonly home: string;
  readonly cwd: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly box: Toolbox;
  /** The simulated programs that are installed. */
  readonly programs: readonly string[];
  /** Whether a name that no program has is one that somebody has to answer for. */
  readonly isForeign: (name: string) => boolean;
}

/** Runs a program for a shell. */
export type Dispatch = (call: ProgramCall) => Promise<ProgramResult>;

/** Output of one part of a statement, and the programs that it ran. */
export interface Part {
  readonly ended: Ended;
  readonly results: Results;
  /** A file that it read, and of which nobody knows what it holds. */
  readonly missed?: SetupError;
}

/** A shell with its files. */
export class Shell {
  readonly settings: ShellSettings;
  /** Functions and variables that statements made. */
  readonly made: Set<string> = new Set();
  #interpreter: Interpreter | undefined;
  #dispatch: Dispatch = nobody;
  #results: ProgramResult[] = [];
  #missed: SetupError | undefined;

  constructor(settings: ShellSettings) {
    this.settings = settings;
  }

  get files(): IFileSystem {
    return this.settings.files;
  }

  /** Whether a program is installed. */
  has(name: string): boolean {
    const { box, programs } = this.settings;
    return programs.includes(name) || (installedOn(box.system) as readonly string[]).includes(name);
  }

  /** Hears why nobody knows what a file holds. */
  missed(error: unknown): void {
    if (!(error instanceof SetupError)) throw error;
    this.#missed ??= error;
  }

  /** A variable of the shell, exported or not. */
  variable(name: string): string | undefined {
    this.#interpreter ??= new Interpreter(this.#forBash());
    return this.#interpreter.variables?.get(name) ?? this.settings.variables[name];
  }

  /** Runs a statement, part by part, until the shell is over. */
  async run(statement: Statement, stdin: string, dispatch: Dispatch): Promise<readonly Part[]> {
    this.#interpreter ??= new Interpreter(this.#forBash());
    const { bash } = this.#interpreter;
    const foreign = await this.#register(bash, statement);
    const parts: Part[] = [];
    for (const text of statement.parts) {
      const part = await this.#heard(dispatch, (interpreter = this.#interpreter) =>
        interpreter === undefined ? Promise.reject(new Error('no shell')) : interpreter.run(text, stdin),
      );
      parts.push(part);
      if (part.ended.over !== undefined) {
        this.#interpreter = undefined;
        this.made.clear();
        break;
      }
    }
    if (this.#interpreter !== undefined) {
      for (const name of [...statement.assigned, ...statement.functions]) this.made.add(name);
    }
    await foreign();
    return parts;
  }

  /** Runs a script in a process of its own, which shares the files. */
  async runProcess(statement: Statement, stdin: string, dispatch: Dispatch): Promise<Part> {
    const { customCommands = [], ...options } = this.#forBash().options;
    const foreign = this.#foreignOf(statement).map((name) => this.#program(name));
    const settings = {
      library: this.settings.library,
      options: { ...options, customCommands: [...customCommands, ...foreign] },
    };
    const part = await this.#heard(dispatch, () => runScript(settings, statement.text, stdin));
    for (const name of this.#foreignOf(statement)) await this.#forget(name);
    return part;
  }

  /** Lets happen again what happened before. */
  async replay(happenings: readonly Happening[]): Promise<void> {
    for (const each of happenings) {
      if (each.kind === 'written') await this.files.writeFile(each.path, each.text);
      else {
        const left = [...each.results];
        const again: Dispatch = async () => left.shift() ?? { stdout: '', stderr: '', status: 1 };
        if (each.kind === 'statement') await this.run(each.statement, each.stdin, again);
        else await this.runProcess(each.statement, each.stdin, again);
      }
    }
  }

  async #heard(dispatch: Dispatch, happen: () => Promise<Ended>): Promise<Part> {
    const before = { dispatch: this.#dispatch, results: this.#results };
    this.#dispatch = dispatch;
    this.#results = [];
    this.#missed = undefined;
    try {
      const ended = await happen();
      return { ended, results: this.#results, ...(this.#missed === undefined ? {} : { missed: this.#missed }) };
    } finally {
      this.#dispatch = before.dispatch;
      this.#results = before.results;
    }
  }

  #forBash(): InterpreterSettings {
    const { library, files, cwd, variables, box, programs } = this.settings;
    const options: InterpreterSettings['options'] = {
      fs: files,
      cwd,
      env: { ...variables },
      commands: [...installedOn(box.system)],
      customCommands: [...programs.map((name) => this.#program(name)), ...this.#wrappers()],
    };
    return { library, options };
  }

  /** Programs that are not there, and that a statement names: what becomes of it then is not the interpreter's to say. */
  #foreignOf(statement: Statement): readonly string[] {
    const { programs, isForeign } = this.settings;
    const own = new Set([...programs, ...statement.functions, ...this.made]);
    return statement.programs.filter((name) => !own.has(name) && isForeign(name));
  }

  async #register(bash: InstanceType<JustBash['Bash']>, statement: Statement): Promise<() => Promise<void>> {
    const names = this.#foreignOf(statement);
    for (const name of names) bash.registerCommand(this.#program(name));
    return async () => {
      for (const name of names) {
        commandsOf(bash).delete(name);
        await this.#forget(name);
      }
    };
  }

  /** It was only there to be heard. */
  async #forget(name: string): Promise<void> {
    for (const folder of ['/bin', '/usr/bin']) await this.files.rm(`${folder}/${name}`, { force: true });
  }

  #program(name: string): Command {
    return {
      name,
      trusted: true,
      execute: async (args, ctx) => {
        const { env, origCommand } = ctx;
        if (ENVIRONMENT.has(name) && args.length > 0 && origCommand !== undefined && name === 'env')
          return origCommand(args);
        const exported = new Map(Object.entries(ctx.exportedEnv ?? {}));
        const result = await this.#dispatch({
          argv: [name, ...args],
          stdin: this.settings.library.decodeBytesToUtf8(ctx.stdin as never),
          cwd: ctx.cwd,
          home: env.get('HOME') ?? this.settings.home,
          variables: withoutShell(exported, this.settings.variables),
          files: this.files,
          place: this.settings.place,
        });
        this.#results.push(result);
        for (const [path, text] of Object.entries(result.written ?? {})) await this.files.writeFile(path, text);
        return {
          stdout: result.stdout,
          stderr: result.stderr,
          exitCode: result.status === 'unknown' ? 0 : result.status,
        };
      },
    };
  }

  /** Expressions are matched in linear time, which those that refer back to a group do not have. */
  async #grep(name: string, args: string[], { origCommand }: Parameters<Command['execute']>[1]): Promise<ExecResult> {
    if (!args.some((each) => /\\[1-9]/.test(each)) || args.some((each) => /^-\w*F/.test(each))) {
      return (await origCommand?.(args)) ?? NOT_FOUND;
    }
    this.missed(new NotModelled(`${name} with an expression that refers back to a group (\\1) is not modelled`));
    return { stdout: '', stderr: '', exitCode: 0 };
  }

  /** Programs that run others, and the clock, which stands still. */
  #wrappers(): NonNullable<BashOptions['customCommands']> {
    const inner: Command['execute'] = async (args, { exec, cwd, stdin }) => {
      const words = withoutOptions(args);
      if (exec === undefined || words.length === 0) return { stdout: '', stderr: '', exitCode: 0 };
      return exec(quoted(words), { cwd, stdin: stdin as unknown as string, stdinKind: 'bytes' });
    };
    const wrappers = this.settings.box.system === 'machine' ? ['sudo', 'nohup'] : ['nohup'];
    return [
      ...Object.entries(SHORT).map(
        ([name, options]): Command => ({
          name,
          trusted: true,
          execute: async (args, { origCommand }) => (await origCommand?.(spread(args, options))) ?? NOT_FOUND,
        }),
      ),
      ...['grep', 'egrep'].map(
        (name): Command => ({ name, trusted: true, execute: (...call) => this.#grep(name, ...call) }),
      ),
      ...wrappers.map((name) => ({ name, trusted: true, execute: inner })),
      {
        name: 'date',
        trusted: true,
        execute: async (args, { origCommand }): Promise<ExecResult> => {
          const given = args.some((each) => /^(?:-d|--date|-r)/.test(each));
          return (
            (await origCommand?.(given ? args : ['-d', EPOCH, ...args])) ?? { stdout: '', stderr: '', exitCode: 127 }
          );
        },
      },
    ];
  }
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

const ENVIRONMENT: ReadonlySet<string> = new Set(['env', 'printenv']);

/** Words as a shell reads them back. */
export function quoted(words: readonly string[]): string {
  return words.map((word) => (/^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(' ');
}

/** `sudo -u root`, `sudo -E`: whose rights a program has changes nothing here. */
function withoutOptions(args: readonly string[]): readonly string[] {
  const start = args.findIndex((each, index) => !each.startsWith('-') && !/^-[ugp]$/.test(args[index - 1] ?? ''));
  return start < 0 ? [] : args.slice(start);
}

/** What the interpreter exports of its own is in no container's environment. */
function withoutShell(
  exported: ReadonlyMap<string, string>,
  given: Readonly<Record<string, string>>,
): ReadonlyMap<string, string> {
  const own = /^(?:IFS|OSTYPE|MACHTYPE|HOSTTYPE|PWD|OLDPWD|OPTIND|SHELLOPTS|BASHOPTS|SHLVL|_|\?)$/;
  const first = Object.keys(given).flatMap((name): [string, string][] => {
    const value = exported.get(name);
    return value === undefined ? [] : [[name, value]];
  });
  return new Map([...first, ...[...exported].filter(([name]) => !own.test(name) || name in given)]);
}

function commandsOf(bash: InstanceType<JustBash['Bash']>): Map<string, unknown> {
  return (bash as unknown as { readonly commands: Map<string, unknown> }).commands;
}

async function nobody(): Promise<ProgramResult> {
  return { stdout: '', stderr: '', status: 127 };
}
