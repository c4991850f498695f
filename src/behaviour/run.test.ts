import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { Cluster } from '../api/index.ts';
import { type BackendKind, backendOf, simulated } from '../backends/index.ts';
import { type Observer, SetupError } from '../engine/model/index.ts';
import type { LoadOptions } from '../files/index.ts';
import { handedParametersOf, type Run, type RunSettings, runOf, Scenario, worldParametersOf } from './index.ts';

const POD = '{apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {containers: [{name: c, image: nginx}]}}\n';
const folder = mkdtempSync(join(tmpdir(), 'curlew run '));
writeFileSync(join(folder, 'pod.yaml'), POD);
afterAll(() => rmSync(folder, { recursive: true }));

describe('what a host says of a run', () => {
  test('reaches its scenarios through the World parameters, also as JSON', () => {
    const parameters = worldParametersOf({ cwd: '/work', cluster: 'kind' }, { own: 1 });
    expect(parameters).toMatchObject({ own: 1 });
    expect(runOf(parameters).settings).toEqual({ cwd: '/work', cluster: 'kind' });
    expect(runOf(JSON.parse(JSON.stringify(parameters))).settings).toEqual({ cwd: '/work', cluster: 'kind' });
  });

  test('outranks what a user says of the same, and leaves the rest', () => {
    const said = { curlew: { cluster: 'kind', backend: './own.js', other: 1 } };
    expect(runOf(worldParametersOf({ cwd: '/work', cluster: 'flannel' }, said)).settings).toEqual({
      cwd: '/work',
      cluster: 'flannel',
      backend: './own.js',
    });
  });

  test.each([{}, { own: 1 }, { curlew: 'mine' }, { cwd: '/work' }, { curlew: { cwd: 1 } }])(
    '%j says nothing',
    (parameters) => {
      expect(runOf(parameters).settings).toEqual({});
    },
  );
});

describe('what a host hands to a run of its own process', () => {
  const observer: Observer = {};

  test('is that very value, which no copy of the parameters has', () => {
    const parameters = { ...worldParametersOf({}), ...handedParametersOf({ observer }) };
    expect(runOf(parameters).observer).toBe(observer);
    // As cucumber gives them to a World, and to workers.
    expect(runOf(structuredClone(parameters)).observer).toBeUndefined();
    expect(Object.keys(parameters)).toEqual(['curlew']);
  });

  test('is asked in place of the backend that the settings name', async () => {
    const started: LoadOptions[] = [];
    const backends: BackendKind = {
      name: 'own',
      start: async (given) => {
        started.push(given);
        return backendOf(Cluster.of({ yaml: POD }));
      },
    };
    const run = runOf({ ...worldParametersOf({ backend: 'nowhere.js' }), ...handedParametersOf({ backends }) });
    await new Scenario(run).backend();
    expect(started).toEqual([{}]);
  });
});

describe('the backend that the settings name', () => {
  const startedBy = (backend: string) => runOf(worldParametersOf({ cwd: folder, backend })).start({ yaml: POD });

  test('is the simulated one, or what a module exports', async () => {
    expect((await startedBy('simulated')).name).toBe('simulated');
    writeFileSync(join(folder, 'own.mjs'), `export default { name: 'own', start: async () => ({ name: 'mine' }) };`);
    expect((await startedBy('own.mjs')).name).toBe('mine');
  });

  test('is an error where there is none', async () => {
    await expect(startedBy('none.mjs')).rejects.toThrow(/no backend named "none.mjs"/);
    writeFileSync(join(folder, 'other.mjs'), `export const backend = 1;`);
    await expect(startedBy('other.mjs')).rejects.toThrow(SetupError);
  });
});

describe('scenarios of one run', () => {
  const hosted = (settings: RunSettings) => runOf(worldParametersOf(settings));
  const podsOf = async (run: Run, path = 'pod.yaml') => {
    const scenario = new Scenario(run);
    scenario.givenManifests(path);
    return scenario.cluster();
  };

  test('share their clusters, and with no other run', async () => {
    const run = hosted({ cwd: folder });
    const first = await podsOf(run);
    expect(await podsOf(run)).toBe(first);
    expect(await podsOf(hosted({ cwd: folder }))).not.toBe(first);
  });

  test('share them with those of another run, where a host hands both the same backends', async () => {
    const handed = handedParametersOf({ backends: simulated() });
    const again = () => podsOf(runOf({ ...worldParametersOf({ cwd: folder }), ...handed }));
    expect(await again()).toBe(await again());
  });

  test('find relative paths from its folder', async () => {
    const { view } = await podsOf(hosted({ cwd: folder }));
    expect(view.list('Pod').map(({ ref }) => ref.name)).toContain('web');
    await expect(podsOf(hosted({ cwd: tmpdir() }))).rejects.toThrow(/pod.yaml/);
  });

  test('have its cluster, whatever their steps say', async () => {
    const nodesOf = async (run: Run) => {
      const scenario = new Scenario(run);
      scenario.givenCluster('minikube');
      return (await scenario.cluster()).view.list('Node').map(({ ref }) => ref.name);
    };
    expect(await nodesOf(hosted({}))).toEqual(['minikube']);
    expect(await nodesOf(hosted({ cluster: 'kind' }))).not.toContain('minikube');
  });
});
