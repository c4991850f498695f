import { RE2JS } from 're2js';

/** A regular expression with the syntax and the meaning of RE2, whose time grows with the text, never with its square. */
export interface LinearRegExp {
  /** How many groups it has. */
  readonly groups: number;
  /** The first match of it in a text; `undefined` where there is none. */
  exec(text: string): LinearMatch | undefined;
}

/** The whole match, and what each group matched: nothing where it took no part, as Go has it. */
export interface LinearMatch {
  readonly texts: readonly string[];
  readonly named: Readonly<Record<string, string>>;
}

/**
 * Compiles what Go's `regexp` compiles (github.com/google/re2 syntax); `undefined` for anything else. An expression of
 * somebody else's Corefile or Ingress must not stop the process: one that goes back and forth takes hours for thirty
 * letters, `(a+)+$` for one.
 */
export function linearRegExp(
  source: string,
  letters: 'as written' | 'any case' = 'as written',
): LinearRegExp | undefined {
  const compiled = compile(source, letters === 'any case' ? RE2JS.CASE_INSENSITIVE : 0);
  if (compiled === undefined) return undefined;
  return {
    groups: compiled.groupCount(),
    exec(text) {
      const matcher = compiled.matcher(text);
      if (!matcher.find()) return undefined;
      const groupOf = (group: number | string) => matcher.group(group) ?? '';
      const texts = Array.from({ length: compiled.groupCount() + 1 }, (_, index) => groupOf(index));
      const names = Object.keys(compiled.namedGroups());
      return { texts, named: Object.fromEntries(names.map((name) => [name, groupOf(name)])) };
    },
  };
}

function compile(source: string, flags: number): RE2JS | undefined {
  try {
    return RE2JS.compile(source, flags);
  } catch {
    return undefined;
  }
}
