import type { Labels } from './kubernetes.ts';
import type { FieldPath } from './source.ts';

/** A value of an object of the API: what JSON can say. */
export type Json = unknown;

export function isObject(value: Json): value is Readonly<Record<string, Json>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Labels of an object that nobody validated, values as texts; `undefined` for what is no map. */
export function writtenLabels(value: Json): Labels | undefined {
  if (!isObject(value)) return undefined;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, String(each)]));
}

/** Reports whether a word stands anywhere in a value: as a key, or as a text. */
export function mentions(value: Json, word: string): boolean {
  if (typeof value !== 'object' || value === null) return value === word;
  return Object.entries(value).some(([key, each]) => (!Array.isArray(value) && key === word) || mentions(each, word));
}

/** The value at a path; `undefined` where nothing is. */
export function valueAt(root: Json, path: FieldPath): Json {
  return path.reduce<Json>((value, step) => {
    if (Array.isArray(value)) return value[Number(step)];
    return isObject(value) ? value[step] : undefined;
  }, root);
}

/** A copy with another value at a path; with `undefined` the field, or the item of the list, is gone. */
export function edited(root: Json, [step, ...rest]: FieldPath, value: Json): Json {
  if (step === undefined) return value;
  if (Array.isArray(root)) {
    const index = Number(step);
    const item = edited(root[index], rest, value);
    return item === undefined ? root.toSpliced(index, 1) : root.with(index, item);
  }
  const { [step]: before, ...others } = isObject(root) ? root : {};
  const field = edited(before, rest, value);
  return field === undefined ? others : { ...others, [step]: field };
}
