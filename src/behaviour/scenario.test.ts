import { describe, expect, test } from 'vitest';
import { SetupError } from '../engine/model/index.ts';
import {
  beginScenario,
  clientPod,
  docStringText,
  expectOutcome,
  labelsOf,
  ManifestError,
  nodesOf,
  Run,
  Scenario,
  SpecFailure,
  scenarioOf,
} from './index.ts';

const WEB = `{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {replicas: 1, selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: c, image: nginx}]}}}}
---
{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {selector: {app: web}, ports: [{port: 80}]}}
`;

function given(text = WEB, run: Run = new Run()): Scenario {
  const scenario = new Scenario(run);
  scenario.givenText({ name: 'web.yaml', text });
  scenario.givenObject(clientPod('probe', 'default'));
  return scenario;
}

describe('a scenario', () => {
  test('builds its cluster of what it was given, and keeps the last answer', async () => {
    const scenario = given();
    await scenario.connect(['probe'], 'web');
    scenario.expectEach((trace) => expectOutcome(trace, 'connected'));
    await scenario.resolve('probe', 'nowhere');
    scenario.expectUnresolved('NXDOMAIN');
    expect(() => scenario.expectEach(() => {})).toThrow(/nobody connected to anything/);
  });

  test('shares its cluster with scenarios that were given the same, and not with others', async () => {
    const run = new Run();
    const cluster = await given(WEB, run).cluster();
    expect(await given(WEB, run).cluster()).toBe(cluster);
    expect(await given(WEB.replace('replicas: 1', 'replicas: 2'), run).cluster()).not.toBe(cluster);
    const changed = given(WEB, run);
    changed.happens({ scale: 'web', replicas: 0 });
    const after = await changed.cluster();
    expect(after).not.toBe(cluster);
    const same = given(WEB, run);
    await same.cluster();
    same.happens({ scale: 'web', replicas: 0 });
    expect(await same.cluster()).toBe(after);
  });

  test('lets things happen in order, and forgets the answer from before', async () => {
    const scenario = given();
    await scenario.connect(['probe'], 'web');
    scenario.happens({ scale: 'web', replicas: 0 });
    expect(() => scenario.expectEach(() => {})).toThrow(SetupError);
    await scenario.connect(['probe'], 'web');
    scenario.expectEach((trace) => expectOutcome(trace, 'refused'));
    scenario.happens({ scale: 'web', replicas: 2 });
    scenario.happens({
      apply: {
        texts: [
          {
            name: 'more.yaml',
            text: '{apiVersion: v1, kind: Service, metadata: {name: more}, spec: {selector: {app: web}, ports: [{port: 80}]}}',
          },
        ],
      },
    });
    await scenario.connect(['probe', 'deployment web'], 'more');
    scenario.expectEach((trace) => expectOutcome(trace, 'connected'));
  });

  test('reports every client that does not meet the expectation', async () => {
    const scenario = given();
    await scenario.connect(['probe', 'deployment web'], 'web:81');
    const check = () => scenario.expectEach((trace) => expectOutcome(trace, 'connected'));
    expect(check).toThrow(SpecFailure);
    expect(check).toThrow(/default\/probe → web:81[\s\S]*default\/web-\S+ → web:81/);
  });

  test('is rejected with its manifests, with the place; sentences about rejection see the rest', async () => {
    const scenario = given(
      `${WEB}---\n{apiVersion: v1, kind: Service, metadata: {name: bad}, spec: {ports: [{port: 70000}]}}\n`,
    );
    await expect(scenario.cluster()).rejects.toThrow(ManifestError);
    await expect(scenario.connect(['probe'], 'web')).rejects.toThrow(
      /the manifests are rejected \(2 errors\)\nweb.yaml:5:\d+: error: /,
    );
    expect((await scenario.clusterAsItIs()).get('Service', 'default')).toHaveLength(2);
  });

  test('asks from every workload, and names a pod’s address', async () => {
    const scenario = given();
    expect((await scenario.everyClient()).map(String)).toEqual(['pod default/probe', 'deployment default/web']);
    await expect(scenario.everyClient('empty')).rejects.toThrow(/no workload in namespace "empty"/);
    expect(await scenario.addressOf('probe')).toMatch(/^10\.244\./);
    await expect(scenario.addressOf('nobody')).rejects.toThrow(SetupError);
  });

  test('knows an unresolved connection from a look-up', async () => {
    const scenario = given();
    await scenario.connect(['probe'], 'nowhere');
    await expect(scenario.expectUnresolved(undefined)).rejects.toThrow(/nobody knows the name in "nowhere:80"/);
    await expect(scenario.expectUnresolved('NXDOMAIN')).rejects.toThrow(/does not tell NXDOMAIN/);
    await scenario.resolve('probe', 'nowhere');
    await scenario.expectUnresolved('NXDOMAIN');
    expect(() => new Scenario().resolution()).toThrow(/nobody resolved anything/);
  });

  test('takes another cluster, other nodes and hosts outside', async () => {
    const scenario = given();
    scenario.givenCluster('flannel');
    scenario.givenOverride({ externalHosts: [{ name: 'a.example.com', addresses: ['203.0.113.1'] }] });
    scenario.givenOverride({ externalHosts: [{ name: 'b.example.com', addresses: ['203.0.113.2'] }] });
    await scenario.connect(['probe'], 'a.example.com');
    scenario.expectEach((trace) => expectOutcome(trace, 'connected'));
    await scenario.connect(['probe'], 'b.example.com');
    scenario.expectEach((trace) => expectOutcome(trace, 'connected'));
    expect((await scenario.cluster()).get('Node').map(({ metadata }) => metadata.name)).toContain('kuben05');
  });
});

