const BRACKETS = /[?*()[\]]/g;
const BRACES = /[{}]/g;

/**
 * A glob that matches `path` itself, for cucumber, which takes every path as a glob and gives the backslash no meaning.
 * A brace cannot be escaped there, so it becomes `?`.
 */
export function literalGlob(path: string): string {
  return path.replace(BRACKETS, '[$&]').replace(BRACES, '?');
}
