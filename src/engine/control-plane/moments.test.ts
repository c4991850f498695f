import { describe, expect, test } from 'vitest';
import { isReady } from '../model/index.ts';
import { resourcesOf, testSpec } from '../testing/index.ts';
import { applyObjects, moments, type Simulation, startCluster, writeChanges, writeObjects } from './index.ts';
import { stoppedIn } from './kubelet/index.ts';

const START = startCluster({ ...testSpec, dns: { ...testSpec.dns, installed: false } });

const PAUSE = ', lifecycle: {preStop: {sleep: {seconds: 5}}}';

const deployment = (replicas: number, strategy: string, template = 'a', hook = PAUSE) =>
  resourcesOf(
    `{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {replicas: ${replicas}, strategy: ${strategy}, selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}, annotations: {v: ${template}}}, spec: {containers: [{name: c, image: x${hook}}]}}}}`,
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

describe('the moment at which nobody has heard that a pod goes', () => {
  const strategy = '{rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}';
  /** Of each state: the pods that end, those of them that have stopped, and the number of endpoints. */
  function endings(before: Simulation, change: (now: Simulation) => Simulation): readonly string[] {
    return [...moments(before, change)].map(({ state }) => {
      const ending = state
        .list('Pod', 'default')
        .filter(({ object }) => object.metadata.deletionTimestamp !== undefined);
      const stopped = ending.filter(({ object }) => stoppedIn(object, { name: 'c' }) !== undefined);
      const endpoints = state.list('EndpointSlice', 'default').flatMap(({ object }) => object.endpoints);
      return `${ending.length} ${stopped.length} ${endpoints.length}`;
    });
  }
  const SERVICE = resourcesOf(
    '{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {selector: {app: web}, ports: [{port: 80}]}}',
  );
  const started = (replicas: number, hook: string, spec = START.state.spec) =>
    applyObjects(startCluster(spec), [...SERVICE, ...deployment(replicas, strategy, 'a', hook)]);
  const rollOut = (replicas: number, hook: string) => (now: Simulation) =>
    writeObjects(now, deployment(replicas, strategy, 'b', hook));
  /** The API server's own endpoint stays. */
  const ALL = (pods: number) => pods + 1;

  test('comes before each deletion of a rollout', () => {
    expect(endings(started(1, ''), rollOut(1, ''))).toEqual([`0 0 ${ALL(2)}`, `1 1 ${ALL(2)}`, `0 0 ${ALL(1)}`]);
  });

  test.each([
    ['none with a pause', PAUSE, START.state.spec],
    [
      'none where everyone hears at once',
      '',
      { ...START.state.spec, network: { ...START.state.spec.network, endpointPropagationSeconds: 0 } },
    ],
  ])('is %s', (_, hook, spec) => {
    expect(endings(started(2, hook, spec), rollOut(2, hook)).every((each) => each.startsWith('0 0'))).toBe(true);
  });

  test('none for pods of a node that is down: its kubelet stops nothing', () => {
    const before = started(3, '');
    const node = before.state.list('Pod', 'default')[0]?.object.spec.nodeName;
    const nodes = before.state.spec.nodes.map((each) => ({ ...each, up: each.name !== node }));
    const states = [...moments(before, (now) => writeChanges(now, [], { ...before.state.spec, nodes }))];
    const all = states.flatMap(({ state }) => state.list('Pod', 'default'));
    expect(all.filter(({ object }) => stoppedIn(object, { name: 'c' }) !== undefined)).toEqual([]);
  });

  test('of a StatefulSet has the old pod, though another takes its name', () => {
    const set = (template: string) =>
      resourcesOf(
        `{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: db}, spec: {selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}, annotations: {v: ${template}}}, spec: {containers: [{name: c, image: x}]}}}}`,
      );
    const before = applyObjects(START, [...SERVICE, ...set('a')]);
    expect(endings(before, (now) => writeObjects(now, set('b')))).toEqual([
      `1 1 ${ALL(1)}`,
      expect.stringMatching(/^0 0/),
      `0 0 ${ALL(1)}`,
    ]);
  });
});
