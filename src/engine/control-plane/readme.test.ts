import { expect, test } from 'vitest';
import { exampleOf } from '../../tooling/doc-pages.ts';
import { resourcesOf, testSpec } from '../testing/index.ts';
import { applyObjects, type Simulation, startCluster } from './index.ts';

const [manifests = '', printed = ''] = exampleOf(import.meta.dirname);

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
  expect(lines(applyObjects(startCluster(testSpec), resourcesOf(manifests)))).toEqual(printed.split('\n'));
});
