import type { Considered, FieldPath } from '../../model/index.ts';

/** Why a Service port has no endpoint: the cause, the field of the Service that it lies in, and what came near. */
export interface MissingEndpoints {
  readonly why: string;
  readonly path: FieldPath;
  /** Nearest first. */
  readonly considered: readonly Considered[];
}
