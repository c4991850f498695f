/** Computes each value once, at the first question for its key. */
export function remembered<K, V>(keyOf: (input: K) => string, compute: (input: K) => V): (input: K) => V {
  const known = new Map<string, V>();
  return (input) => {
    const key = keyOf(input);
    let value = known.get(key);
    if (value === undefined) {
      value = compute(input);
      known.set(key, value);
    }
    return value;
  };
}

/** A multi-valued index that is built at the first question. The values of a key keep the order of `entries`. */
export function indexed<V>(entries: () => Iterable<readonly [string, V]>): (key: string) => readonly V[] {
  let index: Map<string, V[]> | undefined;
  return (key) => {
    if (index === undefined) {
      index = new Map();
      for (const [each, value] of entries()) {
        const group = index.get(each);
        if (group === undefined) index.set(each, [value]);
        else group.push(value);
      }
    }
    return index.get(key) ?? [];
  };
}
