import type { CoverageUnit, CoverageUnitKind } from '../../engine/model/index.ts';
import { formatFieldPath, formatRef, groupBy } from '../../engine/model/index.ts';
import { inOneLine } from '../terminal/index.ts';
import { byLine } from './by-line.ts';
import { floored, percentOf } from './percent.ts';

const COLUMNS: readonly (readonly [string, readonly CoverageUnitKind[]])[] = [
  ['POLICIES', ['policy']],
  ['RULES', ['rule']],
  ['PEERS', ['peer']],
  ['PORTS', ['port']],
  ['SERVICES', ['Service']],
  ['SERVICE PORTS', ['Service port']],
];

/** Only where there are any. */
const NOT_MODELLED: (typeof COLUMNS)[number] = ['NOT MODELLED', ['not modelled']];

function columnsOf(units: readonly CoverageUnit[]): typeof COLUMNS {
  return units.some(({ kind }) => kind === 'not modelled') ? [...COLUMNS, NOT_MODELLED] : COLUMNS;
}

/** What was not exercised, as `file:line object path`, in order. */
export function notExercised(units: readonly CoverageUnit[]): readonly string[] {
  return inOneLine(units.filter(({ hits }) => hits === 0)).map(({ kind, rule }) => {
    const { file, line } = rule.location;
    return `${file}:${line} ${formatRef(rule.ref)} ${formatFieldPath(rule.path) || `(${kind})`}`;
  });
}

/** What was not exercised, for people: below each policy or Service its place, and what of it. */
export function missingLines(units: readonly CoverageUnit[]): readonly string[] {
  const missing = inOneLine(units.filter(({ hits }) => hits === 0));
  const objects = groupBy(missing, ({ rule }) => `${formatRef(rule.ref)}  ${rule.location.file}`);
  return [...objects.values()].flatMap((own) => [
    formatRef(own[0].rule.ref),
    ...own.map(({ kind, rule: { location, path } }) => {
      const field = path.length === 0 ? '' : ` ${formatFieldPath(path)}`;
      return `  ${location.file}:${location.line}  ${kind}${field}`;
    }),
  ]);
}

/** The cells of a table for people: a row for each file, with what was exercised of what is there, and the lines that were not. */
export function coverageRows(units: readonly CoverageUnit[]): readonly (readonly string[])[] {
  const columns = columnsOf(units);
  const rows = [...byLine(units)].map(([file, lines]) => [
    file,
    ...shares(
      columns,
      lines.flatMap((each) => each.units),
    ),
    lines.flatMap(({ line, hits }) => (hits === 0 ? [line] : [])).join(',') || '-',
  ]);
  const header = ['FILE', ...columns.map(([name]) => name), 'COVERED', 'LINES NOT EXERCISED'];
  return [header, ...rows, ...(rows.length > 1 ? [['all', ...shares(columns, units), '']] : [])];
}

function shares(columns: typeof COLUMNS, units: readonly CoverageUnit[]): readonly string[] {
  const counts = columns.map(([, kinds]) => {
    const of = units.filter(({ kind }) => kinds.includes(kind));
    return of.length === 0 ? '-' : `${of.filter(({ hits }) => hits > 0).length}/${of.length}`;
  });
  return [...counts, `${floored(percentOf(units)).toFixed(1)}%`];
}
