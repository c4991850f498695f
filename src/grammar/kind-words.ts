import { resolveKind } from '../engine/admission/index.ts';
import { WORKLOAD_KINDS } from '../engine/model/index.ts';

/** The kinds of workloads as a sentence has them, for a regular expression: `pod|deployment|…`. */
export const KIND_WORDS: string = WORKLOAD_KINDS.map((kind) => kind.toLowerCase()).join('|');

/** What may follow a name in a sentence. */
export const IN_NAMESPACE = '(?: in namespace "[^"]*")?';

/** The kind of workload that a word means as kubectl reads it: `deploy`, `Deployments`, `pod`; `undefined` for another. */
export function workloadKind(word: string): string | undefined {
  const kind = resolveKind(word)?.kind;
  return kind !== undefined && WORKLOAD_KINDS.includes(kind) ? kind : undefined;
}
