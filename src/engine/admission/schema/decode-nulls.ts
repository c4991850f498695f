import { findKnownKind } from './kinds.ts';
import type { GroupVersionKind, SchemaNode } from './schema-node.ts';
import { childNode, enter, type SchemaPlace } from './schema-places.ts';

const METADATA: SchemaNode = { $ref: 'v1.ObjectMeta' };

const ZERO_VALUES: Readonly<Record<string, unknown>> = { string: '', integer: 0, number: 0, boolean: false };

/**
 * Does to an object's nulls what decoding into Go structs does (Go's encoding/json): a null field is absent, and a null
 * in a list or map is the zero value, so that `from: [null]` holds one empty peer and is not the empty list, which
 * would admit everyone. Of an object of a custom or unknown kind the metadata alone are a struct, and the rest keeps its
 * nulls (apiextensions-apiserver pkg/apiserver/schema/objectmeta/coerce.go in kubernetes staging/src/k8s.io).
 */
export function decodeNulls<T>(object: T, gvk: GroupVersionKind): T {
  const kind = findKnownKind(gvk);
  const isCustom = kind === undefined || kind.custom === true;
  const { metadata } = Object(object);
  if (!holdsNull(isCustom ? metadata : object)) return object;
  return isCustom
    ? { ...object, metadata: decode(metadata, METADATA) }
    : (decode(object, { $ref: kind.definition }) as T);
}

function holdsNull(value: unknown): boolean {
  if (typeof value !== 'object') return false;
  return value === null || Object.values(value).some(holdsNull);
}

function decode(value: unknown, schema: SchemaNode | undefined): unknown {
  if (schema === undefined || typeof value !== 'object') return value;
  const place = enter(schema);
  if (value === null) return zeroValue(place);
  if (Array.isArray(value)) return value.map((item) => decode(item, place.node.items));
  const isStruct = place.node.properties !== undefined;
  const entries = Object.entries(value).filter(([, field]) => !(isStruct && field === null));
  return Object.fromEntries(entries.map(([key, field]) => [key, decode(field, childNode(place.node, key))]));
}

function zeroValue({ node, name }: SchemaPlace): unknown {
  if (node.items !== undefined) return [];
  if (node.properties !== undefined || node.additionalProperties) return {};
  if (name === 'Quantity') return '0';
  if (name === 'IntOrString') return 0;
  if (name === 'Time') return '0001-01-01T00:00:00Z';
  return ZERO_VALUES[[node.type].flat()[0] ?? ''] ?? null;
}
