import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { draws } from '../draws.fixture.ts';
import { admit } from '../engine/admission/index.ts';
import type { Resource } from '../engine/model/index.ts';
import { canonicalJson } from '../engine/model/index.ts';
import { profileNames } from '../engine/profiles/index.ts';
import { clusterSpec, objects } from './cluster.arbitrary.ts';
import { Cluster } from './index.ts';
import { serverOf } from './manifest-texts.ts';

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template: {metadata: {labels: {app: web}}, spec: {containers: [{name: c, image: nginx}]}}
`;

const errorsOf = (cluster: Cluster) => cluster.diagnostics.filter(({ severity }) => severity === 'error');

describe('manifests that are applied to a cluster', () => {
  test('update what is there', async () => {
    const before = Cluster.of({ yaml: DEPLOYMENT });
    const after = await before.apply({ yaml: DEPLOYMENT.replace('nginx', 'httpd') });
    expect(errorsOf(after)).toEqual([]);
    expect(after.get('Pod', 'default').map(({ spec }) => spec.containers[0]?.image)).toEqual(['httpd']);
  });

  test('are rejected where they change what may not change; what is there stays', async () => {
    const before = Cluster.of({ yaml: DEPLOYMENT });
    const after = await before.apply({ yaml: DEPLOYMENT.replaceAll('app: web', 'app: api') });
    expect(errorsOf(after)).toMatchObject([
      {
        message: 'spec.selector: Invalid value: {"matchLabels":{"app":"api"}}: field is immutable',
        about: { kind: 'Deployment', name: 'web' },
        at: { file: 'yaml', line: 5 },
      },
    ]);
    expect(after.get('Deployment', 'default')).toEqual(before.get('Deployment', 'default'));
    expect(after.get('Pod', 'default')).toEqual(before.get('Pod', 'default'));
  });

  test('may say what the cluster itself says of its own objects only as updates', async () => {
    const dns =
      '{apiVersion: v1, kind: Service, metadata: {name: kube-dns, namespace: kube-system}, spec: {clusterIP: 10.96.0.99, selector: {k8s-app: kube-dns}, ports: [{port: 53, protocol: UDP}]}}';
    expect(errorsOf(Cluster.of({ yaml: dns }))).toEqual([]);
    const after = await Cluster.of({ yaml: DEPLOYMENT }).apply({ yaml: dns });
    expect(errorsOf(after)).toMatchObject([{ message: expect.stringContaining('may not change once set') }]);
  });

  test('know the kinds that the cluster was taught, with their scope', async () => {
    const definition =
      '{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: as.a.io}, spec: {group: a.io, scope: Cluster, names: {kind: A, plural: as}, versions: [{name: v1, served: true, storage: true}]}}';
    const custom = '{apiVersion: a.io/v1, kind: A, metadata: {name: a}}';
    const together = Cluster.of({ yaml: `${definition}\n---\n${custom}` });
    const later = await Cluster.of({ yaml: definition }).apply({ yaml: custom });
    expect(later.get('A')).toEqual(together.get('A'));
    expect(later.get('A')).toHaveLength(1);
    expect(later.get('A')[0]?.metadata).not.toHaveProperty('namespace');
  });
});

function everyObject({ view }: Cluster): readonly Resource[] {
  return view.kinds().flatMap((kind) => view.listAny(kind));
}

function rejectedAgain(cluster: Cluster): readonly string[] {
  const server = serverOf(cluster.view);
  return everyObject(cluster).flatMap((resource) =>
    admit(resource, server).diagnostics.flatMap(({ severity, message }) =>
      severity === 'error' ? `${resource.ref.kind} ${resource.ref.name}: ${message}` : [],
    ),
  );
}

test.each(profileNames)('what a cluster of the profile %s has by itself would be admitted', (name) => {
  expect(rejectedAgain(Cluster.of({ cluster: name }))).toEqual([]);
});

test('whatever is stored may be sent again, and to apply the same manifests again changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(objects, clusterSpec, async (written, spec) => {
      const cluster = Cluster.of({ objects: written, cluster: spec });
      expect(rejectedAgain(cluster)).toEqual([]);
      const again = await cluster.apply({ objects: written });
      expect(errorsOf(again)).toEqual(errorsOf(cluster));
      const texts = (each: Cluster) => everyObject(each).map(({ object }) => canonicalJson(object));
      expect(texts(again)).toEqual(texts(cluster));
    }),
    { numRuns: draws(21) },
  );
});
