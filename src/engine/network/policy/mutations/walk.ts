import { type FieldPath, isObject, type Json, type KubernetesObject, valueAt } from '../../../model/index.ts';
import type { PolicyChange } from '../contract/change.ts';
import { selectorChanges } from './selector-changes.ts';

/** What a dialect knows of a field, or of an item of a list. */
export type ChangesAt = (path: FieldPath, value: Json) => readonly PolicyChange[];

/**
 * What `changesAt` finds at every field of a policy's spec, in the order in which it is written. The fields named in
 * `selectors` are selectors of labels: below them stand labels, whose names say nothing about policies.
 */
export function changesIn(
  policy: KubernetesObject,
  selectors: readonly string[],
  changesAt: ChangesAt,
): readonly PolicyChange[] {
  const visit = (path: FieldPath): readonly PolicyChange[] => {
    const value = valueAt(policy, path);
    const field = path.at(-1);
    if (isObject(value) && typeof field === 'string' && selectors.includes(field)) {
      return selectorChanges(policy, path, value);
    }
    const steps = Array.isArray(value) ? [...value.keys()] : isObject(value) ? Object.keys(value) : [];
    return [...changesAt(path, value), ...steps.flatMap((step) => visit([...path, step]))];
  };
  return visit(['spec']);
}
