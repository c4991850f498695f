import { inOneLine } from '../terminal/index.ts';

const PADDING = 3;
const NARROWEST = 6;

/**
 * Lays rows of cells out in columns, three spaces apart and at least six wide, as kubectl's tab writer does (kubernetes
 * staging/src/k8s.io/cli-runtime/pkg/printers/tabwriter.go). No line ends in spaces, and no cell has a line of its own.
 */
export function alignCells(given: readonly (readonly string[])[]): readonly string[] {
  const rows = inOneLine(given);
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) {
      widths[column] = Math.max(widths[column] ?? NARROWEST, lengthOf(cell) + PADDING);
    }
  }
  return rows.map((row) =>
    row
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - lengthOf(cell)))
      .join('')
      .trimEnd(),
  );
}

function lengthOf(cell: string): number {
  return [...cell].length;
}
