import type { Reach } from '../../engine/model/index.ts';

/** The widest table, in characters. */
export const PAGE: number = 100;

/** The cell for each way in which connections come out: `-` says nothing. */
export const CELLS: Readonly<Record<Reach, string>> = { always: '✓', never: '✗', sometimes: 'flaky', unknown: '-' };

/** The lines of steps with truth tables: as many columns in each as a page has room for. */
export function truthTables(
  clients: readonly string[],
  columns: readonly { readonly to: string; readonly cells: readonly string[] }[],
): readonly (readonly string[])[] {
  const first = Math.max(0, ...clients.map((client) => client.length));
  const pages: (typeof columns)[number][][] = [];
  let room = 0;
  for (const column of columns) {
    room -= column.to.length + 3;
    const page = pages.at(-1);
    if (page === undefined || room < 0) {
      pages.push([column]);
      room = PAGE - first - column.to.length - 3;
    } else page.push(column);
  }
  return pages.map((page) => {
    const rows = clients.map((client, index) => [client, ...page.map(({ cells }) => cells[index] ?? '-')]);
    return ['the connectivity is:', ...tableLines([['', ...page.map(({ to }) => to)], ...rows])];
  });
}

/** A table of Gherkin, its columns aligned. */
export function tableLines(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => `  | ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`);
}
