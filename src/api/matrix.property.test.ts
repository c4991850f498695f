import fc from 'fast-check';
import { expect, test } from 'vitest';
import { draws } from '../draws.fixture.ts';
import type { KubernetesObject } from '../engine/model/index.ts';
import { podIPs } from '../engine/model/index.ts';
import type { ClusterFileSpec } from '../engine/profiles/index.ts';
import { clusterSpec } from './cluster.arbitrary.ts';
import { Cluster } from './cluster.ts';
import { KINDS, plugin, policies } from './policies.arbitrary.ts';

const PORT = 80;
const NODES = ['one', 'two', 'three'];

/** Pods with networks of their own, on every node, with the labels that policies select. */
const pods: fc.Arbitrary<readonly KubernetesObject[]> = fc
  .array(fc.record({ app: fc.constantFrom('web', 'db', 'api'), node: fc.nat(2) }), { minLength: 3, maxLength: 4 })
  .map((all) =>
    all.map(({ app, node }, index) => ({
      ...{ apiVersion: 'v1', kind: 'Pod', metadata: { name: `pod-${index}`, labels: { app } } },
      spec: { nodeName: NODES[node], containers: [{ name: 'c', image: 'nginx' }] },
    })),
  );

/** Whether a packet gets from a pod to some address of another: it arrives, or the pod's kernel refuses it, which no plugin does. */
function gets(cluster: Cluster, from: string, to: string): boolean {
  const { object } = cluster.view.list('Pod').find(({ ref }) => ref.name === to) ?? {};
  const traces = (object === undefined ? [] : podIPs(object)).flatMap((host) =>
    cluster.trace({ from: { pod: from }, to: { host, port: PORT, protocol: 'TCP' } }),
  );
  return traces.some(({ branches }) => branches.some(({ hops }) => hops.at(-1)?.stage === 'deliver'));
}

test('a matrix permits between pods what connections get through, where the plugin enforces all that is written', async () => {
  const seen = { permitted: 0, denied: 0 };
  await fc.assert(
    fc.asyncProperty(pods, policies, clusterSpec, plugin, async (written, extra, spec, own) => {
      // A matrix takes policies as they are written; so does a plugin that enforces every kind, and resolves every port.
      const network = { ...spec.network, policies: { ...own, enforced: KINDS, endPort: true } };
      const nodes = spec.nodes?.map(({ name, addresses }) => ({ name, ...(addresses && { addresses }) }));
      const file: ClusterFileSpec = { ...spec, network, ...(nodes && { nodes }) };
      const cluster = Cluster.of({ objects: [...written, ...extra], cluster: file });
      expect(cluster.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
      const permitted = new Set(
        cluster
          .matrix({ port: `${PORT}/TCP` })
          .connections.map(({ from, to }) => [from, to].map((end) => ('name' in end ? end.name : '')).join(' ')),
      );
      const names = written.map(({ metadata }) => metadata?.name ?? '');
      for (const from of names) {
        for (const to of names) {
          if (from === to) continue;
          const isPermitted = gets(cluster, from, to);
          expect({ from, to, isPermitted: permitted.has(`${from} ${to}`) }).toEqual({ from, to, isPermitted });
          seen[isPermitted ? 'permitted' : 'denied'] += 1;
        }
      }
    }),
    { numRuns: draws(42) },
  );
  expect(Math.min(seen.permitted, seen.denied)).toBeGreaterThan(15);
}, 120_000);
