import fc from 'fast-check';
import { expect, test } from 'vitest';
import { objects } from '../library/cluster.arbitrary.ts';
import { Cluster } from '../library/index.ts';
import { SetupError } from '../model/index.ts';
import { generateFeature, OUTSIDE } from './generate-feature.ts';
import { judgeFeature } from './judge-feature.fixture.ts';

function generated(cluster: Cluster): string | undefined {
  try {
    return generateFeature(cluster, { manifests: ['m'] });
  } catch (error) {
    if (error instanceof SetupError) return undefined;
    throw error;
  }
}

test('a generated feature holds, whatever the cluster', { timeout: 60_000 }, async () => {
  let written = 0;
  await fc.assert(
    fc.asyncProperty(objects, async (manifests) => {
      const cluster = await Cluster.load({ objects: manifests, override: { externalHosts: [OUTSIDE] } });
      const text = generated(cluster);
      if (text === undefined) return;
      written += 1;
      expect(judgeFeature(cluster, text)).toBeGreaterThan(0);
    }),
    { numRuns: 50 },
  );
  expect(written).toBeGreaterThan(20);
});

test('it is the same whatever the order of the documents', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(objects, async (manifests) => {
      const [one, other] = await Promise.all(
        [manifests, [...manifests].reverse()].map((each) =>
          Cluster.load({ objects: each, override: { externalHosts: [OUTSIDE] } }),
        ),
      );
      if (one === undefined || other === undefined) return;
      expect(generated(other)).toBe(generated(one));
    }),
    { numRuns: 20 },
  );
});
