import type { FieldPath } from '../model/index.ts';

/** Something wrong with one field of one object; the reader of the file turns it into a Diagnostic with a place. */
export interface Problem {
  readonly path: FieldPath;
  /** Kebab-case: `unknown-field`, `wrong-type`, `required`, `invalid`, `duplicate`, `not-supported`, `forbidden` … */
  readonly code: string;
  /** `warning` and `note` leave the object in the cluster; `error`, the default, keeps it out. */
  readonly severity?: 'error' | 'warning' | 'note';
  /** The API server's own words. */
  readonly message: string;
  /** The message without what introduces it; absent where it is the same (see Diagnostic). */
  readonly cause?: string;
  readonly hint?: string;
  /** Whether the place is the field's key rather than its value. */
  readonly onKey?: boolean;
}

/** Reports whether the problem keeps the object out of the cluster. */
export function isError({ severity = 'error' }: Pick<Problem, 'severity'>): boolean {
  return severity === 'error';
}
