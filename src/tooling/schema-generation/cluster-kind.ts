import type { Definitions, KnownKind, SchemaNode } from '../../engine/admission/schema/schema-node.ts';

/** Curlew's own kind: the cluster that everything else is worked out in. */
export const CLUSTER_KIND: KnownKind = {
  apiVersion: 'curlew.dev/v1',
  kind: 'Cluster',
  plural: 'clusters',
  namespaced: false,
  definition: 'curlew.Cluster',
  custom: true,
  local: true,
};

/** A JSON Schema as it is written for editors. */
export interface EditorSchema {
  readonly definitions?: Readonly<Record<string, EditorSchema>>;
  readonly [keyword: string]: unknown;
}

/** For people, and `pattern`, which engine/profiles words better than a regular expression can. */
const FOR_EDITORS: ReadonlySet<string> = new Set([
  '$schema',
  'title',
  'description',
  'default',
  'examples',
  'definitions',
  'pattern',
]);

/** The schemas of a Cluster file by name, from `src/engine/profiles/cluster.schema.json`. */
export function clusterDefinitions(schema: EditorSchema): Definitions {
  const named = Object.entries(schema.definitions ?? {});
  return {
    [CLUSTER_KIND.definition]: structureOf(schema),
    ...Object.fromEntries(named.map(([name, node]) => [`curlew.${name}`, structureOf(node)])),
  };
}

function structureOf(node: EditorSchema): SchemaNode {
  const kept = Object.entries(node).filter(([keyword]) => !FOR_EDITORS.has(keyword));
  return Object.fromEntries(kept.map(([keyword, value]) => [keyword, converted(keyword, value)]));
}

function converted(keyword: string, value: unknown): unknown {
  if (keyword === '$ref') return String(value).replace('#/definitions/', 'curlew.');
  if (keyword === 'properties') {
    return Object.fromEntries(Object.entries(Object(value)).map(([name, node]) => [name, structureOf(Object(node))]));
  }
  const isSchema = keyword === 'items' || (keyword === 'additionalProperties' && value !== false);
  return isSchema ? structureOf(Object(value)) : value;
}
