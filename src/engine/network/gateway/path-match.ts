/** The part of a request line that paths are compared with: without query and fragment. */
export function requestPath(target: string): string {
  return target.replace(/[?#].*$/s, '') || '/';
}

/** The query of a request line with its question mark, or nothing. */
export function queryOf(target: string): string {
  return /\?[^#]*/.exec(target)?.[0] ?? '';
}

/**
 * Reports whether `prefix` is an element-wise prefix of `path`: `/foo` of /foo, /foo/ and /foo/bar, not of /foobar. A
 * slash at the end of the rule plays no part, and `/` takes every path.
 *
 * https://kubernetes.io/docs/concepts/services-networking/ingress/#path-types
 */
export function hasPrefix(path: string, prefix: string): boolean {
  const base = prefix.endsWith('/') ? prefix.slice(0, -1) : prefix;
  return path === base || path.startsWith(`${base}/`);
}
