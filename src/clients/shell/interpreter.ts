import type { Bash, BashOptions, ExecResult, JustBash } from './just-bash.ts';

/** What a statement left behind. */
export interface Ended {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number;
  /** Why the shell is over, where it is: it left, did too much, or came to what it cannot do. */
  readonly over?: 'left' | 'endless' | 'broken';
}

/** What one statement may do: enough for every loop that ends. */
const MOST_COMMANDS = 2500;
const UNBOUNDED = 1_000_000_000;

/** Statements that one shell takes; the loop around them is bounded like every other. */
const LOOP = 10_000;

const LIMITS: NonNullable<BashOptions['executionLimits']> = {
  maxExecutionTimeMs: Number.POSITIVE_INFINITY,
  maxCommandCount: UNBOUNDED,
  maxWorkUnits: UNBOUNDED,
  maxLoopIterations: LOOP,
  maxCallDepth: 60,
  maxSubstitutionDepth: 20,
  maxExecDepth: 20,
  maxAwkIterations: 20_000,
  maxSedIterations: 20_000,
  maxJqIterations: 20_000,
  maxSourceBytes: 4_000_000,
  maxStringLength: 4_000_000,
  maxHeredocSize: 4_000_000,
  maxBraceExpansionResults: 10_000,
  maxArrayElements: 100_000,
  maxFileSystemBytes: 64_000_000,
  maxOutputSize: UNBOUNDED,
  maxInputBytes: UNBOUNDED,
  maxGlobOperations: 100_000,
};

const SCRIPT = `while __more; do while __next; do
eval "$(__statement)" >/proc/1/out 2>/proc/1/err </proc/1/in
__done $?
done; done`;

export interface InterpreterSettings {
  readonly library: JustBash;
  readonly options: Pick<BashOptions, 'fs' | 'env' | 'cwd' | 'commands' | 'customCommands'>;
}

/**
 * An interactive shell: variables, functions, options and the folder stay from one statement to the next. It is one script,
 * whose loop waits for statements; whatever ends the script ends the shell.
 */
export class Interpreter {
  readonly bash: Bash;
  /** The shell's variables, once it has taken a statement. */
  variables: ReadonlyMap<string, string> | undefined;
  readonly #budget: Budget;
  #wanted: ((text: string) => void) | undefined;
  #waiting: string | undefined;
  #text = '';
  #ended: ((ended: Ended) => void) | undefined;
  #round = 0;
  #status = 0;
  #isRunning = false;

  constructor(settings: InterpreterSettings) {
    this.#budget = new Budget(() => this.bash);
    this.bash = makeBash(settings, this.#budget, [
      { name: '__more', trusted: true, execute: async () => exit(0) },
      { name: '__next', trusted: true, execute: (_, { env }) => this.#next(env) },
      { name: '__statement', trusted: true, execute: async () => ({ ...exit(0), stdout: this.#withStatus() }) },
      { name: '__done', trusted: true, execute: ([status], { env }) => this.#done(Number(status), env) },
    ]);
    void this.bash.exec(SCRIPT, { rawScript: true }).then((result) => this.#over(result));
  }

  async run(text: string, stdin: string): Promise<Ended> {
    await this.bash.fs.writeFile('/proc/1/in', stdin);
    return new Promise((resolve) => {
      this.#ended = resolve;
      this.#isRunning = false;
      this.#budget.start();
      if (this.#wanted === undefined) this.#waiting = text;
      else this.#wanted(text);
    });
  }

  async #next(env: ReadonlyMap<string, string>): Promise<ExecResult> {
    this.variables = new Map(env);
    // A text that was read within the statement was none: the interpreter goes back to the loop.
    if (this.#isRunning) {
      const { stdout, stderr } = await this.#streams();
      this.#end({ stdout, stderr: `${stderr}bash: eval: syntax error: unexpected end of file\n`, status: 2 });
    }
    this.#round += 1;
    if (this.#round % (LOOP - 1) === 0) return exit(1);
    this.#text = this.#waiting ?? (await new Promise<string>((resolve) => (this.#wanted = resolve)));
    this.#waiting = undefined;
    this.#wanted = undefined;
    this.#isRunning = true;
    return exit(0);
  }

  /** The loop has an exit status of its own: `$?` is that of the statement before. */
  #withStatus(): string {
    return /\$\{?\?/.test(this.#text) ? `(exit ${this.#status})\n${this.#text}` : this.#text;
  }

  async #done(status: number, env: ReadonlyMap<string, string>): Promise<ExecResult> {
    // What a program is given is taken from it when it ends.
    this.variables = new Map(env);
    this.#status = status;
    this.#end({ ...(await this.#streams()), status });
    return exit(0);
  }

  async #over({ stdout, stderr, exitCode }: ExecResult): Promise<void> {
    const streams = await this.#streams();
    const over = this.#budget.isSpent ? 'endless' : exitCode === 126 && stderr !== '' ? 'broken' : 'left';
    this.#end({
      stdout: streams.stdout + stdout,
      stderr: streams.stderr + withoutLimit(stderr),
      status: over === 'endless' ? 130 : exitCode,
      over,
    });
  }

  #end(ended: Ended): void {
    this.#isRunning = false;
    this.#ended?.(ended);
  }

  async #streams(): Promise<{ readonly stdout: string; readonly stderr: string }> {
    const read = async (path: string) => ((await this.bash.fs.exists(path)) ? this.bash.fs.readFile(path) : '');
    return { stdout: await read('/proc/1/out'), stderr: await read('/proc/1/err') };
  }
}

/** Runs a script as a process of its own does. */
export async function runScript(settings: InterpreterSettings, script: string, stdin: string): Promise<Ended> {
  const budget = new Budget(() => bash);
  const bash: Bash = makeBash(settings, budget, []);
  budget.start();
  const { stdout, stderr, exitCode } = await bash.exec(script, { rawScript: true, stdin });
  if (budget.isSpent) return { stdout, stderr: withoutLimit(stderr), status: 130, over: 'endless' };
  return { stdout, stderr: withoutLimit(stderr), status: exitCode };
}

function makeBash({ library, options }: InterpreterSettings, budget: Budget, own: BashOptions['customCommands']): Bash {
  return new library.Bash({
    ...options,
    customCommands: [...(options.customCommands ?? []), ...(own ?? [])],
    executionLimits: LIMITS,
    // It would replace globals of the process. Nothing here runs JavaScript.
    defenseInDepth: false,
    sleep: async () => {},
    coverage: budget,
  });
}

/**
 * Counts what a statement does, as the interpreter tells of each step; the interpreter's own limits count over the whole
 * life of a shell, and are lowered when it is over.
 */
class Budget {
  readonly #bash: () => Bash;
  #left: number = MOST_COMMANDS;

  constructor(bash: () => Bash) {
    this.#bash = bash;
  }

  get isSpent(): boolean {
    return this.#left < 0;
  }

  start(): void {
    this.#left = MOST_COMMANDS;
  }

  hit(feature: string): void {
    if (!feature.startsWith('bash:cmd:')) return;
    this.#left -= 1;
    if (this.#left < 0) Object.assign(limitsOf(this.#bash()), { maxCommandCount: 1 });
  }
}

function limitsOf(bash: Bash): object {
  return Reflect.get(bash, 'limits');
}

/** The interpreter's word for its limits is no output of a shell. */
function withoutLimit(text: string): string {
  return text.replace(/^bash: .*too many commands executed.*\n/m, '').replace(/, increase executionLimits\.\w+/g, '');
}

function exit(exitCode: number): ExecResult {
  return { stdout: '', stderr: '', exitCode };
}
