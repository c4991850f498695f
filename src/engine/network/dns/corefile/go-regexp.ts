const FLAGS = /^\(\?([ims]+)\)/;

/** What Go's regular expressions have and JavaScript's have not, or mean otherwise. */
const ONLY_GO = /\[\[:|\\[pPQECaz]|\(\?[a-zA-Z-]*[U-]/;

/** A regular expression of Go as one of JavaScript; `undefined` where it has none that means the same. */
export function goRegExp(pattern: string): RegExp | undefined {
  const flags = FLAGS.exec(pattern)?.[1] ?? '';
  const body = pattern.replace(FLAGS, '').replaceAll('(?P<', '(?<').replaceAll('\\A', '^').replaceAll('\\z', '$');
  if (ONLY_GO.test(body)) return undefined;
  try {
    return new RegExp(body, flags);
  } catch {
    return undefined;
  }
}
