import type {
  Envelope,
  GherkinDocument,
  Hook,
  Pickle,
  StepDefinition,
  StepResult,
  TestCase,
  TestStep,
} from './messages.ts';

/** A step or a hook that ran, or would have. */
export interface StepRun {
  readonly step: TestStep;
  readonly result: StepResult;
}

export interface FinishedScenario {
  readonly pickle: Pickle;
  readonly runs: readonly StepRun[];
  /** What the steps said through `this.log`. */
  readonly logs: readonly string[];
  /** The place in the plan, from 0; parallel workers finish in another order. */
  readonly index: number;
}

export type ScenarioStatus = 'failed' | 'ambiguous' | 'undefined' | 'pending' | 'empty' | 'skipped' | 'passed';

interface RunningScenario {
  readonly testCase: TestCase;
  readonly results: Map<string, StepResult>;
  readonly logs: string[];
}

const LOG = 'text/x.cucumber.log+plain';

/** Gathers the messages of a run into scenarios. Of a scenario that is retried, the last attempt counts. */
export class ScenarioLog {
  readonly documents: Map<string, GherkinDocument> = new Map();
  readonly stepDefinitions: Map<string, StepDefinition> = new Map();
  readonly hooks: Map<string, Hook> = new Map();
  /** What the parameters that step files define stand for, by their names. */
  readonly parameters: Map<string, readonly string[]> = new Map();
  /** Code to start from, by the id of the undefined pickle step. */
  readonly snippets: Map<string, string> = new Map();
  /** Every scenario of the feature files, chosen to run or not. */
  readonly pickles: Map<string, Pickle> = new Map();
  /** How many of them are to run. */
  planned = 0;

  readonly #testCases = new Map<string, { readonly testCase: TestCase; readonly index: number }>();
  readonly #running = new Map<string, RunningScenario>();

  /** Takes the next message; returns the scenario that it finishes. */
  receive(envelope: Envelope): FinishedScenario | undefined {
    if (envelope.testStepStarted !== undefined) return undefined;
    if (envelope.testStepFinished !== undefined) {
      const { testCaseStartedId, testStepId, testStepResult } = envelope.testStepFinished;
      this.#running.get(testCaseStartedId)?.results.set(testStepId, testStepResult);
    } else if (envelope.testCaseStarted !== undefined) {
      const { id, testCaseId } = envelope.testCaseStarted;
      const testCase = this.#testCases.get(testCaseId)?.testCase;
      if (testCase !== undefined) this.#running.set(id, { testCase, results: new Map(), logs: [] });
    } else if (envelope.testCaseFinished !== undefined) {
      return this.#finish(envelope.testCaseFinished);
    } else {
      this.#keep(envelope);
    }
    return undefined;
  }

  /** The place in the plan of a scenario that is to run. */
  indexOf(testCaseId: string): number | undefined {
    return this.#testCases.get(testCaseId)?.index;
  }

  #keep(envelope: Envelope): void {
    const { pickle, testCase, gherkinDocument, stepDefinition, hook, suggestion, attachment } = envelope;
    const { name, regularExpressions } = envelope.parameterType ?? {};
    if (name !== undefined && regularExpressions !== undefined) this.parameters.set(name, regularExpressions);
    if (pickle !== undefined) this.pickles.set(pickle.id, pickle);
    if (testCase !== undefined) this.#testCases.set(testCase.id, { testCase, index: this.planned++ });
    if (gherkinDocument?.uri !== undefined) this.documents.set(gherkinDocument.uri, gherkinDocument);
    if (stepDefinition !== undefined) this.stepDefinitions.set(stepDefinition.id, stepDefinition);
    if (hook !== undefined) this.hooks.set(hook.id, hook);
    if (suggestion !== undefined) this.snippets.set(suggestion.pickleStepId, suggestion.snippets[0]?.code ?? '');
    if (attachment?.mediaType === LOG && attachment.testCaseStartedId !== undefined) {
      this.#running.get(attachment.testCaseStartedId)?.logs.push(attachment.body);
    }
  }

  #finish(finished: NonNullable<Envelope['testCaseFinished']>): FinishedScenario | undefined {
    const running = this.#running.get(finished.testCaseStartedId);
    this.#running.delete(finished.testCaseStartedId);
    if (running === undefined || finished.willBeRetried) return undefined;
    const { testCase, results, logs } = running;
    const pickle = this.pickles.get(testCase.pickleId);
    const index = this.#testCases.get(testCase.id)?.index;
    if (pickle === undefined || index === undefined) return undefined;
    const runs = testCase.testSteps.flatMap((step) => {
      const result = results.get(step.id);
      return result === undefined ? [] : [{ step, result }];
    });
    return { pickle, runs, logs, index };
  }
}

const WORST_FIRST = ['failed', 'ambiguous', 'undefined', 'pending', 'skipped'] as const;

/** The status of the worst step or hook. A scenario without steps is `empty`, unless a hook fails: it proves nothing. */
export function scenarioStatus(scenario: FinishedScenario): ScenarioStatus {
  const statuses = new Set<string>(scenario.runs.map(({ result }) => result.status.toLowerCase()));
  if (scenario.pickle.steps.length === 0 && !statuses.has('failed')) return 'empty';
  return WORST_FIRST.find((status) => statuses.has(status)) ?? 'passed';
}
