import { assertNever } from '../../engine/model/index.ts';
import type { DiffJson, MatrixJson } from '../json/matrix-json.ts';
import { inOneLine } from '../terminal/index.ts';
import { diffMarkdown } from './diff-markdown.ts';
import { diffHtml, diffText } from './diff-text.ts';
import { matrixCsv } from './matrix-csv.ts';
import { matrixDot, matrixMermaid } from './matrix-graph.ts';
import { matrixHtml } from './matrix-html.ts';
import { matrixMarkdown } from './matrix-markdown.ts';
import { matrixSvg } from './matrix-svg.ts';
import { matrixText } from './matrix-text.ts';

export type MatrixFormat = 'table' | 'json' | 'csv' | 'md' | 'dot' | 'mermaid' | 'html' | 'svg';

/** Prints a matrix; ends with a new line. */
export function formatMatrix(given: MatrixJson, format: MatrixFormat): string {
  // JSON and CSV are read by programs, and can quote a line's end.
  const matrix = format === 'json' || format === 'csv' ? given : inOneLine(given);
  switch (format) {
    case 'table':
      return matrixText(matrix);
    case 'json':
      return `${JSON.stringify(matrix, null, 2)}\n`;
    case 'csv':
      return matrixCsv(matrix);
    case 'md':
      return matrixMarkdown(matrix);
    case 'dot':
      return matrixDot(matrix);
    case 'mermaid':
      return matrixMermaid(matrix);
    case 'html':
      return matrixHtml(matrix);
    case 'svg':
      return matrixSvg(matrix);
    default:
      return assertNever(format);
  }
}

export type DiffFormat = 'text' | 'json' | 'md' | 'html';

/** Prints what a change opens and closes; ends with a new line. */
export function formatDiff(given: DiffJson, format: DiffFormat): string {
  const diff = format === 'json' ? given : inOneLine(given);
  switch (format) {
    case 'text':
      return diffText(diff);
    case 'json':
      return `${JSON.stringify(diff, null, 2)}\n`;
    case 'md':
      return diffMarkdown(diff);
    case 'html':
      return diffHtml(diff);
    default:
      return assertNever(format);
  }
}
