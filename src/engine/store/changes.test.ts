import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Change, Resource } from '../model/index.ts';
import { qualifiedName } from '../model/index.ts';
import { testSpec } from '../testing/index.ts';
import { ClusterState, type StoredChange } from './index.ts';

function pod(name: string, image = 'a'): Resource {
  const ref = { kind: 'Pod', namespace: 'shop', name };
  return { ref, object: { kind: 'Pod', metadata: { name, labels: { image } } }, origin: { kind: 'builtin' } };
}

const put = (name: string, image?: string): Change => ({ kind: 'put', resource: pod(name, image) });
const remove = (name: string): Change => ({ kind: 'delete', ref: pod(name).ref });
const told = ({ kind, resource, version }: StoredChange) => `${version} ${kind} ${resource.ref.name}`;
const start = ClusterState.of(testSpec, [pod('a'), pod('b')]);

describe('versions', () => {
  test('count the writes, and each object has that of its last one', () => {
    const state = start.apply([put('b', 'c'), put('c')]).apply([remove('a')]);
    expect([start.version, state.version]).toEqual([2, 5]);
    expect(['a', 'b', 'c'].map((name) => start.versionOf(pod(name).ref))).toEqual([1, 2, undefined]);
    expect(['a', 'b', 'c'].map((name) => state.versionOf(pod(name).ref))).toEqual([undefined, 3, 4]);
    expect(ClusterState.of(testSpec).version).toBe(0);
  });

  test('stay where nothing is written', () => {
    expect(start.apply([]).version).toBe(2);
    expect(start.withSpec({ ...testSpec, name: 'other' }).version).toBe(2);
    const stored = start.getAny(pod('a').ref) ?? pod('a');
    const moved = start.apply([{ kind: 'put', resource: { ...stored, origin: { kind: 'builtin' } } }]);
    expect(moved.versionOf(stored.ref)).toBe(1);
    expect(moved.changesSince(start.version)).toEqual([]);
  });
});

describe('what a watcher has not seen', () => {
  test.each<{ name: string; changes: readonly Change[]; says: readonly string[] }>([
    { name: 'nothing', changes: [], says: [] },
    { name: 'a new object', changes: [put('c')], says: ['3 added c'] },
    { name: 'a new version', changes: [put('a', 'x')], says: ['3 modified a'] },
    {
      name: 'its last version',
      changes: [put('a', 'x'), put('b', 'x'), put('a', 'y')],
      says: ['4 modified b', '5 modified a'],
    },
    { name: 'that it is gone', changes: [remove('a')], says: ['3 deleted a'] },
    {
      name: 'that it is gone, and another has its name',
      changes: [remove('a'), put('a')],
      says: ['3 deleted a', '4 added a'],
    },
    { name: 'not what came and went', changes: [put('c'), remove('c')], says: [] },
    {
      name: 'that it is gone, whatever had its name since',
      changes: [remove('a'), put('a'), remove('a')],
      says: ['3 deleted a'],
    },
    { name: 'no deletion of what never was', changes: [remove('x')], says: [] },
  ])('$name', ({ changes, says }) => {
    expect(start.apply(changes).changesSince(start.version).map(told)).toEqual(says);
    const oneByOne = changes.reduce((state, change) => state.apply([change]), start);
    expect(oneByOne.changesSince(start.version).map(told)).toEqual(says);
  });

  test('what is gone is told as it was last', () => {
    const state = start.apply([put('a', 'x')]).apply([remove('a')]);
    expect(state.changesSince(2)[0]?.resource.object.metadata?.labels).toEqual({ image: 'x' });
  });

  test('from the beginning: every object', () => {
    expect(start.changesSince(0).map(told)).toEqual(['1 added a', '2 added b']);
  });
});

test('who replays the changes since any version has the objects of the last one', () => {
  const name = fc.constantFrom('a', 'b', 'c');
  const change = fc.oneof(
    fc.tuple(name, fc.constantFrom('x', 'y')).map(([each, image]) => put(each, image)),
    name.map(remove),
  );
  const listed = (state: ClusterState) =>
    new Map(state.listAny('Pod').map((each) => [qualifiedName(each.ref), each.object] as const));
  fc.assert(
    fc.property(fc.array(fc.array(change, { maxLength: 4 }), { maxLength: 6 }), fc.nat(6), (batches, seen) => {
      const states = [start];
      for (const batch of batches) states.push((states.at(-1) ?? start).apply(batch));
      const [known = start, last = start] = [states[seen % states.length], states.at(-1)];
      const objects = listed(known);
      let version = known.version;
      for (const { kind, resource, version: at } of last.changesSince(known.version)) {
        expect(at).toBeGreaterThan(version);
        version = at;
        expect(objects.has(qualifiedName(resource.ref))).toBe(kind !== 'added');
        if (kind === 'deleted') objects.delete(qualifiedName(resource.ref));
        else objects.set(qualifiedName(resource.ref), resource.object);
      }
      expect([...objects].sort()).toEqual([...listed(last)].sort());
      expect(version).toBeLessThanOrEqual(last.version);
    }),
  );
});
