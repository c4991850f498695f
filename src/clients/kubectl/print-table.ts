import type { Resource } from '../../engine/model/index.ts';
import { formatLabels } from '../../engine/model/index.ts';
import { alignCells, columnsOf } from '../../report/index.ts';
import { qualifiedByKind } from './resource-names.ts';
import type { SelectedKind } from './select-resources.ts';

export interface TableFormat {
  readonly wide: boolean;
  readonly headers: boolean;
  readonly showKind: boolean;
  readonly showNamespace: boolean;
  readonly showLabels: boolean;
  /** Whether a column says that watching began with the object: `ADDED`. */
  readonly showEvents: boolean;
  /** The keys of labels that have a column of their own. */
  readonly labelColumns: readonly string[];
}

/**
 * How old every object is: a simulated cluster has no clock, so that an object is always looked at in the moment in which
 * it was made.
 */
const AGE = '0s';

/** As wide as the longest word that may follow in the column. */
const ADDED = 'ADDED   ';

/**
 * Prints the tables of `kubectl get`: one for each kind, a blank line between them where they have headers (get.go and
 * tableprinter.go in kubernetes staging/src/k8s.io).
 */
export function printTables(groups: readonly SelectedKind[], format: TableFormat): string {
  const tables = groups.filter(({ resources }) => resources.length > 0).map((group) => tableText(group, format));
  return tables.join(format.headers ? '\n' : '');
}

function tableText({ kind, resources }: SelectedKind, format: TableFormat): string {
  const columns = columnsOf(kind.kind).filter(({ wide }) => wide === undefined || format.wide);
  const namespaced = format.showNamespace && kind.namespaced;
  const header = [
    ...(format.showEvents ? ['EVENT'] : []),
    ...(namespaced ? ['NAMESPACE'] : []),
    'NAME',
    ...columns.map(({ name }) => name),
    ...format.labelColumns.map((key) => key.slice(key.lastIndexOf('/') + 1).toUpperCase()),
    ...(format.showLabels ? ['LABELS'] : []),
  ];
  const rows = resources.map((resource) => [
    ...(format.showEvents ? [ADDED] : []),
    ...(namespaced ? [resource.ref.namespace ?? ''] : []),
    format.showKind ? qualifiedByKind(resource) : resource.ref.name,
    ...columns.map((column) => column.cell(resource.object, () => AGE)),
    ...labelCells(resource, format),
  ]);
  return alignCells(format.headers ? [header, ...rows] : rows)
    .map((line) => `${line}\n`)
    .join('');
}

function labelCells({ object }: Resource, { labelColumns, showLabels }: TableFormat): readonly string[] {
  const labels = object.metadata?.labels ?? {};
  return [...labelColumns.map((key) => labels[key] ?? ''), ...(showLabels ? [formatLabels(labels)] : [])];
}
