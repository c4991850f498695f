/**
 * Reads `null` as the API server does: a field that is null is absent, and a null element of a list is an empty one.
 * So `podSelector:` with nothing behind it is no selector at all, not one that selects everything.
 */
export function withoutNulls<T>(value: T): T {
  return strip(value) as T;
}

function strip(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Array.isArray(value) ? stripList(value) : stripFields(value);
}

function stripList(list: readonly unknown[]): readonly unknown[] {
  let changed: unknown[] | undefined;
  for (let index = 0; index < list.length; index++) {
    const element = list[index];
    const next = element === null ? emptyLike(list) : strip(element);
    if (next === element) continue;
    changed ??= [...list];
    changed[index] = next;
  }
  return changed ?? list;
}

/** What a null element stands for follows from its neighbours. */
function emptyLike(list: readonly unknown[]): unknown {
  return list.some((element) => typeof element === 'string') ? '' : {};
}

function stripFields(object: object): object {
  const fields = object as Readonly<Record<string, unknown>>;
  let changed: Record<string, unknown> | undefined;
  for (const key in fields) {
    const value = fields[key];
    const next = value === null ? undefined : strip(value);
    if (next === value) continue;
    changed ??= { ...fields };
    if (next === undefined) delete changed[key];
    else changed[key] = next;
  }
  return changed ?? object;
}
