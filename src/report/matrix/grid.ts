import { compareText } from '../../engine/model/index.ts';
import type { MatrixJson, PeerJson } from '../json/matrix-json.ts';
import type { EndNames } from './end-names.ts';
import { portsText } from './names.ts';

/** One square of the picture that gives the matrix its name. */
export interface GridCell {
  /** `absent`: no pair, a pair without any connection, or one that was not asked for. */
  readonly kind: 'all' | 'some' | 'none' | 'unknown' | 'absent';
  readonly text: string;
}

export interface Grid {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  cell(row: string, column: string): GridCell;
}

/** Sources down, destinations across, both in one order; only ends that have a connection are in it. */
export function gridOf({ connections, unknown = [], denied = [] }: MatrixJson, names: EndNames): Grid {
  const told = [...connections, ...denied].map(({ from, to, allowed }) => ({ from, to, text: portsText(allowed) }));
  const all = [...told, ...unknown.map(({ from, to }) => ({ from, to, text: 'unknown' }))];
  const cells = new Map(all.map(({ from, to, text }) => [`${names.of(from)}\n${names.of(to)}`, text]));
  return {
    rows: inOrder(
      all.map(({ from }) => from),
      names,
    ),
    columns: inOrder(
      all.map(({ to }) => to),
      names,
    ),
    cell(row, column) {
      const text = cells.get(`${row}\n${column}`);
      if (text === undefined) return { kind: 'absent', text: '' };
      return { kind: KINDS[text] ?? 'some', text };
    },
  };
}

const KINDS: Readonly<Record<string, GridCell['kind']>> = { 'all ports': 'all', none: 'none', unknown: 'unknown' };

/** As the rows of a matrix come: those outside first, then by namespace and name. */
function inOrder(peers: readonly PeerJson[], names: EndNames): readonly string[] {
  const byName = new Map(peers.map((peer) => [names.of(peer), sortKey(peer)]));
  return [...byName].sort(([, a], [, b]) => compareText(a, b)).map(([name]) => name);
}

function sortKey(peer: PeerJson): string {
  return peer.kind === 'External' ? '' : [peer.namespace, peer.name, peer.workloadKind].join('\n');
}
