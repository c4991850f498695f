const PADDING = 2;

/**
 * Lays out text whose cells end in tabs, as Go's text/tabwriter does with a padding of two: a column is as wide as the
 * widest of its cells in the lines that follow each other.
 */
export function layOut(text: string): string {
  const lines = text.split('\n').map((line) => line.split('\t'));
  const widths = lines.map((): number[] => []);
  widenColumns(lines, widths, { column: 0, from: 0, to: lines.length });
  return lines
    .map((cells, line) => cells.map((cell, column) => cell.padEnd(widths[line]?.[column] ?? 0)).join(''))
    .join('\n');
}

interface Block {
  readonly column: number;
  readonly from: number;
  readonly to: number;
}

/** Widens each run of lines that have the column, then what stands to the right of it inside that run. */
function widenColumns(lines: readonly (readonly string[])[], widths: readonly number[][], block: Block): void {
  const { column, from, to } = block;
  for (let start = from; start < to; start++) {
    let end = start;
    let width = 0;
    // The last cell of a line ends in no tab, and belongs to no column.
    for (; end < to && column < (lines[end]?.length ?? 0) - 1; end++) {
      width = Math.max(width, (lines[end]?.[column] ?? '').length + PADDING);
    }
    if (end === start) continue;
    for (let line = start; line < end; line++) widths[line]?.push(width);
    widenColumns(lines, widths, { column: column + 1, from: start, to: end });
    start = end - 1;
  }
}
