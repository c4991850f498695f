import { faultOf, isBuiltin, type Origin, placeOf, sourceOf } from './fault.ts';
import { type GherkinNode, indexNodes } from './gherkin-index.ts';
import { hintFor, type Slip } from './hint.ts';
import type { Pickle, StepDefinition } from './messages.ts';
import type { Colour, Paint } from './paint.ts';
import { type FinishedScenario, type ScenarioLog, type StepRun, scenarioStatus } from './scenario-log.ts';

type PickleStep = Pickle['steps'][number];

/** What a scenario did wrong, and the line of the feature file where it shows. */
export interface Failure {
  readonly uri: string;
  readonly line: number;
  readonly message: string;
}

const MARKS: Readonly<Record<string, readonly [mark: string, colour: Colour]>> = {
  passed: ['✓', 'green'],
  failed: ['✗', 'red'],
  ambiguous: ['✗', 'red'],
  undefined: ['?', 'yellow'],
  pending: ['?', 'yellow'],
  empty: ['?', 'yellow'],
  skipped: ['-', 'cyan'],
};

/** Writes scenarios as text: a line each, and for one that does not pass, its steps and what is wrong with them. */
export class ScenarioText {
  readonly #log: ScenarioLog;
  readonly #origin: Origin;
  readonly #slips: readonly Slip[];
  readonly #paint: Paint;
  readonly #nodes = new Map<string, ReadonlyMap<string, GherkinNode>>();

  constructor(log: ScenarioLog, origin: Origin & { readonly slips?: readonly Slip[] }, paint: Paint) {
    this.#log = log;
    this.#origin = origin;
    this.#slips = origin.slips ?? [];
    this.#paint = paint;
  }

  /** The lines of one scenario, indented below its feature. */
  lines(scenario: FinishedScenario): readonly string[] {
    const { pickle, logs } = scenario;
    const status = scenarioStatus(scenario);
    // The rows of an outline mostly share a name.
    const row = pickle.astNodeIds.length > 1 ? this.#paint('dim', ` (line ${this.lineOf(pickle)})`) : '';
    const title = `  ${this.#mark(status)} ${pickle.name}${row}`;
    const said = logs.flatMap((log) => log.trimEnd().split('\n')).map((line) => `      | ${line}`);
    if (status === 'passed' || status === 'skipped') return [title, ...said];
    if (status === 'empty') return [title, `      ${pickle.uri}:${this.lineOf(pickle)}: no steps`];
    return [title, ...scenario.runs.flatMap((run) => this.#step(run, pickle)), ...said];
  }

  /** The line of the feature file where the scenario, or its row of examples, stands. */
  lineOf(pickle: Pickle): number {
    return this.#node(pickle.uri, pickle.astNodeIds.at(-1)).line;
  }

  failures({ pickle, runs }: FinishedScenario): readonly Failure[] {
    return runs.flatMap((run) => {
      const message = this.#trouble(run, stepOf(run, pickle));
      if (message === undefined) return [];
      const step = stepOf(run, pickle);
      const line = step === undefined ? this.lineOf(pickle) : this.#node(pickle.uri, step.astNodeIds[0]).line;
      return [{ uri: pickle.uri, line, message: message.join('\n') }];
    });
  }

  #step(run: StepRun, pickle: Pickle): readonly string[] {
    const step = stepOf(run, pickle);
    const trouble = this.#trouble(run, step);
    const mark = this.#mark(run.result.status.toLowerCase());
    if (step === undefined) {
      // A hook is worth a line only when it stopped the scenario.
      if (trouble === undefined) return [];
      return [`      ${mark} Hook (${placeOf(sourceOf(run, this.#log), this.#origin)})`, ...indent(trouble)];
    }
    const { keyword, line } = this.#node(pickle.uri, step.astNodeIds[0]);
    const sentence = `      ${mark} ${keyword}${step.text}`;
    if (trouble === undefined) return [sentence];
    return [sentence, `        ${this.#paint('dim', `${pickle.uri}:${line}`)}`, ...indent(trouble)];
  }

  #trouble(run: StepRun, step: PickleStep | undefined): readonly string[] | undefined {
    switch (run.result.status) {
      case 'FAILED':
        return this.#failed(run);
      case 'UNDEFINED':
        return step === undefined ? undefined : this.#undefined(step);
      case 'AMBIGUOUS':
        return this.#ambiguous(run);
      case 'PENDING':
        return ['This step is pending: its definition says that it is not written yet.'];
      default:
        return undefined;
    }
  }

  /** Our own messages say everything; of anything else, the stack says where to look. */
  #failed(run: StepRun): readonly string[] {
    const { exception, message = '' } = run.result;
    const builtin = isBuiltin(sourceOf(run, this.#log), this.#origin);
    const fault = faultOf(exception, builtin);
    const explained = fault === 'input' || (builtin && fault === 'spec');
    if (explained && exception?.message !== undefined) return exception.message.trimEnd().split('\n');
    const lines = message.trimEnd().split('\n');
    return lines.filter((line) => !/^\s+at .*(?:node:internal|node_modules)/.test(line));
  }

  #undefined(step: PickleStep): readonly string[] {
    const expressions = [...this.#log.stepDefinitions.values()].map(({ pattern }) => pattern);
    const { wrong, meant } = hintFor(step.text, {
      expressions: expressions.filter(({ type }) => type === 'CUCUMBER_EXPRESSION').map(({ source }) => source),
      parameters: this.#log.parameters,
      slips: this.#slips,
    });
    const snippet = this.#log.snippets.get(step.id) ?? '';
    return [
      `No step definition matches this sentence${wrong === undefined ? '' : `: ${wrong}`}.`,
      ...(meant.length > 0 ? ['Did you mean:', ...meant.map((sentence) => `  ${sentence}`)] : []),
      ...(snippet === '' ? [] : ['Or define it:', ...snippet.split('\n').map((line) => `  ${line}`)]),
    ];
  }

  #ambiguous(run: StepRun): readonly string[] {
    const ids = run.step.stepDefinitionIds ?? [];
    const definitions = ids.flatMap((id) => this.#log.stepDefinitions.get(id) ?? []);
    const builtin = (each: StepDefinition) => isBuiltin(each.sourceReference, this.#origin);
    const own = definitions.filter((each) => !builtin(each));
    const title =
      own.length > 0 && own.length < definitions.length
        ? 'A step definition of yours shadows a built-in one; word it differently:'
        : 'More than one step definition matches:';
    return [
      title,
      ...definitions.map(
        (each) =>
          `  ${each.pattern.source}  (${builtin(each) ? 'built in' : placeOf(each.sourceReference, this.#origin)})`,
      ),
    ];
  }

  #mark(status: string): string {
    const [mark, colour] = MARKS[status] ?? ['?', 'yellow'];
    return this.#paint(colour, mark);
  }

  #node(uri: string, id: string | undefined): GherkinNode {
    const document = this.#log.documents.get(uri);
    const known = this.#nodes.get(uri) ?? (document === undefined ? new Map() : indexNodes(document));
    this.#nodes.set(uri, known);
    return known.get(id ?? '') ?? { line: 0, keyword: '' };
  }
}

function stepOf(run: StepRun, pickle: Pickle): PickleStep | undefined {
  return pickle.steps.find((step) => step.id === run.step.pickleStepId);
}

function indent(lines: readonly string[]): readonly string[] {
  return lines.map((line) => (line === '' ? '' : `        ${line}`));
}
