import type { Client, Cluster } from '../../api/index.ts';
import { toolboxOf } from '../net-tools/index.ts';
import { Execution, otherChoices } from './execution.ts';
import { justBash } from './just-bash.ts';
import { openShell } from './open-shell.ts';
import { clientAt, HOST, keyOf, type Place } from './place.ts';
import { runProgramOf } from './programs/index.ts';
import type { Entered, NotModelledReason, ProcessResult, ProgramCall, Surroundings, Terminal } from './programs.ts';
import { quoted } from './quoted.ts';
import { outputOf, type StatementResult } from './results.ts';
import type { Happening, Part, Shell } from './shell.ts';
import { beforeRunning, doubted, type State, type Story, storyOf, withCluster, withStory } from './state.ts';
import { readStatement, SHELLS, type Statement } from './statement.ts';
import type { Kubeconfig, RunOptions, TerminalOptions } from './terminal-options.ts';

/**
 * The terminals of somebody who works with a cluster: a shell for each place, each with its own files, variables and
 * programs, and the one cluster that their commands change.
 *
 * Statements run one after the other: the next one may be given when the one before has come to its result.
 */
export class Terminals {
  readonly #options: TerminalOptions;
  #state: State;
  readonly #shells = new Map<string, Shell>();

  constructor(options: TerminalOptions, state?: State) {
    this.#options = options;
    this.#state = state ?? {
      cluster: options.cluster,
      kubeconfig: options.kubeconfig,
      forwards: new Map(),
      stories: new Map(),
    };
  }

  /** The cluster as the commands made it. */
  get cluster(): Cluster {
    return this.#state.cluster;
  }

  /** The kubeconfig, where some command changed it. */
  get kubeconfig(): Kubeconfig | undefined {
    return this.#state.kubeconfig;
  }

  /** The same terminals, in front of another cluster: what happened in these does not stay behind. */
  on(cluster: Cluster): Terminals {
    return cluster === this.cluster ? this : new Terminals(this.#options, withCluster(this.#state, cluster));
  }

  /** Runs a statement: as much as a shell reads before it does something. */
  async run(place: Place, text: string, options: RunOptions = {}): Promise<StatementResult> {
    const before = this.#state;
    const statement = readStatement((await justBash()).parse, text);
    const { chances, result } = await this.#attempt(place, statement, options);
    let others: Promise<readonly StatementResult[]> | undefined;
    return {
      ...result,
      alternatives: () => {
        others ??= this.#others(before, { place, statement, options, chances, result });
        return others;
      },
    };
  }

  /** The text of a file of a shell; nothing where it has none. */
  async readFile(place: Place, path: string): Promise<string | undefined> {
    const { files, settings } = await this.#shell(this.#named(place));
    const absolute = files.resolvePath(settings.cwd, path);
    return (await files.exists(absolute)) ? files.readFile(absolute) : undefined;
  }

  /** Puts a file into a shell's reach, as if a command had written it. */
  async writeFile(place: Place, path: string, text: string): Promise<void> {
    const own = this.#named(place);
    const shell = await this.#shell(own);
    const absolute = shell.files.resolvePath(shell.settings.cwd, path);
    await shell.files.writeFile(absolute, text);
    this.#happened(own, { kind: 'written', path: absolute, text });
  }

  /** A variable of a shell; nothing where it is not set, or nobody knows its value. */
  async variable(place: Place, name: string): Promise<string | undefined> {
    const own = this.#named(place);
    if (this.#story(own).doubts.has(name)) return undefined;
    return (await this.#shell(own)).variable(name);
  }

  /** The variables that a statement uses and that nobody has set. */
  async unset(place: Place, text: string): Promise<readonly string[]> {
    const { used, assigned } = readStatement((await justBash()).parse, text);
    const own = this.#named(place);
    const shell = await this.#shell(own);
    const { doubts } = this.#story(own);
    return used.filter(
      (name) =>
        !assigned.includes(name) && !shell.made.has(name) && !doubts.has(name) && shell.variable(name) === undefined,
    );
  }

  /** Leaves a shell that was entered; what was only there for it goes. Tells what kubectl prints then. */
  async leave(entered: Entered): Promise<string> {
    if (entered.removedOnExit !== true || entered.kind !== 'pod') return '';
    const { namespace, name } = entered;
    const { stdout } = await this.run(HOST, quoted(['kubectl', 'delete', 'pod', name, '-n', namespace]));
    return stdout;
  }

  async #others(
    before: State,
    { place, statement, options, chances, result }: Attempted,
  ): Promise<readonly StatementResult[]> {
    const seen = new Set([JSON.stringify([result.output, result.status])]);
    const found: StatementResult[] = [];
    for (const choices of otherChoices(chances)) {
      const copy = new Terminals(this.#options, before);
      const { result: other } = await copy.#attempt(place, statement, options, choices);
      const key = JSON.stringify([other.output, other.status]);
      if (seen.has(key)) continue;
      seen.add(key);
      found.push({ ...other, alternatives: async () => [] });
    }
    return found;
  }

  async #attempt(
    place: Place,
    statement: Statement,
    options: RunOptions,
    choices?: readonly number[],
  ): Promise<{ readonly chances: readonly number[]; readonly result: Omit<StatementResult, 'alternatives'> }> {
    const own = this.#named(place);
    const shell = await this.#shell(own);
    const { story, result: early } = beforeRunning(this.#story(own), statement, options.stdin ?? '');
    if (story !== undefined) this.#tell(own, story);
    if (early !== undefined) return { chances: [], result: early };
    const execution = new Execution(choices);
    const parts = await shell.run(statement, options.stdin ?? '', (call) => this.#call(call, options, execution));
    const result = outputOf(statement, parts, execution);
    this.#finished(own, statement, { parts, result, stdin: options.stdin ?? '' });
    return { chances: execution.chances, result };
  }

  #finished(
    place: Place,
    statement: Statement,
    { parts, result, stdin }: { parts: readonly Part[]; result: Omit<StatementResult, 'alternatives'>; stdin: string },
  ): void {
    const over = parts.at(-1)?.ended.over;
    // What was cut off, or broke, happened in no shell that goes on.
    if (over === 'endless' || over === 'broken') this.#shells.delete(keyOf(place));
    else {
      const results = parts.flatMap((part) => part.results);
      this.#happened(place, { kind: 'statement', statement, stdin, results });
    }
    const { notModelled, unknown, skipped } = result;
    const reason = notModelled ?? ((unknown ?? skipped) as string | NotModelledReason | undefined);
    this.#doubt(place, statement.assigned, typeof reason === 'string' ? { reason } : reason);
  }

  /** Remembers of which variables nobody knows the value from now on. */
  #doubt(place: Place, names: readonly string[], reason: NotModelledReason | undefined): void {
    if (names.length > 0) this.#tell(place, doubted(this.#story(place), names, reason));
  }

  async #call(call: ProgramCall, options: RunOptions, execution: Execution) {
    const place = this.#acting(call.place);
    const key =
      call.stdin === '' && call.argv[0] !== 'kubectl' ? JSON.stringify([call.argv, place, call.cwd]) : undefined;
    const result = await execution.take({ argv: call.argv, place: call.place }, key, () =>
      runProgramOf({ ...call, place }, this.#surroundings(options, execution)),
    );
    const { cluster, kubeconfig, forwards } = result;
    if (cluster !== undefined) this.#state = withCluster(this.#state, cluster);
    if (kubeconfig !== undefined) this.#state = { ...this.#state, kubeconfig };
    if (forwards !== undefined)
      this.#state = { ...this.#state, forwards: new Map([...this.#state.forwards, ...forwards]) };
    return result;
  }

  #surroundings(options: RunOptions, execution: Execution): Surroundings {
    const { cluster, kubeconfig, forwards } = this.#state;
    return {
      cluster,
      forwards,
      kubeconfig,
      namespace: options.namespace ?? this.#options.namespace,
      files: options.files ?? this.#options.files,
      urls: this.#options.urls,
      connected: (trace) => void execution.traces.push(trace),
      clientOf: (place) => this.#client(place),
      runAt: (after, place, argv, terminal) => this.#runAt(after, place, argv, { options, execution, ...terminal }),
    };
  }

  async #runAt(
    cluster: Cluster,
    asked: Place,
    argv: readonly string[],
    {
      options,
      execution,
      stdin,
      isInteractive,
    }: Terminal & { readonly options: RunOptions; readonly execution: Execution },
  ): Promise<ProcessResult> {
    this.#state = withCluster(this.#state, cluster);
    const place = this.#named(asked);
    const shell = await this.#shell(place);
    const [program = '', option, script] = argv;
    const name = program.replace(/^\/(?:usr\/)?(?:local\/)?s?bin\//, '');
    if (SHELLS.has(name) && isInteractive && stdin === '' && argv.slice(1).every((each) => /^-[il]+$/.test(each))) {
      if (shell.hasShell(name)) return { stdout: '', stderr: '', status: 0, waits: true };
    }
    const text =
      SHELLS.has(name) && option === '-c' && argv.length === 3 && shell.hasShell(name)
        ? (script ?? '')
        : quoted([name, ...argv.slice(1)]);
    const statement = readStatement((await justBash()).parse, text);
    if (statement.error !== undefined) return { stdout: '', stderr: statement.error, status: 2 };
    const part = await shell.runProcess(statement, stdin, (call) => this.#call(call, options, execution));
    if (part.ended.over === undefined) {
      this.#happened(place, { kind: 'process', statement, stdin, results: part.results });
    }
    const { output, unknown, ...rest } = outputOf(statement, [part], {
      commands: [],
      traces: [],
      results: part.results,
    });
    const { stdout, stderr, status } = rest;
    return {
      ...{ stdout, stderr, status, unknown, shown: output },
      ...(rest.notModelled === undefined ? {} : { notModelled: rest.notModelled }),
      ...(rest.skipped === undefined ? {} : { skipped: rest.skipped }),
      ...(rest.endless === true ? { endless: true } : {}),
    };
  }

  /** The place, with the container that a pod's name alone means. */
  #named(place: Place): Place {
    if (place.kind !== 'pod' || place.container !== undefined) return place;
    const client = clientAt(this.cluster, place);
    const container =
      client.kind === 'pod' ? (client.container ?? client.pod.object.spec.containers[0]?.name) : undefined;
    return container === undefined ? place : { ...place, container };
  }

  #acting(place: Place): Exclude<Place, { readonly kind: 'host' }> {
    return place.kind === 'host' ? (this.#options.host ?? { kind: 'outside' }) : place;
  }

  #client(place: Place): Client {
    return clientAt(this.cluster, this.#acting(place));
  }

  async #shell(place: Place): Promise<Shell> {
    const key = keyOf(place);
    const open = this.#shells.get(key);
    if (open !== undefined) return open;
    const client = this.#client(place);
    const { shell, doubts } = openShell(await justBash(), {
      place,
      client,
      box: toolboxOf(client),
      cluster: () => this.cluster,
      others: place.kind === 'host' ? this.#options.files : undefined,
      env: place.kind === 'host' ? (this.#options.env ?? {}) : {},
    });
    const story = this.#state.stories.get(key);
    if (story === undefined && doubts.size > 0) this.#tell(place, { place, depth: 0, happenings: [], doubts });
    this.#shells.set(key, shell);
    await shell.install();
    await shell.replay(story?.happenings ?? []);
    return shell;
  }

  #story(place: Place): Story {
    return storyOf(this.#state, place);
  }

  #happened(place: Place, happening: Happening): void {
    const story = this.#story(place);
    this.#tell(place, { ...story, happenings: [...story.happenings, happening] });
  }

  #tell(place: Place, story: Story): void {
    this.#state = withStory(this.#state, place, story);
  }
}

interface Attempted {
  readonly place: Place;
  readonly statement: Statement;
  readonly options: RunOptions;
  readonly chances: readonly number[];
  readonly result: Omit<StatementResult, 'alternatives'>;
}
