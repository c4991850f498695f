import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { runOf, Scenario, worldParametersOf } from './index.ts';

const POD = '{apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {containers: [{name: c, image: nginx}]}}\n';
const folder = mkdtempSync(join(tmpdir(), 'curlew run '));
writeFileSync(join(folder, 'pod.yaml'), POD);
afterAll(() => rmSync(folder, { recursive: true }));

const hosted = (settings: Parameters<typeof worldParametersOf>[0]) => runOf(worldParametersOf(settings));

describe('what a host says of a run', () => {
  test('reaches its scenarios through the World parameters, also as JSON', () => {
    const parameters = { own: 1, ...worldParametersOf({ cwd: '/work', cluster: 'kind' }) };
    expect(runOf(parameters)).toMatchObject({ cwd: '/work', cluster: 'kind' });
    expect(runOf(JSON.parse(JSON.stringify(parameters)))).toMatchObject({ cwd: '/work', cluster: 'kind' });
  });

  test.each([{}, { own: 1 }, { curlew: 'mine' }, { cwd: '/work' }])('%j says nothing', (parameters) => {
    expect(runOf(parameters)).toEqual({ clusters: new Map() });
  });
});

describe('scenarios of one run', () => {
  const podsOf = async (run: ReturnType<typeof runOf>, path = 'pod.yaml') => {
    const scenario = new Scenario(run);
    scenario.givenManifests(path);
    return scenario.cluster();
  };

  test('share their clusters, also when it is run again, and with no other run', async () => {
    const parameters = worldParametersOf({ cwd: folder });
    const [first, second] = [await podsOf(runOf(parameters)), await podsOf(runOf(parameters))];
    expect(second).toBe(first);
    expect(await podsOf(hosted({ cwd: folder }))).not.toBe(first);
  });

  test('find relative paths from its folder', async () => {
    const { view } = await podsOf(hosted({ cwd: folder }));
    expect(view.list('Pod').map(({ ref }) => ref.name)).toContain('web');
    await expect(podsOf(hosted({ cwd: tmpdir() }))).rejects.toThrow(/pod.yaml/);
  });

  test('have its cluster, whatever their steps say', async () => {
    const nodesOf = async (run: ReturnType<typeof runOf>) => {
      const scenario = new Scenario(run);
      scenario.givenCluster('minikube');
      return (await scenario.cluster()).view.list('Node').map(({ ref }) => ref.name);
    };
    expect(await nodesOf(hosted({}))).toEqual(['minikube']);
    expect(await nodesOf(hosted({ cluster: 'kind' }))).not.toContain('minikube');
  });
});
