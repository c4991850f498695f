import { type Cluster, podsOf } from '../library/index.ts';
import type { ObjectRef, Trace } from '../model/index.ts';
import { connectionTo, expectAllReach, expectNoneReaches, expectOnly, nameOf, SpecFailure } from '../spec/index.ts';
import type { Target } from './targets.ts';

/** More names than these are hard to read in one sentence. */
const MOST_NAMES = 6;

/** What a target's sentences say, and the namespaces of which no sentence tells the truth: they need a table. */
export interface Said {
  readonly sentences: readonly string[];
  readonly mixed: readonly string[];
}

/**
 * Quantifies who reaches a target. The namespace that the target is in is left to its own table; where there is no other,
 * only what keeps somebody out is worth a sentence.
 */
export function sentencesOf(cluster: Cluster, clients: readonly ObjectRef[], { text: to, namespace }: Target): Said {
  const namespaces = [...new Set(clients.map((client) => client.namespace ?? 'default'))];
  const others = namespaces.filter((each) => each !== namespace);
  if (holds(() => expectAllReach(cluster, { to }))) return said(others.length > 0 ? [`every pod can reach ${to}`] : []);
  if (holds(() => expectNoneReaches(cluster, { to }))) return said([`no pod can reach ${to}`]);
  const names = reaching(cluster, clients, to);
  if (names.length > 0 && names.length <= MOST_NAMES && holds(() => expectOnly(cluster, names, to, 'default'))) {
    return said([`only ${listed(names)} can reach ${to}`]);
  }
  const each = others.map((other) => ({ other, sentence: sentenceOf(cluster, to, other) }));
  return {
    sentences: each.flatMap(({ sentence }) => sentence ?? []),
    mixed: each.flatMap(({ other, sentence }) => (sentence === undefined ? [other] : [])),
  };
}

function said(sentences: readonly string[]): Said {
  return { sentences, mixed: [] };
}

function sentenceOf(cluster: Cluster, to: string, namespace: string): string | undefined {
  if (holds(() => expectAllReach(cluster, { to, namespace })))
    return `every pod in namespace "${namespace}" can reach ${to}`;
  if (holds(() => expectNoneReaches(cluster, { to, namespace })))
    return `no pod in namespace "${namespace}" can reach ${to}`;
  return undefined;
}

/** Who reaches a target without being it; the target itself where nobody else does. */
function reaching(cluster: Cluster, clients: readonly ObjectRef[], to: string): readonly string[] {
  const answers = clients
    .map((ref) => ({ ref, trace: connectionTo(cluster, nameOf(ref), to) }))
    .filter(({ trace }) => trace.reach === 'always');
  const strangers = answers.filter(({ ref, trace }) => !isItself(cluster, ref, trace));
  return (strangers.length > 0 ? strangers : answers).map(({ ref }) => nameOf(ref));
}

function isItself({ view }: Cluster, ref: ObjectRef, { branches }: Trace): boolean {
  const own = new Set(podsOf(view, ref).map((pod) => pod.ref.name));
  return branches.every(({ endpoint }) => endpoint?.namespace === ref.namespace && own.has(endpoint?.name ?? ''));
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
