import type { Cluster } from '../library/index.ts';
import { connectionTo } from '../spec/index.ts';

const CELLS = { always: '✓', never: '✗', sometimes: '-', unknown: '-' } as const;

/** The lines of a step with a truth table. What is only sometimes true, or not known, says nothing: `-`. */
export function connectivityTable(
  cluster: Cluster,
  clients: readonly string[],
  targets: readonly string[],
): readonly string[] {
  const rows = clients.map((from) => [from, ...targets.map((to) => CELLS[connectionTo(cluster, from, to).reach])]);
  return ['the connectivity is:', ...tableLines([['', ...targets], ...rows])];
}

function tableLines(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => `  | ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`);
}