describe('a World', () => {
  test('has one scenario, begun or not', () => {
    const world = {};
    expect(scenarioOf(world)).toBe(scenarioOf(world));
    expect(scenarioOf({})).not.toBe(scenarioOf(world));
  });

  test('knows where a doc string stands in its feature file', () => {
    const world = {};
    const step = (content: string, line: number) => ({ docString: { content, location: { line, column: 7 } } });
    const feature = {
      children: [
        { background: { steps: [{}] } },
        { rule: { children: [{ scenario: { steps: [step('kind: Pod', 12)] } }] } },
      ],
    };
    beginScenario(world, { document: { feature }, pickle: { uri: 'features/a.feature' } });
    expect(docStringText(world, 'kind: Pod')).toEqual({
      name: 'features/a.feature',
      text: 'kind: Pod',
      linesBefore: 12,
      columnsBefore: 6,
    });
    expect(docStringText(world, 'kind: Other')).toEqual({ name: 'features/a.feature', text: 'kind: Other' });
  });
});

describe('a doc string of a Scenario Outline', () => {
  const world = {};
  const docString = { content: 'kind: <kind>\nname: a.b', location: { line: 12, column: 7 } };
  beginScenario(world, {
    document: { feature: { children: [{ scenario: { steps: [{ docString }] } }] } },
    pickle: { uri: 'features/a.feature' },
  });

  test.each<[string, number | undefined]>([
    ['kind: Pod\nname: a.b', 12],
    ['kind: \nname: a.b', 12],
    ['kind: Pod\nname: axb', undefined],
    ['kind: Pod\nname: a.b\nmore: 1', undefined],
  ])('%j stands in line %s', (content, line) => {
    expect(docStringText(world, content).linesBefore).toBe(line);
  });
});

describe('a table', () => {
  test('of labels', () => {
    expect(
      labelsOf([
        ['app', 'web'],
        ['tier', ''],
      ]),
    ).toEqual({ app: 'web', tier: '' });
    expect(
      labelsOf([
        ['key', 'value'],
        ['app', 'web'],
      ]),
    ).toEqual({ app: 'web' });
    expect(labelsOf([['app=web=1']])).toEqual({ app: 'web=1' });
    expect(() => labelsOf([['app', 'web', 'more']])).toThrow(SetupError);
    expect(() => labelsOf([['app']])).toThrow(/two columns/);
  });

  test('of nodes', () => {
    expect(
      nodesOf([
        {
          name: 'one',
          address: '10.0.0.1',
          'pod CIDR': '10.244.0.0/24',
          labels: 'disk=ssd, zone=a',
          taints: 'a=b:NoSchedule c:NoExecute',
          roles: 'control-plane',
        },
      ]),
    ).toEqual([
      {
        name: 'one',
        addresses: ['10.0.0.1'],
        podCIDR: '10.244.0.0/24',
        roles: ['control-plane'],
        labels: { disk: 'ssd', zone: 'a' },
        taints: [
          { key: 'a', value: 'b', effect: 'NoSchedule' },
          { key: 'c', effect: 'NoExecute' },
        ],
      },
    ]);
    expect(nodesOf([{ Name: 'two', addresses: '10.0.0.2, fd00::2' }])).toEqual([
      { name: 'two', addresses: ['10.0.0.2', 'fd00::2'], labels: {} },
    ]);
    expect(() => nodesOf([{ name: 'one', speed: 'fast' }])).toThrow(/no column "speed"/);
    expect(() => nodesOf([{ address: '10.0.0.1' }])).toThrow(/needs a column "name"/);
    expect(() => nodesOf([{ name: 'one', taints: 'dedicated' }])).toThrow(/"dedicated" has no effect/);
  });
});

test('a text that stands in two scenarios is that of the running one', () => {
  const scenarioAt = (id: string, line: number) => ({
    scenario: { id, steps: [{ docString: { content: 'kind: Pod', location: { line, column: 7 } } }] },
  });
  const world = {};
  const document = { feature: { children: [scenarioAt('1', 4), scenarioAt('2', 14)] } };
  beginScenario(world, { document, pickle: { uri: 'a.feature', astNodeIds: ['2'] } });
  expect(docStringText(world, 'kind: Pod')).toEqual({
    name: 'a.feature',
    text: 'kind: Pod',
    linesBefore: 14,
    columnsBefore: 6,
  });
});

describe('a scenario that asks nothing', () => {
  test.each([
    ['manifests that are not there', (scenario: Scenario) => scenario.givenManifests('nope-nope'), /nope-nope/],
    [
      'a pod that is not there',
      (scenario: Scenario) => scenario.happens({ ready: 'pod ghost', value: false }),
      /ghost/,
    ],
    [
      'manifests that are rejected',
      (scenario: Scenario) => scenario.givenText({ name: 'x', text: 'kind: Pod' }),
      /rejected/,
    ],
  ])('does not hold with %s', async (_, give, message) => {
    const scenario = new Scenario();
    give(scenario);
    await expect(scenario.conclude()).rejects.toThrow(message);
  });

  test('holds with what can be', async () => {
    const scenario = new Scenario();
    scenario.givenCluster('flannel');
    await expect(scenario.conclude()).resolves.toBeUndefined();
  });

  test('need not hold once a sentence about rejection has looked', async () => {
    const scenario = new Scenario();
    scenario.givenText({ name: 'x', text: 'kind: Pod' });
    await scenario.clusterAsItIs();
    await expect(scenario.conclude()).resolves.toBeUndefined();
  });
});

test('it is too late for a Given once kubectl has changed the cluster', async () => {
  const scenario = new Scenario();
  await scenario.kubectl('kubectl create namespace shop');
  expect(() => scenario.givenCluster('flannel')).toThrow('too late for a Given');
});
