import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createGenerator, type Schema } from 'ts-json-schema-generator';

/**
 * The answers in JSON, each with its exported type of `src/report`: by the command that prints it, and `coverage` by the file
 * that `curlew run --coverage` writes.
 */
export const JSON_ANSWERS: Readonly<Record<string, string>> = {
  trace: 'TraceJson',
  resolve: 'ResolutionJson',
  matrix: 'MatrixJson',
  diff: 'DiffJson',
  lint: 'LintJson',
  dns: 'DnsJson',
  steps: 'StepsJson',
  coverage: 'CoverageJson',
  mutate: 'MutationJson',
  doc: 'DocJson',
};

/**
 * The JSON Schema (draft 7) of every answer, by its name, made of the types and their doc comments.
 * A strict one takes no field that the type does not have: tests hold the answers against it. The published one does,
 * since a later Curlew of the same version of the format may add fields.
 */
export function jsonSchemas({ strict }: { readonly strict: boolean }): ReadonlyMap<string, Schema> {
  const generator = createGenerator({
    path: 'src/report/index.ts',
    tsconfig: 'tsconfig.json',
    type: '*',
    // The build checks types itself.
    skipTypeCheck: true,
    additionalProperties: !strict,
    topRef: true,
  });
  return new Map(Object.entries(JSON_ANSWERS).map(([command, type]) => [command, generator.createSchema(type)]));
}

/** Writes the published schemas into a folder: `trace.json` is that of `curlew trace -o json`. */
export function writeJsonSchemas(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const [command, schema] of jsonSchemas({ strict: false })) {
    const titled = { ...schema, title: `curlew ${command}` };
    writeFileSync(join(folder, `${command}.json`), `${JSON.stringify(titled, null, 1)}\n`);
  }
}
