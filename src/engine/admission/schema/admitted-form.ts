import type { KubernetesObject } from '../../model/index.ts';
import { findKnownKind } from './kinds.ts';
import type { GroupVersionKind, SchemaNode } from './schema-node.ts';
import { childNode, enter, type SchemaPlace } from './schema-places.ts';

/**
 * A rejected object of the right structure in the form that admitted objects have; `undefined` where it lacks what its
 * types demand. A text that is left out is empty, as in Go's structs. Its values may still be against the rules. Of a
 * custom kind the structure says all.
 */
export function admittedForm(object: KubernetesObject, gvk: GroupVersionKind): KubernetesObject | undefined {
  const kind = findKnownKind(gvk);
  if (kind === undefined || kind.custom === true) return object;
  const texts = new Map<object, Readonly<Record<string, string>>>();
  if (!isWhole(object, { $ref: kind.definition }, texts)) return undefined;
  return texts.size === 0 ? object : (withTexts(object, texts) as KubernetesObject);
}

/** Reports whether nothing but texts is missing, and adds to `texts` the empty ones of each struct. */
function isWhole(value: unknown, schema: SchemaNode | undefined, texts: Map<object, Record<string, string>>): boolean {
  if (schema === undefined || typeof value !== 'object' || value === null) return true;
  const { node } = enter(schema);
  const missing = node.demanded?.filter((field) => Reflect.get(value, field) === undefined) ?? [];
  if (!missing.every((field) => isText(childPlace(node, field)))) return false;
  if (missing.length > 0) texts.set(value, Object.fromEntries(missing.map((field) => [field, ''])));
  if (Array.isArray(value)) return value.every((item) => isWhole(item, node.items, texts));
  return Object.entries(value).every(([key, field]) => isWhole(field, childNode(node, key), texts));
}

function childPlace(node: SchemaNode, field: string): SchemaPlace | undefined {
  const child = childNode(node, field);
  return child && enter(child);
}

function isText(place: SchemaPlace | undefined): boolean {
  return place?.node.type === 'string' && place.node.pattern === undefined;
}

function withTexts(value: unknown, texts: ReadonlyMap<object, Readonly<Record<string, string>>>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => withTexts(item, texts));
  const fields = Object.entries(value).map(([key, field]) => [key, withTexts(field, texts)]);
  return { ...Object.fromEntries(fields), ...texts.get(value) };
}
