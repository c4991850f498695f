import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type FieldPath, formatFieldPath } from '../../model/index.ts';
import { decodeNulls, type KnownKind, knownKinds, validateStructure } from './index.ts';
import type { SchemaNode } from './schema-node.ts';
import { enter, schemaPlaces } from './schema-places.ts';

const DEPTH = 6;
const int32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const quantity = fc.tuple(fc.nat(999), fc.constantFrom('', 'm', 'Ki', 'Gi', 'k', 'e3')).map((parts) => parts.join(''));

const SCALARS: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  int32,
  int64: fc.maxSafeInteger(),
  float64: fc.double({ noNaN: true, noDefaultInfinity: true }),
  bool: fc.boolean(),
  IntOrString: fc.oneof(int32, fc.string()),
  Quantity: fc.oneof(quantity, fc.nat()),
  Time: fc.constant('2025-01-02T03:04:05Z'),
  bytes: fc.base64String(),
  any: fc.jsonValue(),
};

/** Objects that fit a schema; null is fine anywhere. */
function fitting(schema: SchemaNode, depth: number): fc.Arbitrary<unknown> {
  const { node, name } = enter(schema);
  const known = name === undefined ? undefined : SCALARS[name];
  return fc.oneof(
    { weight: 20, arbitrary: known ?? compound(node, depth) },
    { weight: 1, arbitrary: fc.constant(null) },
  );
}

function compound(node: SchemaNode, depth: number): fc.Arbitrary<unknown> {
  if (node.items !== undefined) {
    return depth === 0 ? fc.constant([]) : fc.array(fitting(node.items, depth - 1), { maxLength: 2 });
  }
  if (node.additionalProperties) {
    return fc.dictionary(fc.string(), fitting(node.additionalProperties, depth - 1), {
      maxKeys: 2,
      noNullPrototype: true,
    });
  }
  if (node.properties === undefined) return fc.string();
  const isEmpty = Object.keys(node.properties).length === 0;
  return depth === 0 || isEmpty ? fc.constant({}) : structOf(node.properties, depth);
}

function structOf(properties: Readonly<Record<string, SchemaNode>>, depth: number): fc.Arbitrary<unknown> {
  return fc.uniqueArray(fc.constantFrom(...Object.entries(properties)), { maxLength: 4 }).chain((fields) =>
    fc.record(Object.fromEntries(fields.map(([name, node]) => [name, fitting(node, depth - 1)])), {
      noNullPrototype: true,
    }),
  );
}

const objects: fc.Arbitrary<{ readonly kind: KnownKind; readonly object: unknown }> = fc
  .constantFrom(...knownKinds().filter((kind) => !kind.custom))
  .chain((kind) => compound(enter({ $ref: kind.definition }).node, DEPTH).map((object) => ({ kind, object })));

/** The paths of all structs in an object. */
function structPaths(value: unknown, kind: KnownKind, path: FieldPath = []): readonly FieldPath[] {
  if (typeof value !== 'object' || value === null) return [];
  const places = schemaPlaces(kind.definition, path);
  if (places.length <= path.length) return [];
  const below = Object.entries(value).flatMap(([key, child]) =>
    structPaths(child, kind, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  return places.at(-1)?.node.properties === undefined ? below : [path, ...below];
}

function withField(value: unknown, path: FieldPath, name: string): unknown {
  // A generated object may stand in two places of the value; in a text it cannot.
  const copy: unknown = JSON.parse(JSON.stringify(value));
  const target = path.reduce<unknown>((parent, step) => Reflect.get(Object(parent), step), copy);
  Reflect.set(Object(target), name, {});
  return copy;
}

test('an object that fits the schema has no problems, and has none after decoding its nulls', () => {
  fc.assert(
    fc.property(objects, ({ kind, object }) => {
      expect(validateStructure(object, kind)).toEqual([]);
      expect(validateStructure(decodeNulls(object, kind), kind)).toEqual([]);
    }),
  );
});

test('one unknown field anywhere is found, and nothing else', () => {
  fc.assert(
    fc.property(objects, fc.nat(), ({ kind, object }, choice) => {
      const paths = structPaths(object, kind);
      const path = paths[choice % paths.length] ?? [];
      const problems = validateStructure(withField(object, path, 'notAField'), kind);
      expect(problems.map((problem) => formatFieldPath(problem.path))).toEqual([
        formatFieldPath([...path, 'notAField']),
      ]);
      expect(problems[0]?.code).toBe('unknown-field');
    }),
  );
});
