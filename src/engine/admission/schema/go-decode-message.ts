import type { FieldPath } from '../../model/index.ts';
import type { SchemaNode } from './schema-node.ts';
import { type SchemaPlace, schemaPlaces } from './schema-places.ts';
import { base64Fault, quantityFault, timeFault } from './text-faults.ts';

/** What the API server's decoder says of a value that does not fit its Go field, with a hint for the author. */
export interface DecodeMessage {
  readonly code: 'wrong-type' | 'malformed-value';
  readonly message: string;
  readonly hint?: string;
}

/** Types with a decoder of their own, and the type that this decoder names when it fails. */
const DECODED_AS: Readonly<Record<string, string>> = { IntOrString: 'int32', Time: 'string', bytes: '[]uint8' };

/**
 * Words the fault as Go's decoder does (sigs.k8s.io/json, Go's encoding/json `UnmarshalTypeError`): the innermost
 * struct, then the path without list positions and map keys.
 */
export function goDecodeMessage(definition: string, path: FieldPath, value: unknown): DecodeMessage {
  const places = schemaPlaces(definition, path);
  const place = places.at(-1) ?? places[0];
  if (place.name === 'Quantity') return { code: 'malformed-value', message: quantityFault(value) };
  if (typeof value === 'string' && place.name === 'Time') return { code: 'malformed-value', message: timeFault(value) };
  if (typeof value === 'string' && place.name === 'bytes') return malformedBytes(value);
  const hint = typeHint(place.node, value);
  const message = `json: cannot unmarshal ${jsonType(value, place.node)} into Go ${target(places, path)} of type ${goType(place)}`;
  return { code: 'wrong-type', message, ...(hint !== undefined && { hint }) };
}

function malformedBytes(value: string): DecodeMessage {
  return {
    code: 'malformed-value',
    message: `illegal base64 data at input byte ${base64Fault(value)}`,
    hint: 'the value is base64; plain text belongs in stringData',
  };
}

function target(places: readonly SchemaPlace[], path: FieldPath): string {
  const fields = path.filter((_, index) => places[index]?.node.properties !== undefined);
  const struct = places.slice(0, -1).findLast(({ node }) => node.properties !== undefined);
  return struct === undefined ? 'value' : `struct field ${shortName(struct.name ?? '')}.${fields.join('.')}`;
}

/** Go's name for the type of a place: `int32`, `[]v1.ServicePort`, `map[string]string`. */
function goType({ node, name }: SchemaPlace): string {
  if (name !== undefined) return DECODED_AS[name] ?? name.replace(/^[a-z]+\.(?=v\d)/, '');
  if (node.items !== undefined) return `[]${goType(placeOf(node.items))}`;
  if (!node.additionalProperties) return 'interface {}';
  const value = placeOf(node.additionalProperties);
  return value.name === 'Quantity' ? 'v1.ResourceList' : `map[string]${goType(value)}`;
}

function placeOf(node: SchemaNode): SchemaPlace {
  return node.$ref === undefined ? { node } : { node, name: node.$ref };
}

function shortName(definition: string): string {
  return definition.slice(definition.lastIndexOf('.') + 1);
}

function jsonType(value: unknown, expected: SchemaNode): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value !== 'number') return typeof value;
  return [expected.type].flat().includes('integer') ? `number ${value}` : 'number';
}

/** What to write instead of a value of the wrong type; `undefined` where nobody can tell what was meant. */
export function typeHint(expected: SchemaNode, value: unknown): string | undefined {
  const types = [expected.type].flat();
  if (types.includes('array')) return 'a list is expected here: each item begins with "- "';
  if (types.includes('object')) {
    return Array.isArray(value) ? 'fields are expected here, not a list' : 'fields are expected here';
  }
  if (typeof value === 'object') return undefined;
  if (types.includes('string') && !types.includes('integer')) return `put quotes around it, or ${sameAs(value)}`;
  const meant = types.includes('boolean') ? /^(true|false)$/ : /^-?\d+$/;
  if (typeof value === 'string' && meant.test(value)) return `leave out the quotes: ${value}`;
  return undefined;
}

/** What an author may have written is gone by now: `y` has become true, 0755 is 493, and 1.30 is 1.3. */
function sameAs(value: unknown): string {
  if (typeof value === 'boolean')
    return value ? 'y, yes and on are the same as true' : 'n, no and off are the same as false';
  return Number.isInteger(value) ? '010 is the same as 8' : '1.30 is the same as 1.3';
}
