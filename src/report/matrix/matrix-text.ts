import type { ConnectionJson, MatrixJson, PortsExplainedJson, UnknownConnectionJson } from '../json/matrix-json.ts';
import { alignCells } from '../tables/align-cells.ts';
import type { EndNames } from './end-names.ts';
import { shortNames } from './end-names.ts';
import { addressText, PERMITTED, placeText, portsText, sideText, unknownText, workloadName } from './names.ts';

/** The matrix for a terminal: a line for each pair, its reasons under it, and then the ways in from outside. */
export function matrixText(matrix: MatrixJson): string {
  const { connections, unknown = [], denied = [], exposure = [] } = matrix;
  const rows: readonly Row[] = [...connections, ...unknown.map(asRow), ...denied];
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

interface Row extends Pick<ConnectionJson, 'from' | 'to' | 'because'> {
  readonly allowed?: ConnectionJson['allowed'];
  readonly text?: string;
}

function asRow(pair: UnknownConnectionJson): Row {
  return { from: pair.from, to: pair.to, text: unknownText(pair) };
}

function cells({ from, to, allowed = [], text = portsText(allowed) }: Row, names: EndNames): readonly string[] {
  return [names.of(from), names.of(to), text];
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
