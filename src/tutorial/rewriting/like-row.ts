/** What a clock says: an AGE, a time that passed. A page keeps its own. */
const CLOCK = /^(?:\d+[smhdy])+$|^<(?:unknown|invalid)>$/;

/**
 * A line of another width in the columns of a row: cells begin where the row's begin, as far as there is room, and an age
 * stays the row's. A line that has other columns keeps its own widths; either has the row's indentation.
 */
export function likeRow(row: string, line: string): string {
  const indent = /^\s*/.exec(row)?.[0] ?? '';
  const mine = cellsOf(row);
  const other = cellsOf(line);
  if (mine.length < 2 || mine.length !== other.length) return `${indent}${line.trim()}`;
  let text = '';
  for (const [index, { text: cell }] of other.entries()) {
    const place = mine[index];
    if (place === undefined) return `${indent}${line.trim()}`;
    const gap = Math.max(place.start - text.length, index === 0 ? 0 : 1);
    text += ' '.repeat(gap) + (CLOCK.test(cell) && CLOCK.test(place.text) ? place.text : cell);
  }
  return text;
}

interface Cell {
  readonly text: string;
  readonly start: number;
}

/** Cells with two blanks or more between them, or a tab. */
function cellsOf(row: string): readonly Cell[] {
  return [...row.matchAll(/\S+(?: \S+)*/g)].map(({ 0: text, index }) => ({ text, start: index }));
}
