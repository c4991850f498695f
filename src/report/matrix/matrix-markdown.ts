import type { MatrixJson } from '../json/matrix-json.ts';
import { fullNames } from './end-names.ts';
import { exposureRows, portsText, reasonText, unknownText } from './names.ts';

/** A table for a page or a pull request. */
export function matrixMarkdown(matrix: MatrixJson): string {
  const { connections, unknown = [], denied = [], exposure } = matrix;
  const names = fullNames(matrix);
  const explained = [...connections, ...denied].some(({ because }) => because !== undefined);
  const rows = [...connections, ...denied].map(({ from, to, allowed, because }) => [
    names.of(from),
    names.of(to),
    portsText(allowed),
    ...(explained ? [(because ?? []).map(reasonText).join('\n')] : []),
  ]);
  const doubtful = unknown.map((pair) => [
    names.of(pair.from),
    names.of(pair.to),
    unknownText(pair),
    ...(explained ? [''] : []),
  ]);
  const ways = exposureRows(exposure).map(({ from, to, protocol, port }) => [
    from,
    to,
    `${protocol} ${port}`,
    ...(explained ? [''] : []),
  ]);
  return markdownTable(['From', 'To', 'Ports', ...(explained ? ['Why'] : [])], [...rows, ...doubtful, ...ways]);
}

/** A GitHub table; cells keep their text whatever they hold, and their line breaks. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map(markdownRow).join('');
}

/** A row of such a table; it ends with a newline. */
export function markdownRow(cells: readonly string[]): string {
  return `| ${cells.map(markdownText).join(' | ')} |\n`;
}

/** A text that stays in its cell, and no part of which Markdown takes for its own. */
export function markdownText(text: string): string {
  const safe = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('|', '\\|').replaceAll('*', '\\*');
  return safe.replaceAll('\n', '<br>');
}
