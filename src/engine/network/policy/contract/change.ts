import type { FieldPath, Json } from '../../../model/index.ts';

/** One thing that a policy may say otherwise. */
export interface PolicyChange {
  /** The field that it is about. */
  readonly path: FieldPath;
  /** Continues a sentence about the changed policy: `shifts port 80 to 81`. */
  readonly what: string;
  /** What is set, where that is another field; `undefined` removes. */
  readonly set: { readonly path: FieldPath; readonly value: Json };
}

/** A change that leaves out the field, or the item of a list, that it is about. */
export function removal(path: FieldPath, what: string): PolicyChange {
  return replacement(path, what, undefined);
}

/** A change that sets the field that it is about. */
export function replacement(path: FieldPath, what: string, value: Json): PolicyChange {
  return { path, what, set: { path, value } };
}
