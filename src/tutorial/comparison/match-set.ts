import { type Match, matchText, type Scope } from './match-text.ts';

/** Whether two lists hold the same whatever their order; `isPart`: the page may leave some out. */
export function matchSet(page: readonly string[], actual: readonly string[], scope: Scope, isPart = false): Match {
  let bindings = scope.bindings;
  const rest = [...actual];
  const open: string[] = [];
  for (const item of page) {
    const at = rest.findIndex((other) => {
      const match = matchText(item, other, { ...scope, bindings });
      return match.why === undefined && match.bindings === bindings;
    });
    if (at < 0) open.push(item);
    else rest.splice(at, 1);
  }
  let why: string | undefined;
  const free = rest.length > 1 && open.length > 1;
  for (const [index, item] of open.entries()) {
    const group = free ? { group: { set: `${scope.line} ${page.join(',')}`, index } } : {};
    const at = rest.findIndex((other) => {
      const match = matchText(item, other, { ...scope, bindings, ...group });
      if (match.why === undefined) bindings = match.bindings;
      else why ??= match.why === '' ? undefined : match.why;
      return match.why === undefined;
    });
    if (at < 0) return { bindings: scope.bindings, why: why ?? `${item} is not among them` };
    rest.splice(at, 1);
  }
  if (rest.length > 0 && !isPart) return { bindings: scope.bindings, why: `${rest.join(', ')} is there too` };
  return { bindings };
}

/** The items of a list that commas separate. */
export function itemsOf(text: string, separator: RegExp = /\s*,\s*/): readonly string[] {
  return text
    .trim()
    .split(separator)
    .filter((item) => item !== '' && item !== '<none>');
}
