import { type Difference, lastLine, type PageLine } from '../difference.ts';

/** `compare exact`: every letter, but for spaces at a line's end and empty lines around all. */
export function compareExactly(printed: readonly PageLine[], actual: readonly string[]): readonly Difference[] {
  const mine = trimmed(
    printed.map(({ line, text }) => ({ line, text: text.trimEnd() })),
    ({ text }) => text,
  );
  const theirs = trimmed(actual, (text) => text);
  const differences: Difference[] = [];
  for (let index = 0; index < Math.max(mine.length, theirs.length); index += 1) {
    const expected = mine[index]?.text;
    const found = theirs[index];
    if (expected === found) continue;
    const why =
      expected === undefined
        ? 'the page does not show that line'
        : found === undefined
          ? 'it is not printed'
          : 'the letters differ';
    differences.push({
      line: mine[index]?.line ?? lastLine(printed),
      expected: expected ?? '',
      actual: found ?? '',
      why,
    });
  }
  return differences;
}

/** `compare contains`: each line of the page is a piece of a line of the cluster, in their order. */
export function compareContained(printed: readonly PageLine[], actual: readonly string[]): readonly Difference[] {
  const flat = (text: string) => text.replace(/\s+/g, ' ').trim();
  const lines = actual.map(flat);
  const differences: Difference[] = [];
  let from = 0;
  for (const { line, text } of printed) {
    const piece = flat(text);
    if (piece === '') continue;
    const at = lines.findIndex((each, index) => index >= from && each.includes(piece));
    if (at >= 0) from = at;
    else differences.push({ line, expected: text.trim(), actual: '', why: 'no line contains it' });
  }
  return differences;
}

function trimmed<T>(lines: readonly T[], textOf: (line: T) => string): readonly T[] {
  let [from, to] = [0, lines.length];
  const isEmpty = (line: T | undefined) => line !== undefined && textOf(line).trim() === '';
  while (from < to && isEmpty(lines[from])) from += 1;
  while (to > from && isEmpty(lines[to - 1])) to -= 1;
  return lines.slice(from, to);
}
