/**
 * Generates `src/engine/admission/schema/generated`: the validators of all kinds whose structure Curlew knows.
 *
 * Run by `npm run build`; does nothing while its inputs are unchanged.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import {
  NETWORK_POLICY_API_DEFINITIONS,
  NETWORK_POLICY_API_KINDS,
} from '../engine/admission/schema/network-policy-api.ts';
import { buildDefinitions } from './schema-generation/build-definitions.ts';
import { CLUSTER_KIND, clusterDefinitions } from './schema-generation/cluster-kind.ts';
import { compileValidators, VALIDATORS_DECLARATION } from './schema-generation/compile-validators.ts';
import { readDemandedFields } from './schema-generation/demanded-fields.ts';
import { readQuantityFields } from './schema-generation/quantity-fields.ts';
import { readClientTypes } from './schema-generation/read-client-types.ts';

const GENERATED = join(import.meta.dirname, '..', 'engine', 'admission', 'schema', 'generated');
const CLUSTER_SCHEMA = join(import.meta.dirname, '..', 'engine', 'profiles', 'cluster.schema.json');

/** The text of the generated module; the same text whenever the inputs are the same. */
export async function generateValidators(): Promise<string> {
  const types = readClientTypes(join(packageFolder('@kubernetes/client-node'), 'dist', 'gen'));
  const folder = packageFolder('kubernetes-types');
  const facts = { quantityFields: readQuantityFields(folder), demandedFields: readDemandedFields(folder) };
  const definitions = {
    ...buildDefinitions(types, facts),
    ...NETWORK_POLICY_API_DEFINITIONS,
    ...clusterDefinitions(JSON.parse(readFileSync(CLUSTER_SCHEMA, 'utf8'))),
  };
  return compileValidators(definitions, [...types.kinds, ...NETWORK_POLICY_API_KINDS, CLUSTER_KIND]);
}

function packageFolder(name: string): string {
  const { resolve } = createRequire(import.meta.url);
  for (const folder of resolve.paths(name) ?? []) {
    if (existsSync(join(folder, name, 'package.json'))) return join(folder, name);
  }
  throw new Error(`the package ${name} is not installed`);
}

/** A digest of all that decides about the generated text. */
function digestOfInputs(): string {
  const hash = createHash('sha256');
  for (const name of ['@kubernetes/client-node', 'kubernetes-types', 'ajv', 'esbuild']) {
    hash.update(readFileSync(join(packageFolder(name), 'package.json')));
  }
  const generators = join(import.meta.dirname, 'schema-generation');
  const sources = readdirSync(generators).sort();
  for (const file of [
    ...sources.map((name) => join(generators, name)),
    join(dirname(GENERATED), 'network-policy-api.ts'),
    CLUSTER_SCHEMA,
    import.meta.filename,
  ]) {
    hash.update(readFileSync(file));
  }
  return hash.digest('hex');
}

async function main(): Promise<void> {
  const modulePath = join(GENERATED, 'validators.js');
  const stamp = `// ${digestOfInputs()}\n`;
  if (existsSync(modulePath) && readFileSync(modulePath, 'utf8').startsWith(stamp)) return;
  mkdirSync(GENERATED, { recursive: true });
  writeFileSync(join(GENERATED, 'validators.d.ts'), VALIDATORS_DECLARATION);
  writeFileSync(modulePath, stamp + (await generateValidators()));
}

if (process.argv[1] === import.meta.filename) await main();
