import type { FieldPath } from '../model/index.ts';

/** What is wrong with, or notable about, a Cluster file. `path` leads into the file as the user wrote it. */
export interface ClusterProblem {
  readonly path: FieldPath;
  /** Kebab-case and stable, such as `cidr-host-bits`. */
  readonly code: string;
  /** Absent means `error`: the cluster cannot be used. */
  readonly severity?: 'error' | 'warning' | 'note';
  readonly message: string;
  /** What to do about it. */
  readonly hint?: string;
  /** Present where the key is at fault, not the value. */
  readonly onKey?: true;
}
