import { sectionsOf } from './gherkin-index.ts';
import type { GherkinDocument, Pickle } from './messages.ts';

interface Candidate {
  readonly pickle: Pickle;
  readonly gherkinDocument: GherkinDocument;
}

/** The lines asked for, by the feature file's uri: its path from the working directory. */
export type LinesByUri = Readonly<Record<string, readonly number[]>>;

/** The key of {@link LinesByUri} in cucumber's plugin options. */
export const LINE_FILTER_OPTIONS = 'curlewLines';

interface LineFilterPlugin {
  readonly type: 'plugin';
  readonly optionsKey: string;
  coordinator(context: {
    readonly options: LinesByUri;
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
  coordinator: ({ options, transform }) => {
    transform('pickles:filter', (candidates) => pickScenarios(candidates, options));
  },
};

export default plugin;
