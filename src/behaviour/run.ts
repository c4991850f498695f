import { type Backend, type BackendKind, backendNamed } from '../backends/index.ts';
import type { Diagnostic, Observer } from '../engine/model/index.ts';
import type { LoadOptions } from '../files/index.ts';
import { Notices } from './notices.ts';

/** What the host of a run tells its scenarios. Plain JSON, since worker processes are told as well. */
export interface RunSettings {
  /** The folder that relative paths start from, absolute. Absent: the working directory of the process. */
  readonly cwd?: string;
  /** The cluster of every scenario, whatever its steps say: a profile's name, or a Cluster file. */
  readonly cluster?: string;
  /** The namespace of what names none, in scenarios that do not say it themselves. */
  readonly namespace?: string;
  /** What the scenarios ask: `simulated` unless said otherwise, or the path of a module that exports a backend. */
  readonly backend?: string;
  /** `told`: what scenarios are given and is left aside, or not understood, is told at the end, a line for each. */
  readonly notices?: string;
}

/** What a host hands to the scenarios of its own process, as it is: no other process gets it. */
export interface RunContext {
  /** In place of the backend that the settings name. */
  readonly backends?: BackendKind;
  readonly observer?: Observer;
  /** Takes the lines of `notices`; standard error does where nobody hands it. */
  readonly notice?: (line: string) => void;
}

/** The key of {@link RunSettings} among the World parameters, and that of a {@link RunContext}, which no copy of them has. */
const SETTINGS = 'curlew';
const CONTEXT: unique symbol = Symbol.for('curlew.run');

/**
 * The World parameters by which a host tells a run's scenarios what {@link runOf} reads, beside those that a user gave; what
 * the host says outranks what the user said.
 */
export function worldParametersOf(
  settings: RunSettings,
  given: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  return { ...given, [SETTINGS]: { ...settingsOf(given[SETTINGS]), ...settings } };
}

/** The World parameters by which a host hands values to the scenarios of its own process; cucumber copies none of them. */
export function handedParametersOf(context: RunContext): Readonly<Record<symbol, unknown>> {
  return { [CONTEXT]: context };
}

/** The run that begins with these World parameters: as its host says, else with nothing said. */
export function runOf(parameters: object): Run {
  return new Run(settingsOf(Reflect.get(parameters, SETTINGS)), contextOf(Reflect.get(parameters, CONTEXT)));
}

/** One run of feature files: what its host said, and the backends that its scenarios ask. */
export class Run {
  readonly settings: RunSettings;
  /** Hears what the scenarios ask and judge. */
  readonly observer: Observer | undefined;
  #backends: Promise<BackendKind> | undefined;
  readonly #notice: ((line: string) => void) | undefined;
  readonly #notices = new Notices();

  constructor(settings: RunSettings = {}, { backends, observer, notice }: RunContext = {}) {
    this.settings = settings;
    this.observer = observer;
    this.#notice = notice;
    this.#backends = backends === undefined ? undefined : Promise.resolve(backends);
  }

  /** A backend for a scenario. */
  async start(given: LoadOptions): Promise<Backend> {
    const { backend = 'simulated', cwd = process.cwd() } = this.settings;
    this.#backends ??= backendNamed(backend, cwd);
    return (await this.#backends).start(given);
  }

  /** Hears what a scenario's manifests brought with them. */
  hear(diagnostics: readonly Diagnostic[]): void {
    if (this.settings.notices === 'told') this.#notices.add(diagnostics);
  }

  /** Tells what was left aside, or not understood. */
  conclude(): void {
    const write = this.#notice ?? ((line: string) => process.stderr.write(`${line}\n`));
    for (const line of this.#notices.take()) write(line);
  }
}

function settingsOf(said: unknown): RunSettings {
  if (typeof said !== 'object' || said === null) return {};
  const texts = Object.entries(said).filter(([, value]) => typeof value === 'string');
  return Object.fromEntries(texts.filter(([name]) => NAMES.includes(name)));
}

const NAMES: readonly string[] = [
  'cwd',
  'cluster',
  'namespace',
  'backend',
  'notices',
] satisfies readonly (keyof RunSettings)[];

function contextOf(handed: unknown): RunContext {
  return typeof handed === 'object' && handed !== null ? handed : {};
}
