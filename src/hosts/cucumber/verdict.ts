import { inspect } from 'node:util';
import { type Fault, faultOf, isBuiltin, type Origin, sourceOf } from './fault.ts';
import type { Envelope } from './messages.ts';
import type { RunResult, RunStatus } from './run-options.ts';
import {
  type FinishedScenario,
  ScenarioLog,
  type ScenarioStatus,
  type StepRun,
  scenarioStatus,
} from './scenario-log.ts';

interface VerdictOptions extends Origin {
  readonly dryRun: boolean;
  readonly strict: boolean;
  readonly allowEmpty: boolean;
  /** The flags that choose scenarios, as the user wrote them, for the message when none is left. */
  readonly selection: readonly string[];
}

/** Watches a run and decides its exit status. Cucumber's own answer passes runs that prove nothing. */
export class Verdict {
  readonly #log = new ScenarioLog();
  readonly #options: VerdictOptions;
  readonly #counts = new Map<ScenarioStatus, number>();
  readonly #faults = new Set<Fault>();
  readonly #problems: string[] = [];
  readonly #bad: string[] = [];
  #started = false;

  constructor(options: VerdictOptions) {
    this.#options = options;
  }

  /** Whether scenarios began to run: what goes wrong before is bad usage, and after it a defect. */
  get started(): boolean {
    return this.#started;
  }

  /** How many scenarios were chosen to run. */
  get planned(): number {
    return this.#log.planned;
  }

  receive(envelope: Envelope): void {
    const scenario = this.#log.receive(envelope);
    if (scenario !== undefined) this.#judge(scenario);
    if (envelope.testRunStarted !== undefined) this.#started = true;
    if (envelope.parseError !== undefined) this.#parseError(envelope.parseError);
    if (envelope.testRunHookFinished?.result.status === 'FAILED') {
      const { exception, message } = envelope.testRunHookFinished.result;
      this.#faults.add(faultOf(exception, false));
      this.#problems.push(`a BeforeAll or AfterAll hook failed: ${message ?? ''}`);
    }
  }

  /** The result of a run that cucumber calls a success or not. */
  conclude(success: boolean): RunResult {
    const problems = [...this.#problems];
    const empty = this.#count('empty');
    if (empty > 0)
      problems.push(`${scenarios(empty)} without steps: ${empty === 1 ? 'it proves' : 'they prove'} nothing`);
    const unfinished = this.#log.planned - [...this.#counts.values()].reduce((sum, count) => sum + count, 0);
    if (unfinished > 0) {
      if (this.#faults.size === 0) this.#faults.add('defect');
      problems.push(`${unfinished} of ${scenarios(this.#log.planned)} did not finish: a worker ended early`);
    }
    const idle = this.#faults.size === 0 && empty === 0 ? this.#whyIdle() : undefined;
    if (idle !== undefined) problems.push(`nothing ran: ${idle}`);
    const status = this.#status(empty > 0 || idle !== undefined);
    if (status !== 0 || success || this.#log.planned === 0) return { status, problems };
    return { status: 3, problems: [...problems, 'no scenario failed, yet cucumber reports a failure'] };
  }

  /** The result of a run that cucumber gave up: on a BeforeAll hook that failed, or on a defect. */
  abort(error: unknown): RunResult {
    if (this.#faults.size > 0) return { status: this.#status(false), problems: this.#problems };
    return { status: 3, problems: [inspect(error)] };
  }

  /** The result of a run whose reports could not be written, and why. */
  unwritable(files: readonly string[], error: Error): RunResult {
    this.#faults.add('input');
    const where = files.length === 0 ? 'the report' : `the report to ${files.join(' or ')}`;
    const problem = `error: cannot write ${where}: ${error.message}`;
    return { status: this.#status(false), problems: [...this.#problems, problem] };
  }

  /** What a run had done when it was interrupted. */
  progress(): readonly string[] {
    const done = [...this.#counts.values()].reduce((sum, count) => sum + count, 0);
    const counts = [...this.#counts].map(([status, count]) => `${count} ${status}`).join(', ');
    const detail = counts === '' ? '' : ` (${counts})`;
    return [
      `interrupted: ${done} of ${scenarios(this.#log.planned)} had run${detail}`,
      ...this.#bad.map((each) => `  ${each}`),
    ];
  }

  #status(provesNothing: boolean): RunStatus {
    if (this.#faults.has('defect')) return 3;
    if (this.#faults.has('spec')) return 1;
    return this.#faults.has('input') || provesNothing ? 2 : 0;
  }

  #judge(scenario: FinishedScenario): void {
    const status = scenarioStatus(scenario);
    this.#counts.set(status, this.#count(status) + 1);
    if (status === 'passed') return;
    if (status !== 'skipped') this.#bad.push(`${scenario.pickle.uri}: ${scenario.pickle.name}: ${status}`);
    for (const run of scenario.runs) {
      const fault = this.#faultIn(run);
      if (fault !== undefined) this.#faults.add(fault);
    }
  }

  #faultIn(run: StepRun): Fault | undefined {
    switch (run.result.status) {
      case 'FAILED':
        return faultOf(run.result.exception, isBuiltin(sourceOf(run, this.#log), this.#options));
      case 'UNDEFINED':
      case 'AMBIGUOUS':
        return 'spec';
      case 'PENDING':
        return this.#options.strict ? 'spec' : undefined;
      default:
        return undefined;
    }
  }

  #parseError({ source, message }: NonNullable<Envelope['parseError']>): void {
    const { line = 0, column = 0 } = source.location ?? {};
    this.#faults.add('input');
    this.#problems.push(`${source.uri ?? ''}:${line}:${column}: ${message.replace(/^\(\d+:\d+\): /, '')}`);
  }

  #whyIdle(): string | undefined {
    const { allowEmpty, dryRun, selection } = this.#options;
    if (allowEmpty) return undefined;
    if (this.#log.pickles.size === 0) return 'the feature files hold no scenario';
    if (this.#log.planned === 0) return `no scenario of ${this.#log.pickles.size} matches ${selection.join(' ')}`;
    const skipped = this.#count('skipped');
    return !dryRun && skipped === this.#log.planned ? `${scenarios(skipped)}, all skipped` : undefined;
  }

  #count(status: ScenarioStatus): number {
    return this.#counts.get(status) ?? 0;
  }
}

function scenarios(count: number): string {
  return count === 1 ? '1 scenario' : `${count} scenarios`;
}
