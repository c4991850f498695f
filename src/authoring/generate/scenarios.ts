import { groupBy } from '../../engine/model/index.ts';
import { type Claim, TARGET } from './claim.ts';
import type { ScenarioText } from './feature-text.ts';
import { tableLines, truthTables } from './truth-table.ts';

/** What may be said of a target, and the scenario where to say it. */
export interface Said {
  readonly target: string;
  readonly scenario: string;
  /** All of them hold; one is enough. */
  readonly claims: readonly [Claim, ...Claim[]];
}

interface Chosen {
  readonly target: string;
  readonly scenario: string;
  readonly claim: Claim;
}

/** Targets of which the same is said. */
type Alike = readonly [Chosen, ...(readonly Chosen[])];

type Step = readonly string[];

/**
 * Writes the scenarios, in the order of the first of their targets. Where more than a sentence is said of several targets
 * alike, it is said once: a scenario outline, with the targets as its examples.
 */
export function scenariosOf(said: readonly Said[]): readonly ScenarioText[] {
  const all = chosenOf(said);
  const alike = groupBy(all, ({ claim }) => JSON.stringify(claim));
  const outlined = [...alike.values()].filter(isShorterOutlined);
  const inOutline = new Set(outlined.flat());
  const plain = groupBy(
    all.filter((each) => !inOutline.has(each)),
    ({ scenario }) => scenario,
  );
  return [...[...plain].map(([name, group]) => ({ name, steps: plainSteps(group) })), ...outlined.map(outlineOf)];
}

/** A single sentence if there is one, else what is said of most of the targets, else what is shorter. */
function chosenOf(said: readonly Said[]): readonly Chosen[] {
  const keys = said.flatMap(({ claims }) => claims.map((claim) => JSON.stringify(claim)));
  const counts = groupBy(keys, (key) => key);
  const isLong = (claim: Claim): number => (linesOf(claim) === 1 ? 0 : 1);
  const often = (claim: Claim): number => counts.get(JSON.stringify(claim))?.length ?? 0;
  const length = (claim: Claim): number => JSON.stringify(claim).length;
  return said.map(({ target, scenario, claims: [first, ...rest] }) => ({
    target,
    scenario,
    claim: rest.reduce((best, claim) => {
      const better = isLong(best) - isLong(claim) || often(claim) - often(best) || length(best) - length(claim);
      return better > 0 ? claim : best;
    }, first),
  }));
}

function linesOf(claim: Claim): number {
  return stepsOf(claim, TARGET).flat().length;
}

/** The lines that an outline has beside its steps and its examples: its name, the heading of the examples, blank ones. */
const FRAME = 5;

function isShorterOutlined(group: Alike): boolean {
  const lines = linesOf(group[0].claim);
  return lines + group.length + FRAME < lines * group.length;
}

function outlineOf(group: Alike): ScenarioText {
  return {
    name: `who reaches ${TARGET}`,
    steps: stepsOf(group[0].claim, TARGET),
    examples: group.map(({ target }) => target),
  };
}

function plainSteps(group: readonly Chosen[]): readonly Step[] {
  return [...group.flatMap(({ target, claim }) => sentencesOf(claim, target)), ...tablesOf(group)];
}

function stepsOf(claim: Claim, target: string): readonly Step[] {
  return [...sentencesOf(claim, target), ...tablesOf([{ target, claim }])];
}

function sentencesOf({ sentences, only }: Claim, target: string): readonly Step[] {
  const said = sentences.map((sentence) => [sentence.replace(TARGET, target)]);
  if (only.length === 0) return said;
  return [...said, [`only the following can reach ${target}:`, ...tableLines(only.map((name) => [name]))]];
}

/** Targets that the same clients are told about stand in one table. */
function tablesOf(group: readonly Pick<Chosen, 'target' | 'claim'>[]): readonly Step[] {
  const clientsOf = ({ cells }: Claim): readonly string[] => cells.map(([client]) => client);
  const irregular = groupBy(
    group.filter(({ claim }) => claim.cells.length > 0),
    ({ claim }) => JSON.stringify(clientsOf(claim)),
  );
  return [...irregular.values()].flatMap((shared) =>
    truthTables(
      clientsOf(shared[0].claim),
      shared.map(({ target, claim }) => ({ to: target, cells: claim.cells.map(([, cell]) => cell) })),
    ),
  );
}
