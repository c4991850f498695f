import type { Resource } from '../../engine/model/index.ts';
import { compareRefs } from '../../engine/model/index.ts';
import { alignCells } from './align-cells.ts';
import type { Age } from './column.ts';
import { columnsOf } from './columns-of.ts';

/** The objects of one kind that were asked for; a kind without objects prints nothing, yet counts as a kind. */
export interface ObjectGroup {
  readonly kind: string;
  readonly resources: readonly Resource[];
}

export interface TableOptions {
  readonly output: 'table' | 'wide' | 'name';
  /** Whether namespaced kinds begin with NAMESPACE, as with `--all-namespaces`. */
  readonly showNamespace: boolean;
  /** The clock: without it there is no AGE, and no other column that takes one. A simulated cluster has none. */
  readonly age?: Age;
}

/**
 * Prints objects as `kubectl get` does: a table for each kind, or names (`deployment.apps/web`) alone. Rows are sorted
 * by namespace and name. With several kinds a blank line parts the tables, and names say their kind. Empty where there
 * is no object.
 *
 * kubernetes staging/src/k8s.io/kubectl/pkg/cmd/get/get.go and staging/src/k8s.io/cli-runtime/pkg/printers
 */
export function formatObjects(groups: readonly ObjectGroup[], options: TableOptions): string {
  const withKind = new Set(groups.map(({ kind }) => kind)).size > 1;
  const sorted = groups
    .filter(({ resources }) => resources.length > 0)
    .map(({ kind, resources }) => ({ kind, resources: resources.toSorted((a, b) => compareRefs(a.ref, b.ref)) }));
  if (options.output === 'name') return linesOf(sorted.flatMap(({ resources }) => resources.map(qualifiedByKind)));
  const nameOf = withKind ? qualifiedByKind : ({ ref }: Resource) => ref.name;
  return sorted.map((group) => linesOf(tableOf(group, nameOf, options))).join('\n');
}

function tableOf(
  { kind, resources }: ObjectGroup,
  nameOf: (resource: Resource) => string,
  { output, showNamespace, age }: TableOptions,
): readonly string[] {
  const columns = columnsOf(kind).filter(
    ({ wide, timed }) => (wide === undefined || output === 'wide') && (timed === undefined || age !== undefined),
  );
  const namespaced = showNamespace && resources.some(({ ref }) => ref.namespace !== undefined);
  const header = [...(namespaced ? ['NAMESPACE'] : []), 'NAME', ...columns.map(({ name }) => name)];
  const rows = resources.map((resource) => [
    ...(namespaced ? [resource.ref.namespace ?? ''] : []),
    nameOf(resource),
    ...columns.map((column) => column.cell(resource.object, age ?? unknownAge)),
  ]);
  return alignCells([header, ...rows]);
}

/** What kubectl prints for an object without a creation time (translateTimestampSince in printers.go). */
function unknownAge(): string {
  return '<unknown>';
}

/** `pod/web-0`, `deployment.apps/web`: the kind with its group, in lower case. */
function qualifiedByKind({ ref, object }: Resource): string {
  const [group, version] = (object.apiVersion ?? 'v1').split('/');
  const kind = object.kind ?? ref.kind;
  return `${(version === undefined ? kind : `${kind}.${group}`).toLowerCase()}/${ref.name}`;
}

function linesOf(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}
