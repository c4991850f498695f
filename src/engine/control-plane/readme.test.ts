import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { applyDefaults } from '../admission/index.ts';
import { resourcesOf, testSpec } from '../testing/index.ts';
import { applyObjects, type Simulation, startCluster } from './index.ts';

const readme = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8');
const [manifests = '', printed = ''] = [...readme.matchAll(/```(?:yaml)?\n([\s\S]*?)```/g)]
  .slice(-2)
  .map((match) => match[1]);

function lines({ state }: Simulation): readonly string[] {
  const pods = state.list('Pod', 'default').map(({ object }) => object);
  const slices = state.list('EndpointSlice', 'default').filter(({ ref }) => ref.name.startsWith('web-'));
  return [
    ...pods.map(({ spec, status }) => `Pod on ${spec.nodeName}: ${status?.phase} ${status?.podIP}`).sort(),
    `Service web: ${state.get('Service', 'web', 'default')?.object.spec.clusterIP}`,
    ...slices.map(
      ({ object }) =>
        `EndpointSlice of web: ${object.endpoints
          .flatMap(({ addresses }) => addresses)
          .sort()
          .join(' ')}`,
    ),
  ];
}

test('the README’s example holds', () => {
  const resources = resourcesOf(manifests).map((each) => ({ ...each, object: applyDefaults(each.object) }));
  expect(lines(applyObjects(startCluster(testSpec), resources))).toEqual(printed.trim().split('\n'));
});
