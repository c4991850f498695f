import type { ConnectionJson, MatrixJson, PortsExplainedJson } from '../json/matrix-json.ts';
import { alignCells } from '../tables/align-cells.ts';
import type { EndNames } from './end-names.ts';
import { shortNames } from './end-names.ts';
import { addressText, PERMITTED, placeText, portsText, sideText, workloadName } from './names.ts';

/** The matrix for a terminal: a line for each pair, its reasons under it, and then the ways in from outside. */
export function matrixText(matrix: MatrixJson): string {
  const { connections, denied = [], exposure = [] } = matrix;
  const rows = [...connections, ...denied];
  const names = shortNames(matrix);
  const lines = alignCells([['FROM', 'TO', 'PORTS'], ...rows.map((row) => cells(row, names))]);
  const [head = '', ...body] = lines;
  const explained = body.flatMap((line, index) => [line, ...(rows[index]?.because ?? []).flatMap(reasonLines)]);
  const table = rows.length === 0 ? ['no connection is permitted'] : [head, ...explained];
  const legend = names.legend.length === 0 ? [] : ['', ...names.legend];
  return [...table, ...legend, ...(exposure.length === 0 ? [] : ['', ...exposureLines(matrix)])]
    .map((line) => `${line}\n`)
    .join('');
}

function cells({ from, to, allowed }: ConnectionJson, names: EndNames): readonly string[] {
  return [names.of(from), names.of(to), portsText(allowed)];
}

function reasonLines({ ports, allowed, egress, ingress }: PortsExplainedJson): readonly string[] {
  const mark = allowed ? '✓' : '✗';
  return [
    `   ${mark} ${portsText(ports)}`,
    ...(egress.code === 'outside' ? [] : [`       egress: ${sideText(egress)}`]),
    ...(ingress.code === 'outside' ? [] : [`       ingress: ${sideText(ingress)}`]),
  ];
}

function exposureLines({ exposure = [] }: MatrixJson): readonly string[] {
  return alignCells([
    ['EXPOSED VIA', 'ADDRESS', 'TO', 'PORT', 'POLICY', 'BY'],
    ...exposure.map(({ via, address, to, port, protocol, permitted, by }) => [
      via,
      addressText({ via, address, protocol }),
      workloadName(to),
      `${port}/${protocol}`,
      PERMITTED[permitted],
      [by.object, ...placeText(by)].join(' '),
    ]),
  ]);
}
