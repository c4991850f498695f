import { describe, expect, test } from 'vitest';
import { isReady } from '../model/index.ts';
import { resourcesOf, testSpec } from '../testing/index.ts';
import { applyObjects, moments, type Simulation, startCluster, writeChanges, writeObjects } from './index.ts';

const START = startCluster({ ...testSpec, dns: { ...testSpec.dns, installed: false } });

const deployment = (replicas: number, strategy: string, template = 'a') =>
  resourcesOf(
    `{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {replicas: ${replicas}, strategy: ${strategy}, selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}, annotations: {v: ${template}}}, spec: {containers: [{name: c, image: x}]}}}}`,
  );

/** How many pods are ready, and how many there are. */
function counts({ state }: Simulation): readonly [number, number] {
  const pods = state.list('Pod', 'default');
  return [pods.filter(({ object }) => isReady(object)).length, pods.length];
}

describe('the states on the way', () => {
  test.each([
    [
      'one more, none missing',
      2,
      '{rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}',
      [
        [2, 3],
        [2, 3],
        [2, 2],
      ],
    ],
    [
      'none more, one missing',
      2,
      '{rollingUpdate: {maxSurge: 0, maxUnavailable: 1}}',
      [
        [1, 2],
        [1, 2],
        [2, 2],
      ],
    ],
    [
      'none more, all missing',
      2,
      '{rollingUpdate: {maxSurge: 0, maxUnavailable: 2}}',
      [
        [0, 2],
        [1, 2],
        [2, 2],
      ],
    ],
    [
      'Recreate',
      2,
      '{type: Recreate}',
      [
        [0, 2],
        [1, 2],
        [2, 2],
      ],
    ],
  ])('of a rollout: %s', (_, replicas, strategy, expected) => {
    const before = applyObjects(START, deployment(replicas, strategy));
    const states = [...moments(before, (now) => writeObjects(now, deployment(replicas, strategy, 'b')))];
    expect(states.map(counts)).toEqual(expected);
  });

  test('end where the cluster comes to rest anyway', () => {
    const before = applyObjects(START, deployment(3, '{}'));
    const last = [...moments(before, (now) => writeObjects(now, deployment(3, '{}', 'b')))].at(-1);
    const rest = applyObjects(before, deployment(3, '{}', 'b'));
    expect(last?.state.list('Pod').map(({ object }) => object)).toEqual(
      rest.state.list('Pod').map(({ object }) => object),
    );
    expect(last?.condition).toEqual(rest.condition);
  });

  test('of a cluster at rest are that one', () => {
    const states = [...moments(START)];
    expect(states).toHaveLength(1);
    expect(states[0]?.state).toBe(START.state);
  });

  test('of a pod that is deleted: its successor starts, and then is ready', () => {
    const before = applyObjects(START, deployment(1, '{}'));
    const [pod] = before.state.list('Pod', 'default');
    if (pod === undefined) throw new Error('no pod');
    const states = [...moments(before, (now) => writeChanges(now, [{ kind: 'delete', ref: pod.ref }]))];
    expect(states.map(counts)).toEqual([
      [0, 1],
      [1, 1],
    ]);
    expect(states.at(-1)?.state.get('Pod', pod.ref.name, 'default')).toBeUndefined();
  });
});
