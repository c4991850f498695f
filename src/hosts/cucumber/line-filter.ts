import { sectionsOf } from './gherkin-index.ts';
import type { GherkinDocument, Pickle } from './messages.ts';
import { placeOfScenario, type ScenarioPlace } from './scenario-place.ts';

interface Candidate {
  readonly pickle: Pickle;
  readonly gherkinDocument: GherkinDocument;
}

/** The lines asked for, by the feature file's uri: its path from the working directory. */
export type LinesByUri = Readonly<Record<string, readonly number[]>>;

/** Which of the scenarios run: with a plan those that it names, each as often as it does, in its order. */
export interface ScenarioChoice {
  readonly lines: LinesByUri;
  readonly plan?: readonly ScenarioPlace[];
}

/** The key of {@link ScenarioChoice} in cucumber's plugin options. */
export const LINE_FILTER_OPTIONS = 'curlewLines';

interface LineFilterPlugin {
  readonly type: 'plugin';
  readonly optionsKey: string;
  coordinator(context: {
    readonly options: ScenarioChoice;
    transform(event: 'pickles:filter', filter: (candidates: readonly Candidate[]) => Candidate[]): void;
  }): void;
}

/**
 * Keeps the scenarios that the lines point into: a line of an examples row that row, any other line of a scenario, from
 * its tags to the next one, all of it. A line outside every scenario throws. Files without lines are left alone.
 * Cucumber's own filter takes only the scenario's first line, and misses files whose path needs escaping in a glob.
 */
export function pickScenarios(candidates: readonly Candidate[], lines: LinesByUri): Candidate[] {
  const wanted = new Map<string, ReadonlySet<string>>();
  return candidates.filter(({ pickle, gherkinDocument }) => {
    const asked = lines[pickle.uri];
    if (asked === undefined) return true;
    const nodes = wanted.get(pickle.uri) ?? new Set(asked.map((line) => nodeAt(line, gherkinDocument)));
    wanted.set(pickle.uri, nodes);
    return pickle.astNodeIds.some((id) => nodes.has(id));
  });
}

function inPlan(candidates: readonly Candidate[], plan: readonly ScenarioPlace[]): Candidate[] {
  const key = ({ uri, line }: ScenarioPlace): string => `${line} ${uri}`;
  const found = new Map(candidates.map((each) => [key(placeOfScenario(each.pickle, each.gherkinDocument)), each]));
  return plan.flatMap((place) => found.get(key(place)) ?? []);
}

/** The id of the scenario or the examples row at `line`. */
function nodeAt(line: number, document: GherkinDocument): string {
  const scenario = sectionsOf(document).findLast((section) => section.line <= line)?.scenario;
  if (scenario === undefined) throw new Error(`no scenario at ${document.uri ?? ''}:${line}`);
  const rows = scenario.examples.flatMap((examples) => examples.tableBody);
  return rows.find((row) => row.location.line === line)?.id ?? scenario.id;
}

const plugin: LineFilterPlugin = {
  type: 'plugin',
  optionsKey: LINE_FILTER_OPTIONS,
  coordinator: ({ options: { lines, plan }, transform }) => {
    transform('pickles:filter', (candidates) => {
      const picked = pickScenarios(candidates, lines);
      return plan === undefined ? picked : inPlan(picked, plan);
    });
  },
};

export default plugin;
