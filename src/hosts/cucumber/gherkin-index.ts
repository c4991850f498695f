import type { GherkinDocument } from './messages.ts';

type Feature = NonNullable<GherkinDocument['feature']>;
type Scenario = NonNullable<Feature['children'][number]['scenario']>;
type Step = Scenario['steps'][number];

/** Where a step, a scenario or an examples row stands; a step also has its keyword, with the space after it. */
export interface GherkinNode {
  readonly line: number;
  readonly keyword: string;
}

/** A part of a feature in file order. Backgrounds and rules hold no scenario of their own. */
interface Section {
  readonly line: number;
  readonly steps: readonly Step[];
  readonly scenario?: Scenario;
}

/** The backgrounds, rules and scenarios of a feature in file order; a scenario begins at its first tag. */
export function sectionsOf(document: GherkinDocument): readonly Section[] {
  return (document.feature?.children ?? []).flatMap((child) => {
    if (child.rule === undefined) return sectionOf(child);
    const { location, tags, children } = child.rule;
    return [{ line: firstLine(location.line, tags), steps: [] }, ...children.flatMap(sectionOf)];
  });
}

/** Every node that a pickle may name in `astNodeIds`, by id. */
export function indexNodes(document: GherkinDocument): ReadonlyMap<string, GherkinNode> {
  const nodes = new Map<string, GherkinNode>();
  for (const { scenario, steps } of sectionsOf(document)) {
    for (const step of steps) nodes.set(step.id, { line: step.location.line, keyword: step.keyword });
    if (scenario === undefined) continue;
    nodes.set(scenario.id, { line: scenario.location.line, keyword: scenario.keyword });
    for (const row of scenario.examples.flatMap((examples) => examples.tableBody)) {
      nodes.set(row.id, { line: row.location.line, keyword: '' });
    }
  }
  return nodes;
}

function sectionOf(child: Pick<Feature['children'][number], 'background' | 'scenario'>): readonly Section[] {
  const { background, scenario } = child;
  if (background !== undefined) return [{ line: background.location.line, steps: background.steps }];
  if (scenario === undefined) return [];
  return [{ line: firstLine(scenario.location.line, scenario.tags), steps: scenario.steps, scenario }];
}

function firstLine(line: number, tags: Scenario['tags']): number {
  return Math.min(line, ...tags.map((tag) => tag.location.line));
}
