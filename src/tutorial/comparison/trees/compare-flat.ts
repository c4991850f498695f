import { type Difference, type Findings, lastLine, type PageLine, type Texts } from '../difference.ts';
import { matchSet } from '../match-set.ts';
import { isElision } from '../noise.ts';

/** Fields without what they stand in, as `grep podIP` leaves them: for each key as many values as the page has. */
export function compareFlat({ printed, actual, bindings, known }: Texts): Findings {
  const theirs = valuesOf(actual.map((text, index) => ({ line: index, text })));
  const isPart = printed.some(({ text }) => isElision(text));
  let result = bindings;
  const differences: Difference[] = [];
  for (const [key, values] of valuesOf(printed)) {
    const found = theirs.get(key) ?? [];
    const line = values[0]?.line ?? lastLine(printed);
    const [mine, other] = [values.map(({ text }) => text), found.map(({ text }) => text)];
    if (
      /^(?:Start Time|Created|Age|Started|Finished|Container ID|Image ID|creationTimestamp|uid|resourceVersion|Restart Count|restartCount|Node|nodeName|hostIP)$/.test(
        key,
      )
    )
      continue;
    const match = matchSet(mine, other, { bindings: result, known, line }, isPart);
    if (match.why === undefined) result = match.bindings;
    else
      differences.push({
        line,
        expected: `${key}: ${mine.join(', ')}`,
        actual: other.length === 0 ? '' : `${key}: ${other.join(', ')}`,
        why: match.why,
      });
  }
  return { bindings: result, differences };
}

/** Whether all lines are fields. */
export function isFlat(lines: readonly string[]): boolean {
  const told = lines.filter((line) => !isElision(line) && line.trim() !== '');
  return told.length > 0 && told.every((line) => FIELD.test(line));
}

const FIELD = /^\s*(?:- )?"?([A-Za-z][\w ./-]*?)"?\s*:(?:\s+"?(.*?)"?,?)?\s*$/;

function valuesOf(lines: readonly PageLine[]): ReadonlyMap<string, readonly PageLine[]> {
  const values = new Map<string, PageLine[]>();
  for (const { line, text } of lines) {
    const [, key = '', value = ''] = FIELD.exec(text) ?? [];
    if (key === '' || value === '' || isElision(text)) continue;
    values.set(key, [...(values.get(key) ?? []), { line, text: value.trim() }]);
  }
  return values;
}
