import type { MatrixJson } from '../json/matrix-json.ts';
import { fullNames } from './end-names.ts';
import { exposureRows } from './names.ts';

/** One line for each pair and protocol (RFC 4180). */
export function matrixCsv(matrix: MatrixJson): string {
  const names = fullNames(matrix);
  const rows = matrix.connections.flatMap(({ from, to, allowed }) =>
    allowed.map(({ protocol, ports }) => [names.of(from), names.of(to), protocol, ports]),
  );
  const unknown = (matrix.unknown ?? []).map(({ from, to }) => [names.of(from), names.of(to), 'unknown', '']);
  const ways = exposureRows(matrix.exposure).map(({ from, to, protocol, port }) => [from, to, protocol, port]);
  return [['from', 'to', 'protocol', 'ports'], ...rows, ...unknown, ...ways]
    .map((row) => `${row.map(cell).join(',')}\r\n`)
    .join('');
}

/** What a spreadsheet takes for the beginning of a formula (https://owasp.org/www-community/attacks/CSV_Injection). */
const FORMULA = /^[=+\-@\t\r\n\uff0b\uff0d\uff1d\uff20]/;

/** A formula is quoted as spreadsheets quote a text, by an apostrophe. */
function cell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
