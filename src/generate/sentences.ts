import { type Cluster, podsOf } from '../library/index.ts';
import type { ObjectRef, Trace } from '../model/index.ts';
import {
  connectionTo,
  expectNoneReaches,
  expectOnly,
  type Quantified,
  SpecFailure,
  workloadName,
} from '../spec/index.ts';
import type { Target } from './targets.ts';

/** More names than these are hard to read in one sentence. */
const MOST_NAMES = 6;

/** What a target's sentences say, and the namespaces of which no sentence tells the truth: they need a table. */
export interface Said {
  readonly sentences: readonly string[];
  readonly mixed: readonly string[];
}

interface Answer {
  readonly ref: ObjectRef;
  readonly namespace: string;
  readonly trace: Trace;
  /** Whether the client stands behind the target. */
  readonly isItself: boolean;
}

/**
 * Quantifies who reaches a target. The namespace that the target is in is left to its own table; where there is no other,
 * only what keeps somebody out is worth a sentence.
 */
export function sentencesOf(cluster: Cluster, clients: readonly ObjectRef[], { text: to, namespace }: Target): Said {
  const answers = clients.map((ref) => answerOf(cluster, ref, to));
  const others = [...new Set(answers.map((answer) => answer.namespace))].filter((each) => each !== namespace);
  const none = (who: readonly Answer[], sentence: Omit<Quantified, 'to'>): boolean =>
    who.every(isKeptOut) && holds(() => expectNoneReaches(cluster, { ...sentence, to }));
  if (answers.every(reaches)) return said(others.length > 0 ? [`every pod can reach ${to}`] : []);
  if (none(answers, {})) return said([`no pod can reach ${to}`]);
  const names = reaching(answers);
  if (names.length > 0 && names.length <= MOST_NAMES && holds(() => expectOnly(cluster, names, to, 'default'))) {
    return said([`only ${listed(names)} can reach ${to}`]);
  }
  const of = (other: string): readonly Answer[] => answers.filter((answer) => answer.namespace === other);
  const open = others.filter((other) => of(other).every(reaches));
  const closed = others.filter((other) => none(of(other), { namespace: other }));
  const mixed = others.filter((other) => !open.includes(other) && !closed.includes(other));
  return {
    sentences: [
      ...open.map((other) => `every pod in namespace "${other}" can reach ${to}`),
      ...closedSentences(to, closed, [namespace, ...open, ...mixed].sort()),
    ],
    mixed,
  };
}

/** The shorter of two ways to tell who is kept out. */
function closedSentences(to: string, closed: readonly string[], others: readonly string[]): readonly string[] {
  if (closed.length <= 1 || others.length > MOST_NAMES) {
    return closed.map((namespace) => `no pod in namespace "${namespace}" can reach ${to}`);
  }
  const names = listed(others.map((each) => `"${each}"`));
  return [`no pod outside ${others.length === 1 ? 'namespace' : 'namespaces'} ${names} can reach ${to}`];
}

function said(sentences: readonly string[]): Said {
  return { sentences, mixed: [] };
}

function answerOf(cluster: Cluster, ref: ObjectRef, to: string): Answer {
  const trace = connectionTo(cluster, workloadName(ref), to);
  const own = new Set(podsOf(cluster.view, ref).map((pod) => pod.ref.name));
  const isItself = trace.branches.every(
    ({ endpoint }) => endpoint?.namespace === ref.namespace && own.has(endpoint?.name ?? ''),
  );
  return { ref, namespace: ref.namespace ?? 'default', trace, isItself };
}

function reaches({ trace }: Answer): boolean {
  return trace.reach === 'always';
}

/** Whoever asks itself may get an answer: whether it counts is for the expectation to say. */
function isKeptOut({ trace, isItself }: Answer): boolean {
  return trace.reach === 'never' || trace.reach === 'sometimes' || isItself;
}

/** Who reaches a target without being it; the target itself where nobody else does. */
function reaching(answers: readonly Answer[]): readonly string[] {
  const all = answers.filter(reaches);
  const strangers = all.filter(({ isItself }) => !isItself);
  return (strangers.length > 0 ? strangers : all).map(({ ref }) => workloadName(ref));
}

function holds(expectation: () => void): boolean {
  try {
    expectation();
    return true;
  } catch (error) {
    if (error instanceof SpecFailure) return false;
    throw error;
  }
}

function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}
