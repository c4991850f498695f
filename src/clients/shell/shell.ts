import { SetupError } from '../../engine/model/index.ts';
import type { Toolbox } from '../net-tools/index.ts';
import { installedOn } from './installed.ts';
import { type Ended, Interpreter, type InterpreterSettings, runScript } from './interpreter.ts';
import type { Command, IFileSystem, JustBash } from './just-bash.ts';
import type { Place } from './place.ts';
import type { ProgramCall, ProgramResult } from './programs.ts';
import type { Statement } from './statement.ts';
import { wrappersOf } from './wrappers.ts';

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

  /** Programs outside the folders of programs, such as `/agnhost`, are files that call them. */
  async install(): Promise<void> {
    for (const path of this.settings.programs.filter((name) => name.startsWith('/'))) {
      await this.files.writeFile(path, `${path.slice(path.lastIndexOf('/') + 1)} "$@"\n`);
      await this.files.chmod(path, 0o755);
    }
  }

  /** Whether a shell of that name is there; in an image that nobody knows it may be. */
  hasShell(name: string): boolean {
    return this.has(name) || !this.settings.box.isWhole || (name === 'ash' && this.settings.box.shell === 'busybox');
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
      customCommands: [
        ...programs.filter((name) => !name.startsWith('/')).map((name) => this.#program(name)),
        ...wrappersOf(this.settings.box.system, (error) => this.missed(error)),
      ],
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
}

const ENVIRONMENT: ReadonlySet<string> = new Set(['env', 'printenv']);

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
  return Reflect.get(bash, 'commands');
}

async function nobody(): Promise<ProgramResult> {
  return { stdout: '', stderr: '', status: 127 };
}
