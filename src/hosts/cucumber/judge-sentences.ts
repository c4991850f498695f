import { AstBuilder, compile, Errors, GherkinClassicTokenMatcher, Parser } from '@cucumber/gherkin';
import { IdGenerator } from '@cucumber/messages';
import { loadCucumber } from './bundled-cucumber.ts';
import { configurationSource } from './configuration-source.ts';
import { indexNodes } from './gherkin-index.ts';
import { loadSteps } from './load-steps.ts';
import type { GherkinDocument, Pickle } from './messages.ts';
import { nearestSentences } from './nearest-sentences.ts';
import type { RunOptions } from './run-options.ts';

/** A sentence that does not hold, or that nobody defines. */
export interface SentenceFailure {
  /** Counted from 1 in the text. */
  readonly line: number;
  readonly sentence: string;
  readonly message: string;
}

/** What a scenario begins with, for whoever keeps it on its World. */
export interface BegunScenario {
  readonly world: object;
  readonly document: GherkinDocument;
  readonly pickle: Pickle;
}

export type SentencesOptions = Pick<RunOptions, 'cwd' | 'builtinSteps' | 'assets' | 'stdout' | 'stderr' | 'env'>;

/** What cucumber's library of steps has beside what its types tell (cucumber-js src/support_code_library_builder/types.ts). */
interface Steps {
  readonly World: new (options: object) => object;
  readonly stepDefinitions: readonly StepDefinition[];
}

interface StepDefinition {
  readonly pattern: string | RegExp;
  readonly code: (this: object, ...values: readonly unknown[]) => unknown;
  matchesStepName(text: string): boolean;
  getInvocationParameters(asked: object): Promise<{ readonly parameters: readonly unknown[] }>;
}

/** What a scenario's World is given before its sentences, and what follows them, also where one failed; that may reject, as a sentence does. */
export interface ScenarioHooks {
  begin(scenario: BegunScenario): void;
  conclude(world: object): Promise<void>;
}

/**
 * Judges sentences, or whole scenarios, without a run around them: each scenario up to its first failure. A text that is no
 * Gherkin, or says nothing, fails as a whole.
 */
export async function judgeSentences(
  text: string,
  options: SentencesOptions,
  hooks: ScenarioHooks,
): Promise<readonly SentenceFailure[]> {
  const { before, whole } = asFeature(text);
  const read = readGherkin(whole);
  if (!('pickles' in read)) {
    return read.map(({ line, message }) => ({ line: line - before, sentence: lineOf(whole, line), message }));
  }
  const { document, pickles } = read;
  if (pickles.every((pickle) => pickle.steps.length === 0)) {
    const message = 'there is no sentence: each begins with Given, When, Then, And or But';
    return [{ line: 1, sentence: lineOf(text, 1), message }];
  }
  const steps = await builtinSteps(options);
  const nodes = indexNodes(document);
  const failures: SentenceFailure[] = [];
  for (const pickle of pickles) {
    const failure = await judgeScenario(steps, { document, pickle }, hooks);
    if (failure === undefined) continue;
    const { step, message } = failure;
    const line = (nodes.get(step?.astNodeIds[0] ?? '')?.line ?? 1) - before;
    failures.push({ line, sentence: step?.text ?? pickle.name, message });
  }
  return failures;
}

interface ReadGherkin {
  readonly document: GherkinDocument;
  readonly pickles: readonly Pickle[];
}

interface GherkinError {
  readonly line: number;
  readonly message: string;
}

/** The scenarios of a feature, or what is wrong with its text. */
function readGherkin(whole: string): ReadGherkin | readonly GherkinError[] {
  const newId = IdGenerator.incrementing();
  try {
    const parsed = new Parser(new AstBuilder(newId), new GherkinClassicTokenMatcher()).parse(whole);
    const document = { ...parsed, uri: 'page' };
    return { document, pickles: compile(document, 'page', newId) };
  } catch (error) {
    if (error instanceof Errors.GherkinException) return gherkinErrors(error);
    throw error;
  }
}

