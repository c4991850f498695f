import { readFileSync } from 'node:fs';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { readDefinitions } from '../engine/admission/schema/generated/validators.js';
import { generateValidators } from './generate-schemas.ts';

const generated = readFileSync(new URL('../engine/admission/schema/generated/validators.js', import.meta.url), 'utf8');

// The module that lies there was made by another run.
test('the generated module is up to date and the same in every run', { timeout: 60_000 }, async () => {
  const again = await generateValidators();
  expect(generated.endsWith(`\n${again}`)).toBe(true);
});

test('the generated module imports nothing', async () => {
  const { metafile } = await build({
    stdin: { contents: generated, resolveDir: import.meta.dirname },
    bundle: true,
    external: ['*'],
    metafile: true,
    write: false,
  });
  expect(Object.values(metafile.outputs).flatMap(({ imports }) => imports)).toEqual([]);
});

test.each([
  // The client renames what is a reserved word; the schema has the name in the manifest.
  ['v1.NetworkPolicyIngressRule', 'from', { type: 'array', nullable: true, items: { $ref: 'v1.NetworkPolicyPeer' } }],
  ['v1.JSONSchemaProps', 'x-kubernetes-int-or-string', { $ref: 'bool' }],
  ['v1.JSONSchemaProps', '$ref', { $ref: 'string' }],
  ['v1.JSONSchemaProps', 'not', { $ref: 'v1.JSONSchemaProps' }],
  ['v1.LimitRangeItem', 'default', { type: 'object', nullable: true, additionalProperties: { $ref: 'Quantity' } }],
  // The client has one type for quantities and strings.
  ['v1.ResourceRequirements', 'limits', { type: 'object', nullable: true, additionalProperties: { $ref: 'Quantity' } }],
  ['v1.ServiceSpec', 'selector', { type: 'object', nullable: true, additionalProperties: { $ref: 'string' } }],
  ['v2.HPAScalingRules', 'tolerance', { $ref: 'Quantity' }],
  ['v1.Secret', 'data', { type: 'object', nullable: true, additionalProperties: { $ref: 'bytes' } }],
  ['v1.ServicePort', 'targetPort', { $ref: 'IntOrString' }],
  ['core.v1.EndpointPort', 'protocol', { $ref: 'v1.Protocol' }],
])('%s.%s has its Go type', (definition, field, node) => {
  expect(readDefinitions()[definition]?.properties?.[field]).toEqual(node);
});
