import { expect, test } from 'vitest';
import { exampleOf } from '../../tooling/doc-pages.ts';
import { applyObjects, startCluster } from '../control-plane/index.ts';
import { formatRef } from '../model/index.ts';
import { resourcesOf, testSpec } from '../testing/index.ts';
import { workloadsOf } from './index.ts';

test('the README’s example holds', () => {
  const [manifests = '', printed = ''] = exampleOf(import.meta.dirname);
  const { state } = applyObjects(startCluster(testSpec), resourcesOf(manifests));
  const lines = workloadsOf(state).map(({ ref, pods }) => `${formatRef(ref)}: ${pods.length} pod`);
  expect(lines).toEqual(printed.split('\n'));
});
