import type { FieldPath, ObjectRef } from '../../../model/index.ts';

/** A field of a policy. The object itself is the key under which its line in the manifest is remembered. */
export interface RulePlace {
  readonly ref: ObjectRef;
  readonly path: FieldPath;
}
