import { formatRef, type ObjectRef } from './resource.ts';
import { formatLocation, type SourceLocation } from './source.ts';

/** Something that was written and is in no cluster: the API server rejects it, or nobody can read it. */
export interface RejectedObject {
  /** Absent where nobody can tell. */
  readonly kind?: string;
  /** The group of the kind; empty for the core group. */
  readonly group?: string;
  readonly ref?: ObjectRef;
  /** The object as it was written, as far as it can be read. */
  readonly written?: object;
  /** The place of the first error. */
  readonly at?: SourceLocation;
  /** The first error. */
  readonly message: string;
}

/** Prints `NetworkPolicy shop/web at policy.yaml:3:1`, as far as that is known. */
export function nameOfRejected({ kind, ref, at }: RejectedObject): string {
  const what = ref === undefined ? (kind ?? 'what cannot be read') : formatRef(ref);
  return at === undefined ? what : `${what} at ${formatLocation(at)}`;
}
