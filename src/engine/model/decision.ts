import type { ClusterView } from './cluster-view.ts';
import type { ObjectRef } from './resource.ts';
import { formatRef } from './resource.ts';
import type { FieldPath } from './source.ts';
import { formatFieldPath } from './source.ts';

/** Why: a stable kebab-case code for tests and tools, and a sentence in the present tense for people. */
export interface Reason {
  readonly code: string;
  readonly text: string;
}

/** The line of a manifest that decided; without `file` the object was not written by the user. */
export interface RuleRef {
  /** `Service default/mariadb`. */
  readonly object: string;
  /** `spec.ports[0]`; empty for the object as a whole. */
  readonly path: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}

/** A rule that was looked at, and why it does not apply. */
export interface Considered {
  readonly rule: RuleRef;
  readonly mismatch: string;
}

/**
 * The one currency of verdicts: what a component did, why, by which rule, and what came near.
 *
 * `rule` is absent only for built-in behaviour. `considered` is ordered nearest first.
 */
export interface Decision<A extends string = string> {
  readonly action: A;
  readonly reason: Reason;
  readonly rule?: RuleRef | undefined;
  readonly considered: readonly Considered[];
}

/** Names a field of an object as a rule, with its place in the manifests. Decisions are made often: keep the result. */
export function ruleAt(view: ClusterView, ref: ObjectRef, path: FieldPath = []): RuleRef {
  const at = view.locate(ref, path);
  const rule = { object: formatRef(ref), path: formatFieldPath(path) };
  return at === undefined ? rule : { ...rule, file: at.file, line: at.line, column: at.column };
}
