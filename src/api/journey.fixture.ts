import type { Branch, Trace } from '../engine/model/index.ts';
import type { ClusterFileSpec } from '../engine/profiles/index.ts';
import { Cluster } from './cluster.ts';
import type { ConnectQuestion } from './questions.ts';

/** A cluster with these manifests; throws where one is rejected. */
export async function clusterWith(yaml: string, cluster?: string | ClusterFileSpec): Promise<Cluster> {
  const loaded = Cluster.of({ yaml, ...(cluster === undefined ? {} : { cluster }) });
  const [error] = loaded.diagnostics.filter(({ severity }) => severity === 'error');
  if (error !== undefined) throw new Error(error.message);
  return loaded;
}

/** What a row of a table says about a connection; only what is given is compared. */
export interface Expected {
  readonly outcome: Trace['outcome'];
  readonly via?: Branch['via'];
  /** The names of those who answer, each once, sorted. */
  readonly at?: readonly string[];
  readonly source?: string;
  /** The code of the reason that ends each way. */
  readonly code?: string;
  readonly masqueraded?: boolean;
}

type Facts = { readonly [K in keyof Expected]-?: (trace: Trace) => Expected[K] };

const FACTS: Facts = {
  outcome: ({ outcome }) => outcome,
  via: ({ branches }) => only(branches.map(({ via }) => via)),
  at: ({ branches }) => [...new Set(branches.flatMap(({ endpoint }) => endpoint?.name ?? []))].sort(),
  source: ({ branches }) => only(branches.map(({ sourceSeen }) => sourceSeen?.text ?? 'nobody')),
  code: ({ branches }) => only(branches.map(({ hops }) => hops.at(-1)?.reason.code ?? '')),
  masqueraded: ({ branches }) => only(branches.map(({ masqueraded }) => masqueraded)),
};

function only<T>(values: readonly T[]): T {
  const [first] = values;
  if (first === undefined || values.some((value) => value !== first)) {
    throw new Error(`the ways differ: ${values.join(', ')}`);
  }
  return first;
}

/** Asks, and answers with the facts that the row speaks of. */
export function ask(cluster: Cluster, question: ConnectQuestion, expected: Expected): Record<string, unknown> {
  const trace = cluster.trace(question);
  return Object.fromEntries(
    Object.entries(FACTS).flatMap(([key, fact]) => (key in expected ? [[key, fact(trace)]] : [])),
  );
}
