import type { Matrix, PortsExplained } from '../../model/index.ts';
import { exposureRows, peerName, portsText, sideText } from './names.ts';

/** A table for a page or a pull request. */
export function matrixMarkdown({ connections, denied = [], exposure }: Matrix): string {
  const explained = [...connections, ...denied].some(({ because }) => because !== undefined);
  const rows = [...connections, ...denied].map(({ from, to, allowed, because }) => [
    peerName(from),
    peerName(to),
    portsText(allowed),
    ...(explained ? [(because ?? []).map(reason).join('<br>')] : []),
  ]);
  const ways = exposureRows(exposure).map(({ from, to, protocol, port }) => [
    from,
    to,
    `${protocol} ${port}`,
    ...(explained ? [''] : []),
  ]);
  return markdownTable(['From', 'To', 'Ports', ...(explained ? ['Why'] : [])], [...rows, ...ways]);
}

function reason({ ports, allowed, egress, ingress }: PortsExplained): string {
  const sides = [egress, ingress].filter(({ code }) => code !== 'outside').map(sideText);
  return `${allowed ? '✓' : '✗'} ${portsText(ports)}: ${sides.join('; ')}`;
}

/** A GitHub table; cells keep their text whatever they hold. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(markdownCell).join(' | ')} |\n`;
  return line(head) + line(head.map(() => '---')) + rows.map(line).join('');
}

function markdownCell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('*', '\\*').replaceAll('\n', ' ');
}
