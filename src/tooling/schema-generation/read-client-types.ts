import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Node, Project, type SourceFile } from 'ts-morph';
import type { KnownKind } from '../../engine/admission/schema/schema-node.ts';
import { compareText } from '../../engine/model/index.ts';

/** One field of an API type as the client declares it: the JSON name, the client's type and the OpenAPI format. */
export interface ClientField {
  readonly baseName: string;
  readonly type: string;
  readonly format: string;
}

/** What `@kubernetes/client-node` declares: the kinds that can be created, and every type that they reach. */
export interface ClientTypes {
  readonly kinds: readonly KnownKind[];
  /** By definition name, such as `v1.ServicePort`. */
  readonly fields: ReadonlyMap<string, readonly ClientField[]>;
}

const CREATE_METHOD = /async create\w+\([^)]*\) \{[\s\S]*?localVarPath = '([^']+)'[\s\S]*?serialize\(body, "(\w+)"/g;
const RESOURCE_PATH = /^\/(?:api|apis\/([^/]+))\/(v\d+)(\/namespaces\/\{namespace\})?\/([a-z]+)$/;
const MODEL_CLASS = /^([A-Z][a-z]+)??V(\d+)([A-Z]\w*)$/;

/**
 * Reads the generated models of `@kubernetes/client-node` (`dist/gen`, one class per type of the Kubernetes OpenAPI
 * document). Only versions that are generally available: a default API server serves no other.
 */
export function readClientTypes(clientFolder: string): ClientTypes {
  const models = new Map<string, readonly ClientField[]>();
  const classes = readKindClasses(join(clientFolder, 'apis'));
  const project = new Project({ skipAddingFilesFromTsConfig: true, compilerOptions: { allowJs: true } });
  const pending = [...classes.keys()];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (models.has(definitionName(name))) continue;
    const text = readFileSync(join(clientFolder, 'models', `${name}.js`), 'utf8');
    const fields = readAttributes(project.createSourceFile(`/${name}.js`, text));
    models.set(definitionName(name), fields);
    pending.push(...fields.flatMap((field) => referencedClasses(field.type)));
  }
  const kinds = [...classes.values()].sort((a, b) => compareText(kindOrder(a), kindOrder(b)));
  return { kinds, fields: new Map([...models].sort(([a], [b]) => compareText(a, b))) };
}

/** The model classes that a client type names: `{ [key: string]: V1Counter; }` names `V1Counter`. */
export function referencedClasses(type: string): string[] {
  return (type.match(/\b\w+\b/g) ?? []).filter((word) => MODEL_CLASS.test(word) && word !== 'V1MicroTime');
}

/** `V1Pod` is `v1.Pod`; `CoreV1Event` is `core.v1.Event`: Go's name, with the group only where two groups share it. */
export function definitionName(className: string): string {
  const [, group, version, name] = MODEL_CLASS.exec(className) ?? [];
  if (name === undefined) throw new Error(`${className} is no model of an API version`);
  return `${group === undefined ? '' : `${group.toLowerCase()}.`}v${version}.${name}`;
}

function readKindClasses(apisFolder: string): Map<string, KnownKind> {
  const classes = new Map<string, KnownKind>();
  for (const file of readdirSync(apisFolder).sort()) {
    if (!/V\d+Api\.js$/.test(file)) continue;
    for (const [, path = '', className = ''] of readFileSync(join(apisFolder, file), 'utf8').matchAll(CREATE_METHOD)) {
      const [, group, version = '', namespaced, plural] = RESOURCE_PATH.exec(path) ?? [];
      if (plural === undefined) continue; // a subresource, such as pods/{name}/binding
      const definition = definitionName(className);
      const kind = definition.slice(definition.lastIndexOf('.') + 1);
      const apiVersion = group === undefined ? version : `${group}/${version}`;
      classes.set(className, { apiVersion, kind, plural, namespaced: namespaced !== undefined, definition });
    }
  }
  return classes;
}

function readAttributes(source: SourceFile): readonly ClientField[] {
  for (const statement of source.getStatements()) {
    const expression = Node.isExpressionStatement(statement) ? statement.getExpression() : undefined;
    if (!Node.isBinaryExpression(expression)) continue;
    if (expression.getLeft().getText().endsWith('.attributeTypeMap'))
      return JSON.parse(expression.getRight().getText());
  }
  throw new Error(`${source.getBaseName()} has no attributeTypeMap`);
}

function kindOrder(kind: KnownKind): string {
  return `${kind.apiVersion}/${kind.kind}`;
}