/** The parser puts the place in front of each message, counted in the whole text. */
function gherkinErrors(error: Errors.GherkinException): readonly GherkinError[] {
  const all = error instanceof Errors.CompositeParserException ? error.errors : [error];
  return all
    .filter((each) => each instanceof Errors.GherkinException)
    .map(({ location, message }) => ({ line: location.line, message: message.replace(/^\(\d+:\d+\): /, '') }));
}

function lineOf(text: string, line: number): string {
  return text.split('\n')[line - 1]?.trim() ?? '';
}

interface FailedStep {
  readonly step: Pickle['steps'][number] | undefined;
  readonly message: string;
}

/** The step at which a scenario fails, and why; a scenario that cannot be concluded fails at its last. */
async function judgeScenario(
  steps: Steps,
  { document, pickle }: Omit<BegunScenario, 'world'>,
  hooks: ScenarioHooks,
): Promise<FailedStep | undefined> {
  const world = new steps.World({ attach: nothing, log: nothing, link: nothing, parameters: {} });
  hooks.begin({ world, document, pickle });
  const failed = await firstFailure(steps, pickle, world);
  const message = await failureOf(() => hooks.conclude(world));
  if (failed !== undefined || message === undefined) return failed;
  return { step: pickle.steps.at(-1), message };
}

async function firstFailure(steps: Steps, pickle: Pickle, world: object): Promise<FailedStep | undefined> {
  for (const step of pickle.steps) {
    const message = await judgeStep(steps, step, world);
    if (message !== undefined) return { step, message };
  }
  return undefined;
}

function nothing(): void {}

/** Sentences alone are one scenario of a feature without a name. */
function asFeature(text: string): { readonly whole: string; readonly before: number } {
  if (/^\s*(?:#.*\n\s*|@.*\n\s*)*Feature:/.test(text)) return { whole: text, before: 0 };
  if (/^\s*(?:Background|Rule|Scenario|Scenario Outline|Example):/m.test(text))
    return { whole: `Feature: a page\n${text}`, before: 1 };
  return { whole: `Feature: a page\nScenario: sentences\n${text}`, before: 2 };
}

/** The sentences of Curlew itself; steps of a project's own belong to its features. */
async function builtinSteps(options: SentencesOptions): Promise<Steps> {
  const { cwd, stdout, stderr, env } = options;
  const cucumber = await loadCucumber(options);
  const environment = { cwd, stdout, stderr, env: { ...env } };
  const { runConfiguration } = await cucumber.loadConfiguration(configurationSource(options), environment);
  const loaded = await loadSteps(cucumber, options, environment, {
    configuration: runConfiguration,
    stepFiles: [],
    feature: 'none.feature',
  });
  const steps: object = loaded.steps;
  return steps as Steps;
}

/** Why a step does not hold; `undefined` where it does. */
async function judgeStep(
  { stepDefinitions }: Steps,
  step: Pickle['steps'][number],
  world: object,
): Promise<string | undefined> {
  const [definition, another] = stepDefinitions.filter((each) => each.matchesStepName(step.text));
  if (definition === undefined) return undefinedSentence(step.text, stepDefinitions);
  if (another !== undefined)
    return `several sentences match it: ${[definition, another].map(({ pattern }) => String(pattern)).join(', ')}`;
  return failureOf(async () => {
    const { parameters } = await definition.getInvocationParameters({ step, world });
    await definition.code.apply(world, [...parameters]);
  });
}

async function failureOf(run: () => Promise<void>): Promise<string | undefined> {
  try {
    await run();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function undefinedSentence(text: string, definitions: Steps['stepDefinitions']): string {
  const near = nearestSentences(
    text,
    definitions.map(({ pattern }) => String(pattern)),
  );
  const meant = near.length === 0 ? 'curlew steps lists them' : `did you mean: ${near.join('; ')}`;
  return `there is no such sentence (${meant})`;
}
