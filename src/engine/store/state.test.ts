import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { KubernetesObject, Labels, Resource } from '../model/index.ts';
import { compareRefs } from '../model/index.ts';
import { stateOf, testSpec } from '../testing/index.ts';
import { ClusterState } from './index.ts';

function pod(name: string, namespace: string, labels: Labels = {}, owner?: string): Resource {
  const ownerReferences =
    owner === undefined ? [] : [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: owner, uid: 'u', controller: true }];
  const object: KubernetesObject = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, labels, ownerReferences },
  };
  return { ref: { kind: 'Pod', namespace, name }, object, origin: { kind: 'builtin' } };
}

const names = (resources: readonly Resource[]) => resources.map(({ ref }) => `${ref.namespace}/${ref.name}`);

describe('a state', () => {
  const state = ClusterState.of(testSpec, [
    pod('b', 'shop', { app: 'web' }, 'web-1'),
    pod('a', 'shop', { app: 'web', tier: 'front' }, 'web-1'),
    pod('a', 'shop-eu', { app: 'web' }),
    pod('c', 'shop', { app: 'db' }),
  ]);

  test('lists in the order of etcd, by the key namespace/name', () => {
    // "-" comes before "/".
    expect(names(state.list('Pod'))).toEqual(['shop-eu/a', 'shop/a', 'shop/b', 'shop/c']);
    expect(names(state.list('Pod', 'shop'))).toEqual(['shop/a', 'shop/b', 'shop/c']);
    expect(state.list('Pod', 'nowhere')).toEqual([]);
  });

  test('finds by name, by labels and by owner', () => {
    expect(state.get('Pod', 'c', 'shop')?.ref.name).toBe('c');
    expect(state.get('Pod', 'c')).toBeUndefined();
    expect(names(state.labelled('Pod', 'shop', { app: 'web' }))).toEqual(['shop/a', 'shop/b']);
    expect(names(state.labelled('Pod', 'shop', { app: 'web', tier: 'front' }))).toEqual(['shop/a']);
    expect(names(state.labelled('Pod', 'shop', {}))).toEqual(['shop/a', 'shop/b', 'shop/c']);
    expect(names(state.ownedBy('Pod', { kind: 'ReplicaSet', namespace: 'shop', name: 'web-1' }))).toEqual([
      'shop/a',
      'shop/b',
    ]);
    expect(state.ownedBy('Pod', { kind: 'ReplicaSet', namespace: 'shop-eu', name: 'web-1' })).toEqual([]);
  });

  test('is never changed: a write makes another', () => {
    const before = state.list('Pod');
    const after = state.apply([{ kind: 'delete', ref: { kind: 'Pod', namespace: 'shop', name: 'a' } }]);
    expect(state.list('Pod')).toBe(before);
    expect(names(after.list('Pod'))).toEqual(['shop-eu/a', 'shop/b', 'shop/c']);
    expect(after.apply([])).toBe(after);
    expect(after.kinds()).toEqual(['Pod']);
  });

  test('answers as a plain filter would', () => {
    const label = fc.dictionary(fc.constantFrom('a', 'b'), fc.constantFrom('1', '2'));
    const one = fc.tuple(fc.constantFrom('p', 'q', 'r', 's'), fc.constantFrom('x', 'y'), label);
    fc.assert(
      fc.property(fc.array(one), label, (written, wanted) => {
        const pods = new Map(written.map(([name, space, labels]) => [`${space}/${name}`, pod(name, space, labels)]));
        const made = ClusterState.of(
          testSpec,
          written.map(([name, space, labels]) => pod(name, space, labels)),
        );
        const expected = [...pods.values()]
          .filter(
            ({ ref, object }) =>
              ref.namespace === 'x' &&
              Object.entries(wanted).every(([key, value]) => object.metadata?.labels?.[key] === value),
          )
          .sort((a, b) => compareRefs(a.ref, b.ref));
        expect(names(made.labelled('Pod', 'x', wanted))).toEqual(names(expected));
      }),
    );
  });
});

