/** An object of an old API version, of which no more is known than its shape. */
export type Fields = Readonly<Record<string, unknown>>;

/** The value as an object; an empty one where it is something else, which the structural validation reports. */
export function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {};
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Changes one field where it is an object. */
export function within(object: Fields, key: string, change: (fields: Fields) => Fields): Fields {
  const value = object[key];
  return isFields(value) ? { ...object, [key]: change(value) } : object;
}

/** Changes the objects of a list field. */
export function eachWithin(object: Fields, key: string, change: (fields: Fields) => Fields): Fields {
  const list = object[key];
  if (!Array.isArray(list)) return object;
  return { ...object, [key]: list.map((element: unknown) => (isFields(element) ? change(element) : element)) };
}

/** Sets fields that are absent or null. */
export function preset(object: Fields, defaults: Fields): Fields {
  const absent = Object.entries(defaults).filter(([key]) => (object[key] ?? undefined) === undefined);
  return absent.length === 0 ? object : { ...object, ...Object.fromEntries(absent) };
}

export function without(object: Fields, ...keys: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
}
