import { CurlewDefect, type FieldPath } from '../../model/index.ts';
import { readDefinitions } from './generated/validators.js';
import { findKnownKind } from './kinds.ts';
import type { GroupVersionKind, SchemaNode } from './schema-node.ts';

/** One stop on the way from an object's root to a field: what the schema says there. */
export interface SchemaPlace {
  readonly node: SchemaNode;
  /** The definition's name, such as `v1.ServicePort`; absent for lists, maps and what is written inline. */
  readonly name?: string;
}

/**
 * The places that a path passes, the root first and the field itself last. It ends early where the schema knows no
 * more: at an unknown field, or inside a free-form value.
 */
export function schemaPlaces(definition: string, path: FieldPath): readonly [SchemaPlace, ...SchemaPlace[]] {
  let place = enter({ $ref: definition });
  const places: [SchemaPlace, ...SchemaPlace[]] = [place];
  for (const step of path) {
    const next = childNode(place.node, step);
    if (next === undefined) break;
    place = enter(next);
    places.push(place);
  }
  return places;
}

/** The Go type of the struct at a path of a built-in kind: `v1.ServiceSpec`; `undefined` where the schema knows none there. */
export function typeAt(gvk: GroupVersionKind, path: FieldPath): string | undefined {
  const kind = findKnownKind(gvk);
  if (kind === undefined) return undefined;
  const places = schemaPlaces(kind.definition, path);
  return places.length === path.length + 1 ? places.at(-1)?.name : undefined;
}

/** Follows a reference to its definition. */
export function enter(node: SchemaNode): SchemaPlace {
  if (node.$ref === undefined) return { node };
  const definition = readDefinitions()[node.$ref];
  if (definition === undefined) throw new CurlewDefect(`the schema ${node.$ref} does not exist`);
  return { node: definition, name: node.$ref };
}

/** The schema of a struct's field, a map's value or a list's item. */
export function childNode(node: SchemaNode, step: string | number): SchemaNode | undefined {
  if (typeof step === 'number') return node.items;
  if (node.properties !== undefined) return Object.hasOwn(node.properties, step) ? node.properties[step] : undefined;
  return node.additionalProperties === false ? undefined : node.additionalProperties;
}

/** The names of a struct's fields; empty for everything else. */
export function fieldNames(node: SchemaNode): readonly string[] {
  return Object.keys(node.properties ?? {});
}
