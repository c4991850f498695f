import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';
import type { Definitions, KnownKind } from '../../engine/admission/schema/schema-node.ts';

/** The type declarations of the module that `compileValidators` makes. */
export const VALIDATORS_DECLARATION: string = `import type { Definitions, KnownKind } from '../schema-node.ts';

/** What ajv reports about one place of an object. */
export interface SchemaViolation {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

export interface Validator {
  (object: unknown): boolean;
  readonly errors?: readonly SchemaViolation[] | null;
}

export declare const kinds: readonly KnownKind[];
export declare const validators: Readonly<Record<string, Validator>>;
export declare function readDefinitions(): Definitions;
`;

/**
 * Compiles the schemas to one module without imports: a validator for each kind, by definition name, and the schemas
 * themselves. A type that several kinds share is one function.
 */
export async function compileValidators(definitions: Definitions, kinds: readonly KnownKind[]): Promise<string> {
  const ajv = new Ajv({
    allErrors: true,
    strict: true,
    allowUnionTypes: true,
    inlineRefs: false,
    messages: false,
    code: { source: true, esm: true },
  });
  // ajv completes the schemas it is given in place.
  for (const [$id, { demanded: _, ...node }] of Object.entries(structuredClone(definitions))) {
    ajv.addSchema({ $id, ...node });
  }
  // Versions of a kind that differ in nothing share a definition.
  const used = [...new Set(kinds.map(({ definition }) => definition))];
  const names = Object.fromEntries(used.map((definition, index) => [`kind${index}`, definition]));
  const entry = [
    `import { ${Object.keys(names).join(', ')} } from 'ajv-standalone';`,
    `export const kinds = ${JSON.stringify(kinds)};`,
    `export const validators = { ${Object.entries(names).map(([name, id]) => `${JSON.stringify(id)}: ${name}`)} };`,
    `let definitions;`,
    // Most runs find no problem and never need the schemas, so that their text waits unread.
    `export const readDefinitions = () => (definitions ??= JSON.parse(${JSON.stringify(JSON.stringify(definitions))}));`,
  ];
  return bundle(entry.join('\n'), standalone.default(ajv, names));
}

/** Inlines what ajv's code imports from its runtime, and drops what nothing calls. */
async function bundle(entry: string, validators: string): Promise<string> {
  const result = await build({
    stdin: { contents: entry, loader: 'js' },
    bundle: true,
    write: false,
    format: 'esm',
    target: 'node20',
    platform: 'neutral',
    minify: true,
    legalComments: 'none',
    plugins: [
      {
        name: 'ajv-standalone',
        setup(pluginBuild) {
          pluginBuild.onResolve({ filter: /^ajv-standalone$/ }, ({ path }) => ({ path, namespace: 'generated' }));
          pluginBuild.onLoad({ filter: /.*/, namespace: 'generated' }, () => ({
            contents: validators,
            loader: 'js',
            resolveDir: import.meta.dirname,
          }));
        },
      },
    ],
  });
  const [file] = result.outputFiles;
  if (file === undefined) throw new Error('esbuild wrote nothing');
  return file.text;
}
