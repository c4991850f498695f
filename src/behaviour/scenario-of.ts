import { dirname } from 'node:path';
import type { ManifestText } from '../api/index.ts';
import { SetupError } from '../engine/model/index.ts';
import type { Run } from './run.ts';
import { Scenario } from './scenario.ts';

/** As much of a Gherkin document as it takes to find a doc string's place. */
export interface FeatureDocument {
  readonly uri?: string;
  readonly feature?: { readonly children: readonly FeatureChild[] };
}

export interface FeatureChild {
  readonly background?: FeatureSteps;
  readonly scenario?: FeatureSteps;
  readonly rule?: { readonly children: readonly FeatureChild[] };
}

export interface FeatureSteps {
  readonly id?: string;
  readonly steps: readonly { readonly docString?: FeatureDocString }[];
}

export interface FeatureDocString {
  readonly content: string;
  readonly location: { readonly line: number; readonly column?: number };
}

interface Running {
  readonly scenario: Scenario;
  readonly document: FeatureDocument;
  readonly uri: string;
  /** The ids of the scenario, and of its row. */
  readonly nodes: readonly string[];
}

/** The key of the scenario on its World. A TypeScript loader may give the user's steps a second copy of this module. */
const SCENARIO: unique symbol = Symbol.for('curlew.scenario');

/** Starts a scenario of a run for a World; its relative paths are looked for beside the feature file too. */
export function beginScenario(world: object, { run, document, pickle }: StartedScenario): void {
  const { uri, astNodeIds = [] } = pickle;
  keep(world, { scenario: new Scenario(run, dirname(uri)), document, uri, nodes: astNodeIds });
}

/** A scenario that begins: the run that it belongs to, and where it comes from. */
export interface StartedScenario {
  readonly run?: Run;
  readonly document: FeatureDocument;
  readonly pickle: StartedPickle;
}

/** As much of a pickle as it takes to know the scenario that it comes from. */
export interface StartedPickle {
  readonly uri: string;
  readonly astNodeIds?: readonly string[];
}

/** The scenario of a World; a new one where no hook began it, as for a World that a test made. */
export function scenarioOf(world: object): Scenario {
  return stateOf(world).scenario;
}

/** A doc string as a manifest text that knows its place in the feature file. */
export function docStringText(world: object, content: string): ManifestText {
  const { document, uri, nodes } = stateOf(world);
  const holders = holdersOf(document.feature?.children ?? []);
  // The same text may stand in several scenarios: the running one's own comes first.
  const isOwn = ({ id }: FeatureSteps) => id !== undefined && nodes.includes(id);
  const written = [...holders.filter(isOwn), ...holders].flatMap(({ steps }) =>
    steps.flatMap((step) => step.docString ?? []),
  );
  const found = written.find((each) => each.content === content) ?? written.find((each) => isRowOf(each, content));
  if (found === undefined) return { name: uri, text: content };
  const columnsBefore = (found.location.column ?? 1) - 1;
  return { name: uri, text: content, linesBefore: found.location.line, columnsBefore };
}

/** Reports whether a doc string of a Scenario Outline says this once its `<parameters>` are filled in. */
function isRowOf({ content: outline }: FeatureDocString, content: string): boolean {
  const literals = outline.split(/<[^<>\n]+>/).map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return literals.length > 1 && new RegExp(`^${literals.join('.*')}$`).test(content);
}

function stateOf(world: object): Running {
  const known: unknown = Reflect.get(world, SCENARIO);
  if (isRunning(known)) return known;
  return keep(world, { scenario: new Scenario(), document: {}, uri: 'doc string', nodes: [] });
}

/** Beside the World's own properties, so that a user's own World class changes nothing and sees nothing. */
function keep(world: object, running: Running): Running {
  if (!Object.isExtensible(world)) {
    throw new SetupError('the World is frozen, and Curlew keeps the scenario on it', {
      hint: 'leave the object extensible: Object.freeze, seal and preventExtensions take that away',
    });
  }
  Object.defineProperty(world, SCENARIO, { value: running, configurable: true });
  return running;
}

function isRunning(value: unknown): value is Running {
  return typeof value === 'object' && value !== null && 'scenario' in value;
}

function holdersOf(children: readonly FeatureChild[]): readonly FeatureSteps[] {
  return children.flatMap(({ background, scenario, rule }) => [
    ...(background === undefined ? [] : [background]),
    ...(scenario === undefined ? [] : [scenario]),
    ...holdersOf(rule?.children ?? []),
  ]);
}
