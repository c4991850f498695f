import { escapeControls, mapStrings, terminalText } from '../../report/terminal/index.ts';
import type { Origin } from './fault.ts';
import { githubAnnotation } from './github-annotation.ts';
import type { Slip } from './hint.ts';
import type { Envelope } from './messages.ts';
import { ansi, plain } from './paint.ts';
import { type FinishedScenario, ScenarioLog, scenarioStatus } from './scenario-log.ts';
import { ScenarioText } from './scenario-text.ts';
import { summaryLines } from './summary-lines.ts';

/** What {@link FORMATTER_OPTIONS} holds in cucumber's format options; JSON, as cucumber wants it. */
export interface FormatterOptions extends Origin {
  /** Colour what goes to standard output. A file is never coloured. */
  readonly colour: boolean;
  readonly slips?: readonly Slip[];
  /** Also mark failures on the lines of a pull request; the folder that GitHub takes paths from. */
  readonly githubWorkspace?: string;
}

/** The key of {@link FormatterOptions} in cucumber's format options. */
export const FORMATTER_OPTIONS = 'curlew';

interface FormatterPlugin {
  readonly type: 'formatter';
  readonly optionsKey: string;
  formatter(context: {
    on(event: 'message', handler: (envelope: Envelope) => void): void;
    readonly options: FormatterOptions;
    write(text: string): void;
    /** Only of a report that goes to a file. */
    readonly directory?: string;
  }): void;
}

/** The report of one run. It prints scenarios in the order planned and no durations, so that equal runs print the same. */
class Report {
  readonly #log = new ScenarioLog();
  readonly #text: ScenarioText;
  readonly #write: (text: string) => void;
  /** Writes what GitHub is to obey. */
  readonly #command: (text: string) => void;
  readonly #github: { readonly cwd: string; readonly workspace: string } | undefined;
  readonly #waiting = new Map<number, FinishedScenario>();
  readonly #finished: FinishedScenario[] = [];
  #uri = '';

  constructor(options: FormatterOptions, toFile: boolean, write: (text: string) => void) {
    this.#text = new ScenarioText(this.#log, options, options.colour && !toFile ? ansi : plain);
    this.#write = (text) => write(terminalText(text, 'kept'));
    this.#command = write;
    const { cwd, githubWorkspace: workspace } = options;
    this.#github = toFile || workspace === undefined ? undefined : { cwd, workspace };
  }

  receive(received: Envelope): void {
    // Before anything is coloured: the colours of a name are not ours.
    const envelope = mapStrings(received, escapeControls);
    const scenario = this.#log.receive(envelope);
    if (scenario !== undefined) {
      this.#waiting.set(scenario.index, scenario);
      this.#printReady();
    }
    if (envelope.testRunFinished !== undefined) this.#end();
  }

  #printReady(): void {
    for (let next = this.#waiting.get(this.#finished.length); next !== undefined; ) {
      this.#waiting.delete(next.index);
      this.#print(next);
      next = this.#waiting.get(this.#finished.length);
    }
  }

  #print(scenario: FinishedScenario): void {
    const { uri } = scenario.pickle;
    const lines = [...this.#text.lines(scenario)];
    if (uri !== this.#uri) {
      const name = this.#log.documents.get(uri)?.feature?.name ?? '';
      lines.unshift(...(this.#uri === '' ? [] : ['']), `Feature: ${name} (${uri})`);
      this.#uri = uri;
    }
    this.#finished.push(scenario);
    this.#write(`${lines.join('\n')}\n`);
  }

  #end(): void {
    // After a worker died, what came behind its scenarios still waits.
    for (const scenario of this.#waiting.values()) this.#print(scenario);
    const bad = this.#finished.filter((scenario) => !['passed', 'skipped'].includes(scenarioStatus(scenario)));
    const places = bad.map(({ pickle }) => `  ${pickle.uri}:${this.#text.lineOf(pickle)}  ${pickle.name}`);
    const again = places.length === 0 ? [] : ['', 'To look at again:', ...places];
    this.#write(
      `${[...again, ...(this.#finished.length === 0 ? [] : ['']), ...summaryLines(this.#finished)].join('\n')}\n`,
    );
    const github = this.#github;
    if (github === undefined) return;
    for (const scenario of bad) {
      for (const failure of this.#text.failures(scenario)) {
        this.#command(`${githubAnnotation(scenario.pickle.name, failure, github)}\n`);
      }
    }
  }
}

const plugin: FormatterPlugin = {
  type: 'formatter',
  optionsKey: FORMATTER_OPTIONS,
  formatter: ({ on, options, write, directory }) => {
    const report = new Report(options, directory !== undefined, write);
    on('message', (envelope) => report.receive(envelope));
  },
};

export default plugin;
