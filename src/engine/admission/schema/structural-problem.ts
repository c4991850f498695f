import { compareText, type FieldPath } from '../../model/index.ts';

/**
 * A fault in an object's structure, as the API server finds it before it looks at the object's meaning.
 *
 * `warning`: the API server refuses the object all the same, but there is no doubt what it means: a `status`, which is
 * not the author's to set, or a selector left out where only `{}` can be meant.
 */
export interface StructuralProblem {
  readonly severity: 'error' | 'warning';
  readonly path: FieldPath;
  readonly code:
    | 'unknown-field'
    | 'wrong-type'
    | 'malformed-value'
    | 'missing-field'
    | 'not-allowed-value'
    | 'unknown-kind';
  /** The API server's own text. */
  readonly message: string;
  /** The text without what introduces it, where that is not the same. */
  readonly cause?: string;
  readonly hint?: string;
  /** Present where the key is at fault, not the value. */
  readonly onKey?: true;
}

/** Orders problems by place, list items by number; a field before what is in it. */
export function compareProblems(a: StructuralProblem, b: StructuralProblem): number {
  for (const [index, step] of a.path.entries()) {
    const other = b.path[index];
    if (other === undefined) return 1;
    if (step === other) continue;
    if (typeof step === 'number' && typeof other === 'number') return step - other;
    return compareText(String(step), String(other));
  }
  return a.path.length - b.path.length || compareText(a.message, b.message);
}
