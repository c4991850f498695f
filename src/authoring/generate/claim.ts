import { groupBy } from '../../engine/model/index.ts';
import type { Answer } from './answers.ts';
import { CELLS } from './truth-table.ts';

/** Stands for the target in the sentences of a claim, as the examples of a scenario outline fill it in. */
export const TARGET = '<target>';

/** What is said of a target. Targets of which the same is said have equal claims. */
export interface Claim {
  readonly sentences: readonly string[];
  /** Everyone who gets through, where they are too many for a sentence. */
  readonly only: readonly string[];
  /** The rows of a truth table: clients of namespaces of which no sentence tells the truth. */
  readonly cells: readonly (readonly [client: string, cell: string])[];
}

/** Up to so many names are listed even where they are whole namespaces. */
const FEW_NAMES = 2;

/** More names than these are hard to read in one sentence. */
const MOST_NAMES = 6;

/**
 * What can be said of who reaches a target, in as few sentences as there are: of everyone, by name, else namespace by
 * namespace. A workload that stands behind the target counts among those who reach it if its pods reach each other, however
 * many there are; where nobody can tell that, there are two claims, and both hold. Where these are not all pods, since something
 * that is not modelled runs others, only a table tells the truth.
 */
export function claimsOf(answers: readonly Answer[], pods: 'all' | 'some' = 'all'): readonly [Claim, ...Claim[]] {
  if (pods === 'some') {
    return [{ sentences: [], only: [], cells: answers.map((each) => [each.client, cellOf(each)] as const) }];
  }
  const isFree = answers.some(({ itself, reach, among }) => itself && reach === 'always' && among === 'unknown');
  const reaches = ({ itself, reach, among }: Answer, counted: readonly Answer['among'][]) =>
    reach === 'always' && (!itself || counted.includes(among));
  const certain = claimOf(answers, (answer) => reaches(answer, ['reach']));
  return isFree ? [certain, claimOf(answers, (answer) => reaches(answer, ['reach', 'unknown']))] : [certain];
}

/** What only its own pods answer says nothing of the others, unless they reach each other. */
function cellOf({ reach, itself, among }: Answer): string {
  return itself && among !== 'reach' ? '-' : CELLS[reach];
}

function claimOf(answers: readonly Answer[], reaches: (answer: Answer) => boolean): Claim {
  if (answers.every(reaches)) return said(EVERYBODY);
  const isOut = (answer: Answer): boolean => !answer.others && !reaches(answer);
  if (answers.every(isOut)) return said(`no pod can reach ${TARGET}`);
  const names = answers.filter(reaches).map(({ client }) => client);
  const isTold = names.length > 0 && answers.every((each) => reaches(each) || each.reach === 'never' || each.itself);
  const only = `only ${listed(names)} can reach ${TARGET}`;
  if (isTold && names.length <= FEW_NAMES) return said(only);
  const byNamespace = claimByNamespace(answers, reaches, isOut);
  const { sentences, cells } = byNamespace;
  if (!isTold || (cells.length === 0 && sentences.length <= 2)) return byNamespace;
  if (names.length <= MOST_NAMES) return said(only);
  return names.length < sentences.length + cells.length ? { sentences: [], only: names, cells: [] } : byNamespace;
}

function claimByNamespace(
  answers: readonly Answer[],
  reaches: (answer: Answer) => boolean,
  isOut: (answer: Answer) => boolean,
): Claim {
  const groups = [...groupBy(answers, ({ namespace }) => namespace)];
  const namesOf = (some: typeof groups): readonly string[] => some.map(([namespace]) => namespace);
  const open = groups.filter(([, group]) => group.every(reaches));
  const closed = groups.filter(([, group]) => group.every(isOut));
  const mixed = groups.filter((each) => !open.includes(each) && !closed.includes(each));
  return {
    sentences: [
      ...namesOf(open).map((each) => `every pod in namespace "${each}" can reach ${TARGET}`),
      ...closedSentences(namesOf(closed), namesOf([...open, ...mixed]).toSorted()),
    ],
    only: [],
    cells: mixed.flatMap(([, group]) =>
      group.map((each) => [each.client, each.itself && !reaches(each) ? '-' : CELLS[each.reach]] as const),
    ),
  };
}

const EVERYBODY = `every pod can reach ${TARGET}`;

/** Whether nobody is kept from the target. */
export function isOpenToAll({ sentences }: Claim): boolean {
  return sentences.includes(EVERYBODY);
}

function said(sentence: string): Claim {
  return { sentences: [sentence], only: [], cells: [] };
}

/** The shorter of two ways to tell who is kept out. */
function closedSentences(closed: readonly string[], others: readonly string[]): readonly string[] {
  if (closed.length <= 1 || others.length > MOST_NAMES) {
    return closed.map((namespace) => `no pod in namespace "${namespace}" can reach ${TARGET}`);
  }
  const names = listed(others.map((each) => `"${each}"`));
  return [`no pod outside ${others.length === 1 ? 'namespace' : 'namespaces'} ${names} can reach ${TARGET}`];
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}
