import type { Container, Kind, KindMap, KubernetesObject } from '../../engine/model/index.ts';

/** Tells how old an object is, as kubectl prints it: `5m12s`. */
export type Age = (object: KubernetesObject) => string;

/**
 * A column after NAME, as a TableColumnDefinition of the API server has it, with what it prints for an object.
 *
 * `wide` columns show with `-o wide` alone; `timed` ones need a clock, and are left out where there is none.
 */
export interface Column<T extends KubernetesObject = KubernetesObject> {
  readonly name: string;
  readonly wide?: true;
  readonly timed?: true;
  // A method, so that the columns of all kinds fit into one table: its key makes sure that each sees its own kind.
  cell(object: T, age: Age): string;
}

/** The columns of several kinds, in the order in which kubectl prints them. */
export type KindColumns<K extends Kind> = { readonly [P in K]: readonly Column<KindMap[P]>[] };

/** The column that nearly every kind has, before its wide ones. */
export const ageColumn: Column = { name: 'AGE', timed: true, cell: (object, age) => age(object) };

/** What kubectl prints for a value that is not there. */
export const NONE = '<none>';

/** An empty text prints as one that is not there. */
export function orNone(text: string | undefined): string {
  return text === undefined || text === '' ? NONE : text;
}

/** The wide columns CONTAINERS and IMAGES of a kind with a pod template (layoutContainerCells in printers.go). */
export function containerColumns<T extends KubernetesObject>(
  containersOf: (object: T) => readonly Container[] | undefined,
): readonly Column<T>[] {
  const joined = (object: T, field: 'name' | 'image') =>
    (containersOf(object) ?? []).map((container) => container[field] ?? '').join(',');
  return [
    { name: 'CONTAINERS', wide: true, cell: (object) => joined(object, 'name') },
    { name: 'IMAGES', wide: true, cell: (object) => joined(object, 'image') },
  ];
}

/** Joins the first three entries and counts the rest: `a,b,c + 2 more...`; empty for none. */
export function firstThree(entries: readonly string[]): string {
  const shown = entries.slice(0, 3).join(',');
  return entries.length > 3 ? `${shown} + ${entries.length - 3} more...` : shown;
}
