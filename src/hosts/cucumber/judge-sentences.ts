import { AstBuilder, compile, GherkinClassicTokenMatcher, Parser } from '@cucumber/gherkin';
import { IdGenerator } from '@cucumber/messages';
import { loadCucumber } from './bundled-cucumber.ts';
import { configurationSource } from './configuration-source.ts';
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

/**
 * Judges sentences, or whole scenarios, without a run around them: each scenario up to its first failure. `begin` gives each
 * of them its World. Throws for what is no Gherkin.
 */
export async function judgeSentences(
  text: string,
  options: SentencesOptions,
  begin: (scenario: BegunScenario) => void,
): Promise<readonly SentenceFailure[]> {
  const { before, whole } = asFeature(text);
  const newId = IdGenerator.incrementing();
  const document = { ...new Parser(new AstBuilder(newId), new GherkinClassicTokenMatcher()).parse(whole), uri: 'page' };
  const steps = await builtinSteps(options);
  const lines = new Map(
    document.feature?.children.flatMap(({ scenario, background }) => {
      return [...(scenario?.steps ?? []), ...(background?.steps ?? [])].map(
        (step) => [step.id, step.location.line] as const,
      );
    }),
  );
  const failures: SentenceFailure[] = [];
  for (const pickle of compile(document, 'page', newId)) {
    const world = new steps.World({ attach: nothing, log: nothing, link: nothing, parameters: {} });
    begin({ world, document, pickle });
    for (const step of pickle.steps) {
      const message = await judgeStep(steps, step, world);
      if (message === undefined) continue;
      const line = (lines.get(step.astNodeIds[0] ?? '') ?? 1) - before;
      failures.push({ line, sentence: step.text, message });
      break;
    }
  }
  return failures;
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
  try {
    const { parameters } = await definition.getInvocationParameters({ step, world });
    await definition.code.apply(world, [...parameters]);
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