describe('the place of a field', () => {
  const state = stateOf(`
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    spec:
      containers:
        - name: web
          ports:
            - containerPort: 80
`);
  const deployment = { kind: 'Deployment', namespace: 'default', name: 'web' };

  test('is where it is written, or where its nearest ancestor is', () => {
    expect(state.locate(deployment, ['spec', 'template', 'spec', 'containers', 0, 'name'])?.line).toBe(9);
    expect(state.locate(deployment, ['spec', 'template', 'spec', 'containers', 0, 'image'])?.line).toBe(9);
  });

  test('of a derived pod leads through its owners into the template', () => {
    const replicaSet = { kind: 'ReplicaSet', namespace: 'default', name: 'web-1' };
    const derived = (ref: Resource['ref'], owner: Resource['ref']): Resource => ({
      ref,
      object: {},
      origin: { kind: 'derived', by: 'test', owner },
    });
    const pod = { kind: 'Pod', namespace: 'default', name: 'web-1-x' };
    const grown = state.apply([
      { kind: 'put', resource: derived(replicaSet, deployment) },
      { kind: 'put', resource: derived(pod, replicaSet) },
    ]);
    expect(grown.locate(pod, ['spec', 'containers', 0, 'ports', 0, 'containerPort'])?.line).toBe(11);
  });

  test('is unknown for what nobody wrote', () => {
    expect(state.locate({ kind: 'Pod', namespace: 'default', name: 'ghost' }, [])).toBeUndefined();
  });
});

describe('the Services that a pod found when it started', () => {
  const service = (clusterIP: string): Resource => ({
    ref: { kind: 'Service', namespace: 'shop', name: 'web' },
    object: { kind: 'Service', metadata: { name: 'web' }, spec: { clusterIP } } as KubernetesObject,
    origin: { kind: 'builtin' },
  });
  const running = (phase: string, state: object = { running: {} }): Resource => {
    const client = pod('client', 'shop');
    return {
      ...client,
      object: Object.assign({}, client.object, { status: { phase, containerStatuses: [{ state }] } }),
    };
  };
  const put = (resource: Resource) => ({ kind: 'put', resource }) as const;
  const remove = (resource: Resource) => ({ kind: 'delete', ref: resource.ref }) as const;
  const [client, first, second] = [running('Running'), service('10.0.0.1'), service('10.0.0.2')];

  test.each([
    ['those that came before', [[put(first)], [put(client)]], ['10.0.0.1']],
    ['those that came with it, whatever is written first', [[put(client), put(first)]], ['10.0.0.1']],
    ['not those that came later', [[put(client)], [put(first)]], []],
    ['as they were then', [[put(first)], [put(client)], [put(second)]], ['10.0.0.1']],
    ['though they are gone', [[put(first)], [put(client)], [remove(first)]], ['10.0.0.1']],
    ['those of today, while it waits', [[put(running('Pending'))], [put(first)]], ['10.0.0.1']],
    ['anew, when it is made anew', [[put(client)], [put(first)], [remove(client)], [put(client)]], ['10.0.0.1']],
    [
      'anew, when its container starts again',
      [[put(client)], [put(first)], [put(running('Running', { terminated: {} }))], [put(client)]],
      ['10.0.0.1'],
    ],
    ['still, when its status is written again', [[put(client)], [put(first)], [put(running('Running'))]], []],
  ] as const)('%s', (_, batches, expected) => {
    const state = batches.reduce<ClusterState>((before, changes) => before.apply(changes), ClusterState.of(testSpec));
    const found = state.withSpec(testSpec).servicesAtStart(client.ref, 'shop');
    expect(found.map(({ object }) => object.spec.clusterIP)).toEqual(expected);
    expect(state.servicesAtStart(client.ref, 'elsewhere')).toEqual([]);
  });
});
