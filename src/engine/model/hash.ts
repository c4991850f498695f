/** FNV-1a, 32 bits, over UTF-16 code units: a stable stand-in for every random choice that the real components make. */
export function fnv32a(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash ^= text.charCodeAt(index);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}

const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';

/** A suffix of the shape that the API server appends to `generateName`: `length` characters of its 27-letter alphabet. */
export function stableSuffix(seed: string, length: number): string {
  let suffix = '';
  for (let index = 0; index < length; index++) suffix += ALPHABET[fnv32a(`${index}:${seed}`) % ALPHABET.length];
  return suffix;
}

/** A stable RFC 4122-shaped id, for `metadata.uid` and `clientIP`-like identities. */
export function stableUid(seed: string): string {
  const hex = [0, 1, 2, 3].map((part) => fnv32a(`${part}/${seed}`).toString(16).padStart(8, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** JSON with sorted keys: equal values give equal text, whatever the order in which their fields were written. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, each]) => each !== undefined);
    entries.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonicalJson(each)}`).join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}
