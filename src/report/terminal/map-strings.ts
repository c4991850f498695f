/** A value with another text for every text in it: the value itself where none changes. The keys of objects stay. */
export function mapStrings<T>(value: T, change: (text: string) => string): T;
export function mapStrings(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items = value.map((item) => mapStrings(item, change));
    return items.every((item, index) => item === value[index]) ? value : items;
  }
  const entries = Object.entries(value).map(([key, item]) => [key, mapStrings(item, change), item] as const);
  if (entries.every(([, changed, item]) => changed === item)) return value;
  return Object.fromEntries(entries.map(([key, changed]) => [key, changed]));
}
