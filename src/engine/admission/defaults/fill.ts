/** Copy-on-write: each of these returns its argument itself where nothing changes, so that equal parts stay shared. */

/** Sets the fields that are absent. */
export function fillAbsent<T extends object>(object: T, defaults: Partial<T>): T {
  return fill(object, defaults, (value) => value === undefined);
}

/** Sets the fields that are absent or have their type's zero value, which the API cannot tell apart for plain fields. */
export function fillZero<T extends object>(object: T, defaults: Partial<T>): T {
  return fill(object, defaults, (value) => value === undefined || value === '' || value === 0);
}

/** Replaces one field by what `change` makes of it; an absent field stays absent. */
export function update<T extends object, K extends keyof T>(
  object: T,
  key: K,
  change: (value: NonNullable<T[K]>) => NonNullable<T[K]>,
): T {
  const value: T[K] | undefined = object[key];
  if (value === undefined || value === null) return object;
  const changed = change(value);
  return changed === value ? object : { ...object, [key]: changed };
}

/** Changes the elements of a list. */
export function each<T>(list: readonly T[], change: (element: T) => T): readonly T[] {
  let changed: T[] | undefined;
  for (const [index, element] of list.entries()) {
    const next = change(element);
    if (next === element) continue;
    changed ??= [...list];
    changed[index] = next;
  }
  return changed ?? list;
}

function fill<T extends object>(object: T, defaults: Partial<T>, isUnset: (value: unknown) => boolean): T {
  let filled: T | undefined;
  for (const key of Object.keys(defaults) as (keyof T)[]) {
    const value = defaults[key];
    if (value === undefined || value === object[key] || !isUnset(object[key])) continue;
    filled ??= { ...object };
    filled[key] = value;
  }
  return filled ?? object;
}
