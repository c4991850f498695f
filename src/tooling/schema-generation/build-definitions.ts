import type { Definitions, SchemaNode } from '../../engine/admission/schema/schema-node.ts';
import { GO_STRING_TYPES } from './go-string-types.ts';
import { type ClientField, type ClientTypes, definitionName, referencedClasses } from './read-client-types.ts';

const INT32 = { minimum: -(2 ** 31), maximum: 2 ** 31 - 1 };
const BASE64_DIGIT = '[A-Za-z0-9+/][\\r\\n]*';

/**
 * Go's scalars. `null` is fine everywhere: it leaves a Go field as it is. The patterns are what the types' own
 * decoders accept (apimachinery/pkg/api/resource/quantity.go, meta/v1/time.go, Go's encoding/base64).
 */
const SCALARS: Definitions = {
  string: { type: 'string', nullable: true },
  bool: { type: 'boolean', nullable: true },
  int32: { type: 'integer', nullable: true, ...INT32 },
  int64: { type: 'integer', nullable: true, minimum: -(2 ** 63), maximum: 2 ** 63 },
  float64: { type: 'number', nullable: true },
  IntOrString: { type: ['integer', 'string'], nullable: true, ...INT32 },
  Quantity: {
    type: ['string', 'number'],
    nullable: true,
    pattern: '^[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+|[numkMGTPE]|[KMGTPE]i)?$',
  },
  Time: {
    type: 'string',
    nullable: true,
    pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:[.,]\\d+)?(?:Z|[+-]\\d{2}:\\d{2})$',
  },
  bytes: {
    type: 'string',
    nullable: true,
    pattern: `^[\\r\\n]*(?:(?:${BASE64_DIGIT}){4})*(?:(?:${BASE64_DIGIT}){2}=[\\r\\n]*=[\\r\\n]*|(?:${BASE64_DIGIT}){3}=[\\r\\n]*)?$`,
  },
  any: {},
};

const SCALAR_OF: Readonly<Record<string, string>> = {
  'string,': 'string',
  'string,byte': 'bytes',
  'number,int32': 'int32',
  'number,int64': 'int64',
  'number,double': 'float64',
  'boolean,': 'bool',
  'IntOrString,int-or-string': 'IntOrString',
  'Date,date-time': 'Time',
  'V1MicroTime,date-time-micro': 'Time',
  'any,': 'any',
};

/** What `kubernetes-types` knows of fields and the client's types do not say, by name: `v1.ServicePort.port`. */
export interface FieldFacts {
  readonly quantityFields: ReadonlySet<string>;
  readonly demandedFields: ReadonlySet<string>;
}

/** JSON Schemas of all types that the client declares, by Go name, closed to unknown fields as strict decoding is. */
export function buildDefinitions(types: ClientTypes, { quantityFields, demandedFields }: FieldFacts): Definitions {
  const goStrings = new Map(
    Object.entries(GO_STRING_TYPES).flatMap(([goType, fields]) => fields.map((field) => [field, goType])),
  );
  const definitions: Record<string, SchemaNode> = { ...SCALARS };
  for (const goType of Object.keys(GO_STRING_TYPES)) definitions[goType] = { type: 'string', nullable: true };
  for (const [name, fields] of types.fields) {
    const properties: Record<string, SchemaNode> = {};
    for (const field of fields) {
      const id = `${name}.${field.baseName}`;
      const special = quantityFields.has(id) ? 'Quantity' : goStrings.get(id);
      properties[field.baseName] = fieldNode(field, special);
    }
    const demanded = Object.keys(properties).filter((field) => demandedFields.has(`${name}.${field}`));
    definitions[name] = {
      ...{ type: 'object', nullable: true, properties, additionalProperties: false },
      ...(demanded.length > 0 && { demanded }),
    };
  }
  return definitions;
}

/** `special` replaces the plain string at the bottom of the client's type, below lists and maps. */
function fieldNode({ type, format }: Pick<ClientField, 'type' | 'format'>, special: string | undefined): SchemaNode {
  const item = /^Array<(.*)>$/.exec(type)?.[1];
  if (item !== undefined) return { type: 'array', nullable: true, items: fieldNode({ type: item, format }, special) };
  const value = /^\{ \[key: string\]: (.*); \}$/.exec(type)?.[1];
  if (value !== undefined) {
    return { type: 'object', nullable: true, additionalProperties: fieldNode({ type: value, format }, special) };
  }
  if (special !== undefined && type === 'string') return { $ref: special };
  if (referencedClasses(type).length > 0) return { $ref: definitionName(type) };
  const scalar = SCALAR_OF[`${type},${format}`];
  if (scalar === undefined) throw new Error(`the client's type ${type} (${format}) has no JSON Schema yet`);
  return { $ref: scalar };
}
