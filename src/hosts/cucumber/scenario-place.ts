import { indexNodes } from './gherkin-index.ts';
import type { GherkinDocument, Pickle } from './messages.ts';

/** Where a scenario, or a row of its examples, stands: the same in every run. */
export interface ScenarioPlace {
  /** The feature file, from the working directory. */
  readonly uri: string;
  readonly line: number;
}

const lines = new WeakMap<GherkinDocument, ReturnType<typeof indexNodes>>();

/** Where a scenario stands; line 0 where its feature file does not have it. */
export function placeOfScenario({ uri, astNodeIds }: Pickle, document: GherkinDocument): ScenarioPlace {
  const nodes = lines.get(document) ?? indexNodes(document);
  lines.set(document, nodes);
  return { uri, line: nodes.get(astNodeIds.at(-1) ?? '')?.line ?? 0 };
}
