import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { IRunConfiguration } from '@cucumber/cucumber/api';
import { LINE_FILTER_OPTIONS } from './line-filter.ts';
import { literalGlob } from './literal-glob.ts';
import type { Envelope } from './messages.ts';
import type { RunOptions } from './run-options.ts';
import { type FinishedScenario, ScenarioLog, type ScenarioStatus, scenarioStatus } from './scenario-log.ts';
import { placeOfScenario, type ScenarioPlace } from './scenario-place.ts';

/** A scenario that ran, and what became of it. */
export interface RehearsedScenario extends ScenarioPlace {
  readonly name: string;
  readonly status: ScenarioStatus;
  /** The sentence of the step that failed; absent where none did, or a hook. */
  readonly step?: string;
  /** Whether it failed because a step took too long. */
  readonly timedOut: boolean;
}

/** A run in this process, of chosen scenarios, that tells of each one as it begins and ends. */
export interface Rehearsal {
  /** The scenarios to run, each as often as it is named, in this order; absent, those that the options choose. */
  readonly plan?: readonly ScenarioPlace[];
  /** As in the options of the run. */
  readonly handed?: RunOptions['handed'];
  /** Hears of each scenario before its hooks run; `index` is its place in the plan. */
  begins?(index: number): void;
  ends?(index: number, scenario: RehearsedScenario): void;
}

/** The configuration of a rehearsal: one process, no files, and nothing is skipped after a failure. */
export function rehearsalConfiguration(
  configuration: IRunConfiguration,
  { plan, handed }: Rehearsal,
  { cwd, assets }: RunOptions,
): IRunConfiguration {
  const { sources, runtime, formats, plugins } = configuration;
  const quiet = { ...formats, stdout: pathToFileURL(assets.formatter).href, files: {} };
  const worldParameters = { ...runtime.worldParameters, ...handed };
  const here = { ...runtime, worldParameters, parallel: 0, dryRun: false, failFast: false };
  if (plan === undefined) return { ...configuration, runtime: here, formats: quiet };
  const choice = { lines: {}, plan: plan.map(({ uri, line }) => ({ uri, line })) };
  const own = pathToFileURL(assets.lineFilter).href;
  return {
    ...configuration,
    sources: {
      ...sources,
      order: 'defined',
      shard: '',
      paths: [...new Set(plan.map(({ uri }) => literalGlob(resolve(cwd, uri))))],
    },
    runtime: here,
    formats: quiet,
    plugins: {
      specifiers: [...(plugins?.specifiers ?? []).filter((each) => each !== own), own],
      options: { ...plugins?.options, [LINE_FILTER_OPTIONS]: choice },
    },
  };
}

/** Tells of the scenarios of a run as its messages come in. */
export class RehearsalLog {
  readonly #log = new ScenarioLog();
  readonly #rehearsal: Rehearsal;

  constructor(rehearsal: Rehearsal) {
    this.#rehearsal = rehearsal;
  }

  receive(envelope: Envelope): void {
    const finished = this.#log.receive(envelope);
    if (finished !== undefined) this.#rehearsal.ends?.(finished.index, this.#rehearsed(finished));
    if (envelope.testCaseStarted === undefined) return;
    const index = this.#log.indexOf(envelope.testCaseStarted.testCaseId);
    if (index !== undefined) this.#rehearsal.begins?.(index);
  }

  #rehearsed(scenario: FinishedScenario): RehearsedScenario {
    const { pickle, runs } = scenario;
    const document = this.#log.documents.get(pickle.uri);
    const place = document === undefined ? { uri: pickle.uri, line: 0 } : placeOfScenario(pickle, document);
    const failed = runs.find(({ result }) => result.status === 'FAILED');
    const step = pickle.steps.find(({ id }) => id === failed?.step.pickleStepId)?.text;
    const { name } = pickle;
    const timedOut = /^(?:Error: )?function timed out\b/.test(failed?.result.message ?? '');
    return { ...place, name, status: scenarioStatus(scenario), timedOut, ...(step === undefined ? {} : { step }) };
  }
}
