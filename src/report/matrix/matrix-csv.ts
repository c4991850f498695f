import type { Matrix } from '../../model/index.ts';
import { exposureRows, peerName } from './names.ts';

/** One line for each pair and protocol (RFC 4180). */
export function matrixCsv({ connections, exposure }: Matrix): string {
  const rows = connections.flatMap(({ from, to, allowed }) =>
    allowed.map(({ protocol, ports }) => [peerName(from), peerName(to), protocol, ports]),
  );
  const ways = exposureRows(exposure).map(({ from, to, protocol, port }) => [from, to, protocol, port]);
  return [['from', 'to', 'protocol', 'ports'], ...rows, ...ways]
    .map((row) => `${row.map(cell).join(',')}\r\n`)
    .join('');
}

function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
