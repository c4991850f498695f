import type { Matrix, MatrixConnection, PortsExplained } from '../../model/index.ts';
import { alignCells } from '../tables/align-cells.ts';
import { peerName, placeText, portsText, sideText } from './names.ts';

/** The matrix for a terminal: a line for each pair, its reasons under it, and then the ways in from outside. */
export function matrixText(matrix: Matrix): string {
  const { connections, denied = [], exposure = [] } = matrix;
  const rows = [...connections, ...denied];
  const lines = alignCells([['FROM', 'TO', 'PORTS'], ...rows.map(cells)]);
  const [head = '', ...body] = lines;
  const explained = body.flatMap((line, index) => [line, ...(rows[index]?.because ?? []).flatMap(reasonLines)]);
  const table = rows.length === 0 ? ['no connection is permitted'] : [head, ...explained];
  return [...table, ...(exposure.length === 0 ? [] : ['', ...exposureLines(matrix)])]
    .map((line) => `${line}\n`)
    .join('');
}

function cells({ from, to, allowed }: MatrixConnection): readonly string[] {
  return [peerName(from), peerName(to), portsText(allowed)];
}

function reasonLines({ ports, allowed, egress, ingress }: PortsExplained): readonly string[] {
  const mark = allowed ? '✓' : '✗';
  return [
    `   ${mark} ${portsText(ports)}`,
    ...(egress.code === 'outside' ? [] : [`       egress: ${sideText(egress)}`]),
    ...(ingress.code === 'outside' ? [] : [`       ingress: ${sideText(ingress)}`]),
  ];
}

const POLICY = { all: 'open', some: 'open for some', none: 'shut by policy' } as const;

function exposureLines({ exposure = [] }: Matrix): readonly string[] {
  return alignCells([
    ['EXPOSED VIA', 'ADDRESS', 'TO', 'PORT', 'POLICY', 'BY'],
    ...exposure.map(({ via, address, to, port, protocol, permitted, by }) => [
      via,
      `${address}${via === 'Ingress' ? '' : `/${protocol}`}`,
      peerName(to),
      `${port}/${protocol}`,
      POLICY[permitted],
      [by.object, ...placeText(by)].join(' '),
    ]),
  ]);
}
