import type { MatrixJson } from '../json/matrix-json.ts';
import { fullNames, shortNames } from './end-names.ts';
import { gridOf } from './grid.ts';
import { escapeHtml, htmlPage, htmlTable } from './html-page.ts';
import { placeText, portsText, reasonText, unknownText, workloadName } from './names.ts';

/** A page with the grid, and the rows with their reasons. */
export function matrixHtml(matrix: MatrixJson): string {
  const { connections, unknown = [], denied = [], exposure = [] } = matrix;
  const names = fullNames(matrix);
  const rows = [...connections, ...denied].map(({ from, to, allowed, because = [] }) => [
    escapeHtml(names.of(from)),
    escapeHtml(names.of(to)),
    escapeHtml(portsText(allowed)) + because.map((why) => `<small>${escapeHtml(reasonText(why))}</small>`).join(''),
  ]);
  const doubtful = unknown.map((pair) => [names.of(pair.from), names.of(pair.to), unknownText(pair)].map(escapeHtml));
  const ways = exposure.map(({ via, address, to, port, protocol, permitted, by }) =>
    [via, address, workloadName(to), `${port}/${protocol}`, permitted, [by.object, ...placeText(by)].join(' ')].map(
      escapeHtml,
    ),
  );
  const exposed = htmlTable(['Exposed via', 'Address', 'To', 'Port', 'Permitted', 'By'], ways);
  const body = [
    gridTable(matrix),
    htmlTable(['From', 'To', 'Ports'], [...rows, ...doubtful]),
    ...(ways.length === 0 ? [] : [exposed]),
  ];
  return htmlPage('Who may reach whom', body.join('\n'));
}

function gridTable(matrix: MatrixJson): string {
  const names = shortNames(matrix);
  const { rows, columns, cell } = gridOf(matrix, names);
  const head = ['from \\ to', ...columns].map((text) => `<th>${escapeHtml(text)}</th>`).join('');
  const body = rows.map((row) => {
    const cells = columns.map((column) => {
      const { kind, text } = cell(row, column);
      return `<td class="${kind}">${escapeHtml(text)}</td>`;
    });
    return `<tr><th>${escapeHtml(row)}</th>${cells.join('')}</tr>`;
  });
  const legend = names.legend.map((line) => `\n<p><small>${escapeHtml(line)}</small></p>`);
  return `<table>\n<tr>${head}</tr>\n${body.join('\n')}\n</table>${legend.join('')}`;
}
