import { formatFieldPath, formatRef, groupBy } from '../../engine/model/index.ts';
import { byLine } from './by-line.ts';
import type { Unit, UnitKind } from './unit.ts';

const COLUMNS: readonly (readonly [string, readonly UnitKind[]])[] = [
  ['POLICIES', ['policy']],
  ['RULES', ['rule']],
  ['PEERS', ['peer']],
  ['PORTS', ['port']],
  ['SERVICES', ['Service']],
  ['SERVICE PORTS', ['Service port']],
];

/** The share of the units that were exercised, in percent; 100 where there are none. */
export function percentOf(units: readonly Unit[]): number {
  if (units.length === 0) return 100;
  return (100 * units.filter(({ hits }) => hits > 0).length) / units.length;
}

/** What was not exercised, as `file:line object path`, in order. */
export function notExercised(units: readonly Unit[]): readonly string[] {
  return units
    .filter(({ hits }) => hits === 0)
    .map(({ kind, rule }) => {
      const { file, line } = rule.location;
      return `${file}:${line} ${formatRef(rule.ref)} ${formatFieldPath(rule.path) || `(${kind})`}`;
    });
}

/** What was not exercised, for people: below each policy or Service its place, and what of it. */
export function missingLines(units: readonly Unit[]): readonly string[] {
  const missing = units.filter(({ hits }) => hits === 0);
  const objects = groupBy(missing, ({ rule }) => `${formatRef(rule.ref)}  ${rule.location.file}`);
  return [...objects.values()].flatMap((own) => [
    formatRef(own[0].rule.ref),
    ...own.map(({ kind, rule: { location, path } }) => {
      const field = path.length === 0 ? '' : ` ${formatFieldPath(path)}`;
      return `  ${location.file}:${location.line}  ${kind}${field}`;
    }),
  ]);
}

/** The JSON of a coverage: the shares by kind, and every unit by its place. */
export function coverageJson(units: readonly Unit[]): object {
  const exercised = (of: readonly Unit[]): number => of.filter(({ hits }) => hits > 0).length;
  const kinds = COLUMNS.map(([, [kind]]) => kind).filter((kind) => kind !== undefined);
  const byKind = kinds.map((kind) => [kind, units.filter((each) => each.kind === kind)] as const);
  return {
    percent: floored(percentOf(units)),
    exercised: exercised(units),
    total: units.length,
    kinds: Object.fromEntries(byKind.map(([kind, of]) => [kind, { exercised: exercised(of), total: of.length }])),
    units: units.map(({ kind, hits, rule: { ref, path, location } }) => ({
      kind,
      object: formatRef(ref),
      path: formatFieldPath(path),
      file: location.file,
      line: location.line,
      hits,
    })),
  };
}

/** Rounded down: 100 is all of it. */
function floored(percent: number): number {
  return Math.floor(percent * 10) / 10;
}

/** The cells of a table for people: a row for each file, with what was exercised of what is there, and the lines that were not. */
export function coverageRows(units: readonly Unit[]): readonly (readonly string[])[] {
  const rows = [...byLine(units)].map(([file, lines]) => [
    file,
    ...shares(lines.flatMap((each) => each.units)),
    lines.flatMap(({ line, hits }) => (hits === 0 ? [line] : [])).join(',') || '-',
  ]);
  const header = ['FILE', ...COLUMNS.map(([name]) => name), 'COVERED', 'LINES NOT EXERCISED'];
  return [header, ...rows, ...(rows.length > 1 ? [['all', ...shares(units), '']] : [])];
}

function shares(units: readonly Unit[]): readonly string[] {
  const counts = COLUMNS.map(([, kinds]) => {
    const of = units.filter(({ kind }) => kinds.includes(kind));
    return of.length === 0 ? '-' : `${of.filter(({ hits }) => hits > 0).length}/${of.length}`;
  });
  return [...counts, `${floored(percentOf(units)).toFixed(1)}%`];
}
