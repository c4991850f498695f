import type { CST } from 'yaml';

/**
 * How deep values may nest. kubectl stops at 10,000; no real manifest nests deeper than 40, and the YAML parser, which
 * calls itself for each level, must not run out of stack.
 */
export const MAX_DEPTH = 300;

/** How deep a parsed text nests. Keeps its own stack, since the text may be made to exhaust ours. */
export function nestingDepth(root: CST.Token): number {
  let deepest = 0;
  const open: { readonly token: CST.Token; readonly depth: number }[] = [{ token: root, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    deepest = Math.max(deepest, next.depth);
    for (const token of children(next.token)) open.push({ token, depth: next.depth + 1 });
  }
  return deepest;
}

function children(token: CST.Token): readonly CST.Token[] {
  if (token.type === 'document') return token.value === undefined ? [] : [token.value];
  if (!('items' in token)) return [];
  return token.items.flatMap(({ key, value }) => [key, value].filter((each) => each !== undefined && each !== null));
}
