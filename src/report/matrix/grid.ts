import type { Matrix } from '../../model/index.ts';
import { peerName, portsText } from './names.ts';

/** One square of the picture that gives the matrix its name. */
export interface GridCell {
  /** `absent`: no pair, a pair without any connection, or one that was not asked for. */
  readonly kind: 'all' | 'some' | 'none' | 'absent';
  readonly text: string;
}

export interface Grid {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  cell(row: string, column: string): GridCell;
}

/** Sources down, destinations across; only ends that have a connection are in it. */
export function gridOf({ connections, denied = [] }: Matrix): Grid {
  const all = [...connections, ...denied];
  const cells = new Map(all.map(({ from, to, allowed }) => [`${peerName(from)}\n${peerName(to)}`, portsText(allowed)]));
  return {
    rows: [...new Set(all.map(({ from }) => peerName(from)))],
    columns: [...new Set(all.map(({ to }) => peerName(to)))],
    cell(row, column) {
      const text = cells.get(`${row}\n${column}`);
      if (text === undefined) return { kind: 'absent', text: '' };
      return { kind: text === 'all ports' ? 'all' : text === 'none' ? 'none' : 'some', text };
    },
  };
}
