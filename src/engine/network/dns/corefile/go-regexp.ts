const FLAGS = /^\(\?([ims]+)\)/;

/** What Go's regular expressions have and JavaScript's have not, or mean otherwise. */
const ONLY_GO = /\[\[:|\\[pPQECaz]|\(\?[a-zA-Z-]*[U-]/;

/** What JavaScript has and Go has not: looking around, and back references (github.com/google/re2 syntax). */
const NOT_GO = /\(\?<?[=!]|\\[1-9ceghijklmoquyGHIJKLMNORTUVXYZ]/;

/**
 * A regular expression of Go as one of JavaScript: `malformed` where Go does not compile it either, `unknown` where it
 * has none that means the same.
 */
export function goRegExp(pattern: string): RegExp | 'malformed' | 'unknown' {
  const flags = FLAGS.exec(pattern)?.[1] ?? '';
  const body = pattern.replace(FLAGS, '').replaceAll('(?P<', '(?<').replaceAll('\\A', '^').replaceAll('\\z', '$');
  if (ONLY_GO.test(body)) return 'unknown';
  if (NOT_GO.test(body)) return 'malformed';
  try {
    return new RegExp(body, flags);
  } catch {
    return 'malformed';
  }
}
