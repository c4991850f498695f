import type { FieldPath } from '../../../model/index.ts';
import { parseQuantity } from '../../../model/index.ts';

/** Under these fields stand quantities, which may be written in several ways: `1` is `1000m`. */
const QUANTITIES: readonly (string | number)[] = ['limits', 'requests', 'capacity'];

/**
 * The paths below `path` at which an object says something else than it did before; none where both say the same. As
 * for the API server (apimachinery pkg/api/equality), what is empty is as good as absent, and quantities are compared by
 * their value.
 */
export function differences(before: unknown, after: unknown, path: FieldPath = []): readonly FieldPath[] {
  if (before === after || (isEmpty(before) && isEmpty(after))) return [];
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    return after.flatMap((each: unknown, index) => differences(before[index], each, [...path, index]));
  }
  if (isFields(before) && isFields(after)) {
    const keys = new Set([...Object.keys(after), ...Object.keys(before)]);
    return [...keys].flatMap((key) => differences(before[key], after[key], [...path, key]));
  }
  return isSameQuantity(before, after, path.at(-2)) ? [] : [path];
}

/** Reports whether two values mean the same to the API server. */
export function isSame(before: unknown, after: unknown): boolean {
  return differences(before, after).length === 0;
}

function isEmpty(value: unknown): boolean {
  if (typeof value !== 'object') return value === undefined;
  return value === null || Object.values(value).every((each) => each === undefined);
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSameQuantity(before: unknown, after: unknown, parent: string | number | undefined): boolean {
  if (parent === undefined || !QUANTITIES.includes(parent) || !isScalar(before) || !isScalar(after)) return false;
  const quantity = parseQuantity(before);
  return quantity !== undefined && quantity === parseQuantity(after);
}

function isScalar(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}
