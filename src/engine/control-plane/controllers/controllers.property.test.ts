import fc from 'fast-check';
import { expect, test } from 'vitest';
import { draws } from '../../../draws.fixture.ts';
import { canonicalJson, compareText, formatRef } from '../../model/index.ts';
import { resourcesOf, stateOf } from '../../testing/index.ts';
import { NODES, restless, settle } from './settle.fixture.ts';

type State = ReturnType<typeof stateOf>;

const app = fc.constantFrom('a', 'b', 'c');
const ready = fc.boolean();
const replicas = fc.nat({ max: 5 });

const KINDS = {
  Deployment: 'apps/v1',
  ReplicaSet: 'apps/v1',
  StatefulSet: 'apps/v1',
  DaemonSet: 'apps/v1',
  Job: 'batch/v1',
} as const;

const workload = fc
  .record({
    kind: fc.constantFrom(...(Object.keys(KINDS) as (keyof typeof KINDS)[])),
    app,
    ready,
    replicas,
    image: app,
    ordered: ready,
  })
  .map(({ kind, app, ready, replicas, image, ordered }) => ({
    apiVersion: KINDS[kind],
    kind,
    metadata: { name: `${kind.toLowerCase()}-${app}` },
    spec: {
      ...(kind === 'DaemonSet' ? {} : kind === 'Job' ? { parallelism: replicas } : { replicas }),
      ...(kind === 'StatefulSet' && !ordered ? { podManagementPolicy: 'Parallel' } : {}),
      ...(kind === 'Deployment' && !ordered ? { strategy: { type: 'Recreate' } } : {}),
      ...(kind === 'Job' ? {} : { selector: { matchLabels: { app } } }),
      template: {
        metadata: { labels: { app }, annotations: { 'curlew.dev/ready': String(ready) } },
        spec: { containers: [{ name: 'c', image, ports: [{ name: 'http', containerPort: replicas + 80 }] }] },
      },
    },
  }));

const service = fc
  .record({ app, selected: app, headless: ready, port: fc.constantFrom(80, 'http') })
  .map(({ app, selected, headless, port }) => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: `svc-${app}` },
    spec: {
      clusterIP: headless ? 'None' : '10.96.1.1',
      selector: { app: selected },
      ports: [{ port: 80, targetPort: port }],
    },
  }));

const pod = fc.record({ app, image: app }).map(({ app, image }) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: `pod-${app}`, labels: { app } },
  spec: { containers: [{ name: 'c', image }] },
}));

type Document = { readonly kind: string; readonly metadata: { readonly name: string } };

/** Documents of one cluster: no two of them name the same object. */
const documents = fc.uniqueArray(fc.oneof(workload, service, pod) as fc.Arbitrary<Document>, {
  selector: ({ kind, metadata }) => `${kind} ${metadata.name}`,
  maxLength: 10,
});

const yamlOf = (all: readonly Document[]): string => all.map((each) => `\n---\n${JSON.stringify(each)}`).join('');
const settled = (all: readonly Document[]): State => settle(stateOf(NODES + yamlOf(all)));

function contents(state: State): readonly string[] {
  const all = state.kinds().flatMap((kind) => state.listAny(kind));
  return all.map(({ ref, object }) => `${formatRef(ref)} ${canonicalJson(object)}`).sort(compareText);
}

test('controllers come to rest, and stay there', () => {
  fc.assert(
    fc.property(documents, (all) => {
      const state = settled(all);
      expect(restless(state)).toEqual([]);
      expect(settle(state)).toBe(state);
    }),
    { numRuns: draws(24) },
  );
});

test('they come to rest after any change', () => {
  fc.assert(
    fc.property(documents, documents, (before, after) => {
      const changes = resourcesOf(yamlOf(after)).map((resource) => ({ kind: 'put', resource }) as const);
      expect(restless(settle(settled(before).apply(changes)))).toEqual([]);
    }),
    { numRuns: draws(24) },
  );
});

test('the order of documents makes no difference', () => {
  fc.assert(
    fc.property(
      documents.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
      ([all, shuffled]) => {
        expect(contents(settled(shuffled))).toEqual(contents(settled(all)));
      },
    ),
    { numRuns: draws(24) },
  );
});

test('a ReplicaSet that has settled has the pods that it wants, and every pod one controller at most', () => {
  fc.assert(
    fc.property(documents, (all) => {
      const state = settled(all);
      for (const { ref, object } of state.list('ReplicaSet')) {
        expect(state.ownedBy('Pod', ref)).toHaveLength(object.spec.replicas);
      }
      for (const { object } of state.list('Pod')) {
        const owners = object.metadata.ownerReferences ?? [];
        expect(owners.filter(({ controller }) => controller === true).length).toBeLessThanOrEqual(1);
      }
    }),
    { numRuns: draws(24) },
  );
});

test('every ready pod that a Service selects is a ready endpoint of it, once', () => {
  fc.assert(
    fc.property(documents, (all) => {
      const state = settled(all);
      for (const { ref, object } of state.list('Service')) {
        const slices = state.labelled('EndpointSlice', 'default', { 'kubernetes.io/service-name': ref.name });
        const found = slices.flatMap((slice) => slice.object.endpoints).filter(({ conditions }) => conditions?.ready);
        const selected = state
          .list('Pod')
          .filter((each) => each.object.metadata.labels?.app === object.spec.selector?.app)
          .filter((each) => each.object.status?.conditions?.[0]?.status === 'True');
        expect(found.map(({ targetRef }) => targetRef?.name).sort()).toEqual(
          selected.map((each) => each.ref.name).sort(),
        );
      }
    }),
    { numRuns: draws(24) },
  );
});
