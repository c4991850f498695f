import type { Difference, Findings, Texts } from '../difference.ts';
import { matchText } from '../match-text.ts';
import { isElision } from '../noise.ts';

/** A hosts file: each name that the page shows has that address; comments and the names of this machine do not matter. */
export function compareHosts({ printed, actual, bindings, known }: Texts): Findings {
  const theirs = actual.flatMap((text) => entryOf(text));
  const differences: Difference[] = [];
  let result = bindings;
  for (const { line, text } of printed) {
    if (isElision(text)) continue;
    for (const { address, names } of entryOf(text)) {
      let why = `no line has ${names.join(' ')}`;
      const found = theirs.some((entry) => {
        const scope = { bindings: result, known, line };
        const named = matchText(names.join(' '), entry.names.join(' '), scope);
        if (named.why !== undefined) return false;
        const match = matchText(address, entry.address, { ...scope, bindings: named.bindings });
        if (match.why === undefined) result = match.bindings;
        else why = match.why === '' ? `the address is ${entry.address}` : match.why;
        return match.why === undefined;
      });
      if (!found) differences.push({ line, expected: text.trim(), actual: '', why });
    }
  }
  return { bindings: result, differences };
}

interface Entry {
  readonly address: string;
  readonly names: readonly string[];
}

function entryOf(text: string): readonly Entry[] {
  const [address = '', ...names] = text.replace(/#.*/, '').trim().split(/\s+/);
  if (names.length === 0 || /^(?:127\.|::1|fe00|ff0)/.test(address)) return [];
  return [{ address, names }];
}
