import { linearRegExp } from '../../../model/index.ts';

/** A regular expression of a location. */
export interface PathPattern {
  /** What the whole matched, and each group; `undefined` where it does not match. */
  exec(path: string): readonly string[] | undefined;
}

/**
 * A regular expression of nginx, which takes PCRE's, without regard to case; `undefined` for one that is not modelled.
 *
 * What RE2 can do as well is matched by it, in linear time. PCRE looks around besides, and goes back and forth until its
 * limit of matches, beyond which nginx answers with an error (nginx src/core/ngx_regex.c, pcre2api "match_limit"): such a
 * pattern is taken where it cannot come near that, and is unknown otherwise.
 */
export function pathPattern(source: string): PathPattern | undefined {
  const linear = linearRegExp(source, 'any case');
  if (linear !== undefined) return { exec: (path) => linear.exec(path)?.texts };
  const pattern = goesBackLittle(source) ? backtracking(source) : undefined;
  if (pattern === undefined) return undefined;
  return { exec: (path) => pattern.exec(path)?.map((group: string | undefined) => group ?? '') };
}

/** How many parts of any length it may have that it tries one against the other. */
const MOST_LOOPS = 2;

/** Reports whether a pattern repeats single characters alone, and few of them: it tries no more ways than a path is long, squared. */
function goesBackLittle(source: string): boolean {
  const plain = source.replace(/\\./gs, 'x').replace(/\[[^\]]*\]/g, 'x');
  if (/\)[*+{]|\)\?[*+?]|\{/.test(plain) || /\\\d/.test(source)) return false;
  return (plain.match(/[*+]/g) ?? []).length <= MOST_LOOPS;
}

function backtracking(source: string): RegExp | undefined {
  try {
    return new RegExp(source, 'i');
  } catch {
    return undefined;
  }
}
