import { expect, test } from 'vitest';
import { readManifests } from '../admission/index.ts';
import { formatRef, type Resource } from '../model/index.ts';
import { testSpec } from '../testing/index.ts';
import { applyObjects, type Simulation, startCluster } from './index.ts';

const DOCUMENTS = [
  '{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {selector: {app: web}, ports: [{port: 80}]}}',
  '{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {replicas: 2, selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: c, image: nginx}]}}}}',
  '{apiVersion: v1, kind: ConfigMap, metadata: {name: web}, data: {a: b}}',
];

function read(documents: readonly string[]): readonly Resource[] {
  return readManifests(documents.map((text, index) => ({ kind: 'text', name: `${index}.yaml`, text }))).resources;
}

function versions({ state }: Simulation): ReadonlyMap<string, number | undefined> {
  const resources = state.kinds().flatMap((kind) => state.listAny(kind));
  return new Map(resources.map(({ ref }) => [formatRef(ref), state.versionOf(ref)]));
}

const start = startCluster(testSpec);
const applied = applyObjects(start, read(DOCUMENTS));

test('the order of files gives no object another version', () => {
  const other = applyObjects(start, read([...DOCUMENTS].reverse()));
  expect([...versions(other)]).toEqual([...versions(applied)]);
  expect(other.state.version).toBe(applied.state.version);
});

test('to apply what is there already writes nothing; a change is one write, and what follows from it', () => {
  const again = applyObjects(applied, read(DOCUMENTS));
  expect(again.state.changesSince(applied.state.version)).toEqual([]);
  const changed = applyObjects(applied, read(DOCUMENTS.map((text) => text.replace('a: b', 'a: c'))));
  expect(changed.state.changesSince(applied.state.version)).toMatchObject([
    { kind: 'modified', resource: { ref: { kind: 'ConfigMap', name: 'web' }, object: { data: { a: 'c' } } } },
  ]);
});

test('what is applied again stands where it was written last', () => {
  const [moved] = read([`\n\n${DOCUMENTS[2]}`]);
  if (moved === undefined) throw new Error('no object');
  const { state } = applyObjects(applied, [moved]);
  expect(state.locate(moved.ref, ['data', 'a'])).toMatchObject({ file: '0.yaml', line: 3 });
});
