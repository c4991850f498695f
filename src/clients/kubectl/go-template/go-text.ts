/** Go's `%v` of a value of JSON: `map[a:b]`, `[1 2]`; what is not there is `<no value>` by itself, and `<nil>` inside. */
export function goText(value: unknown, isInside = false): string {
  if (value === undefined || value === null) return isInside ? '<nil>' : '<no value>';
  if (Array.isArray(value)) return `[${value.map((each) => goText(each, true)).join(' ')}]`;
  if (typeof value !== 'object') return String(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `map[${entries.map(([key, each]) => `${key}:${goText(each, true)}`).join(' ')}]`;
}
