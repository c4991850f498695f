import fc from 'fast-check';
import { expect, test } from 'vitest';
import { draws } from '../../draws.fixture.ts';
import { readManifests } from './read-manifests.ts';

const DOCUMENTS = [
  ...['web', 'db', 'api'].map(
    (name, index) => `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}}\nspec: {ports: [{port: ${80 + index}}]}`,
  ),
  'apiVersion: v1\nkind: Pod\nmetadata: {generateName: p-}\nspec: {containers: [{name: c, image: i}]}',
  'apiVersion: v1\nkind: Pod\nmetadata: {generateName: p-}\nspec: {containers: [{name: c, image: i}]}',
  'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: C, image: i}]}',
  'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, namespace: x}',
  'apiVersion: a.io/v1\nkind: A\nmetadata: {name: a}',
  'apiVersion: b.io/v1\nkind: A\nmetadata: {name: a}',
  'apiVersion: v1\nkind: Secret\nmetadata: {name: s}',
  'a: [',
  'kind: Pod',
];

/** The documents, dealt out to files in any order. */
const dealt = fc
  .tuple(
    fc.shuffledSubarray(DOCUMENTS, { minLength: DOCUMENTS.length }),
    fc.array(fc.nat(3), { minLength: DOCUMENTS.length }),
  )
  .map(([documents, files]) => {
    const texts = new Map<string, string>();
    for (const [index, document] of documents.entries()) {
      const name = `${files[index]}.yaml`;
      texts.set(name, `${texts.get(name) ?? '# x'}\n---\n${document}`);
    }
    return [...texts].map(([name, text]) => ({ kind: 'text' as const, name, text }));
  });

function outcome(sources: Parameters<typeof readManifests>[0]) {
  const { resources, diagnostics } = readManifests(sources);
  return {
    resources: resources.map(({ ref, object }) => ({ ref, object })),
    diagnostics: diagnostics.map(({ code, severity, message }) => `${severity} ${code} ${message}`).sort(),
  };
}

test('the order of files and documents changes nothing but places', () => {
  const inOrder = outcome(DOCUMENTS.map((text, index) => ({ kind: 'text', name: `${index}.yaml`, text })));
  expect(inOrder.resources).toHaveLength(9);
  fc.assert(
    fc.property(dealt, (sources) => {
      expect(outcome(sources)).toEqual(inOrder);
    }),
    { numRuns: draws(25) },
  );
});

test('the order in which files are handed over changes nothing at all, whatever is written twice', () => {
  const twice = DOCUMENTS.map((document, index) => document.replace('port: 8', `port: 1${index % 2}`));
  const sources = [...DOCUMENTS, ...twice].map((text, index) => ({
    kind: 'text' as const,
    name: `${index}.yaml`,
    text,
  }));
  const everything = (of: Parameters<typeof readManifests>[0]) => {
    const { resources, diagnostics } = readManifests(of);
    return { diagnostics, resources: resources.map(({ ref, object }) => ({ ref, object })) };
  };
  const inOrder = everything(sources);
  fc.assert(
    fc.property(fc.shuffledSubarray(sources, { minLength: sources.length }), (shuffled) => {
      expect(everything(shuffled)).toEqual(inOrder);
    }),
    { numRuns: draws(15) },
  );
});

test('diagnostics come in the order of the files', () => {
  fc.assert(
    fc.property(dealt, (sources) => {
      const { diagnostics } = readManifests(sources);
      const places = diagnostics.map(({ at }) => `${at?.file} ${String(at?.line).padStart(4, '0')}`);
      expect(places).toEqual([...places].sort());
    }),
    { numRuns: draws(15) },
  );
});

test('nulls in the metadata of any kind are read as those of a known kind are', () => {
  const text = fc.constantFrom(null, 'a');
  const texts = fc.option(fc.dictionary(fc.constantFrom('a', 'b'), text));
  const owner = fc.record(
    { apiVersion: text, kind: text, name: text, uid: text, controller: fc.constantFrom(null, true) },
    { requiredKeys: [] },
  );
  const metadata = fc.record(
    {
      ...{ name: text, generateName: text, namespace: text, uid: text, creationTimestamp: fc.constant(null) },
      ...{ labels: texts, annotations: texts },
      ownerReferences: fc.option(fc.array(fc.option(owner), { maxLength: 2 })),
      finalizers: fc.option(fc.array(fc.constantFrom(null, 'x.io/a'), { maxLength: 2 })),
      managedFields: fc.option(fc.array(fc.constant(null), { maxLength: 1 })),
    },
    { requiredKeys: [] },
  );
  const read = (apiVersion: string, kind: string, written: unknown) => {
    const text = JSON.stringify({ apiVersion, kind, metadata: written });
    const { resources, diagnostics } = readManifests([{ kind: 'text', name: 'f.yaml', text }]);
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    expect(errors.every(({ at }) => at?.line === 1)).toBe(true);
    const name = resources[0]?.object.metadata?.generateName === undefined ? {} : { name: 'drawn' };
    return {
      metadata: resources.map(({ object }) => ({ ...object.metadata, ...name })),
      errors: errors.map(({ message }) => message.replace(/^\w+ "[^"]*" is invalid: /, '')),
    };
  };
  fc.assert(
    fc.property(fc.option(metadata), (written) => {
      const known = read('v1', 'ConfigMap', written);
      expect(read('x.io/v1', 'Farm', written)).toEqual(known);
      expect(read('x.io/v1', 'FarmPolicy', written)).toEqual(known);
      expect(read('gateway.example.com/v1', 'Gateway', written)).toEqual(known);
    }),
    { numRuns: draws(100) },
  );
});
