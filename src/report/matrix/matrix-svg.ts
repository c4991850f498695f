import type { MatrixJson } from '../json/matrix-json.ts';
import { shortNames } from './end-names.ts';
import { type GridCell, gridOf } from './grid.ts';
import { escapeHtml } from './html-page.ts';
import { inLines } from './names.ts';

const SIDE = 24;
const CHARACTER = 7.5;
const LINE = 16;
const COLOUR: Readonly<Record<GridCell['kind'], string>> = {
  all: '#2da44e',
  some: '#eac54f',
  none: '#cf222e',
  unknown: '#8c959f',
  absent: '#f6f8fa',
};

/** The grid as a picture; the ports of a square show under the pointer. */
export function matrixSvg(matrix: MatrixJson): string {
  const names = shortNames(matrix);
  const { rows, columns, cell } = gridOf(matrix, names);
  const legend = names.legend.flatMap((line) => inLines(line, 4));
  const left = widest(rows) * CHARACTER + 16;
  const top = widest(columns) * CHARACTER + 16;
  const parts = [
    ...columns.map((name, index) => {
      const x = left + index * SIDE + SIDE / 2 + 4;
      return `<text x="${x}" y="${top - 8}" transform="rotate(-90 ${x} ${top - 8})">${escapeHtml(name)}</text>`;
    }),
    ...rows.map((name, index) => {
      const y = top + index * SIDE + SIDE / 2 + 4;
      return `<text x="${left - 8}" y="${y}" text-anchor="end">${escapeHtml(name)}</text>`;
    }),
    ...rows.flatMap((row, down) =>
      columns.map((column, across) => {
        const { kind, text } = cell(row, column);
        const place = `x="${left + across * SIDE}" y="${top + down * SIDE}" width="${SIDE - 2}" height="${SIDE - 2}"`;
        const title = escapeHtml(text === '' ? `${row} → ${column}` : `${row} → ${column}: ${text}`);
        return `<rect ${place} fill="${COLOUR[kind]}"><title>${title}</title></rect>`;
      }),
    ),
  ];
  const bottom = top + rows.length * SIDE + 8;
  const notes = legend.map(
    (text, index) => `<text x="8" y="${bottom + (index + 1) * LINE}">${escapeHtml(text)}</text>`,
  );
  const width = Math.max(left + columns.length * SIDE, widest(legend) * CHARACTER) + 8;
  const height = bottom + legend.length * LINE;
  const open = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="monospace" font-size="12">`;
  return `${[open, ...parts, ...notes, '</svg>'].join('\n')}\n`;
}

function widest(names: readonly string[]): number {
  return Math.max(0, ...names.map(({ length }) => length));
}
