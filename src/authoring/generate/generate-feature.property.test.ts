import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { objects } from '../../api/cluster.arbitrary.ts';
import { Cluster, podsOf } from '../../api/index.ts';
import { everyWorkload, SpecFailure } from '../../behaviour/index.ts';
import { draws } from '../../draws.fixture.ts';
import {
  type ClusterView,
  formatRef,
  isFinished,
  type KubernetesObject,
  type Protocol,
  podIPs,
  SetupError,
} from '../../engine/model/index.ts';
import { judgeFeature } from './judge-feature.fixture.ts';
import { generatedFrom, hosts, loadWithOutside } from './load-with-outside.fixture.ts';

async function generated(manifests: readonly KubernetesObject[]): Promise<string | undefined> {
  try {
    return await generatedFrom({ objects: manifests });
  } catch (error) {
    if (error instanceof SetupError) return undefined;
    throw error;
  }
}

async function holds(cluster: Cluster, text: string): Promise<boolean> {
  try {
    await judgeFeature(cluster, text);
    return true;
  } catch (error) {
    if (error instanceof SpecFailure) return false;
    throw error;
  }
}

type Answers = ReadonlyMap<string, string>;

interface Pairs {
  /** What each pod's connections come to. */
  readonly ofPods: ReadonlySet<string>;
  /** The same for whole workloads, but for what ends at the workload itself. */
  readonly ofWorkloads: Answers;
}

/**
 * Asks for every pod, and every port of every pod, of every Service, and outside, whether a connection gets through; then
 * says of each workload whether that is so of all its pods, of some, or of none.
 */
function literally(cluster: Cluster): Pairs {
  const { view } = cluster;
  const pods = everyWorkload(cluster, undefined).flatMap((owner) =>
    podsOf(view, owner)
      .filter(({ object }) => !isFinished(object))
      .map((pod) => ({ owner, pod, ips: podIPs(pod.object).slice(0, 1) })),
  );
  const names = view.list('Service').map(({ ref }) => `${ref.name}.${ref.namespace}.svc.cluster.local`);
  const owners = new Map(pods.flatMap(({ ips, owner }) => ips.map((ip) => [ip, owner] as const)));
  const goals = [
    ...pods.flatMap(({ owner, ips }) => ips.map((host) => ({ goal: formatRef(owner), host }))),
    ...[...names, '203.0.113.10'].map((host) => ({ goal: host, host })),
  ];
  const ofPods = new Set<string>();
  const ofWorkloads = new Map<string, Set<string>>();
  for (const { owner, pod } of pods) {
    const from = { pod: pod.ref.name, namespace: pod.ref.namespace };
    for (const { goal, host } of goals) {
      for (const port of [53, 80, 443, 3306, 8080]) {
        for (const protocol of ['TCP', 'UDP'] as const) {
          const { branches, reach } = cluster.connect({ from, to: { host, port, protocol } });
          const isItself =
            goal === formatRef(owner) || branches.every(({ endpoint }) => owners.get(endpoint?.ip ?? '') === owner);
          const way = `${goal}:${port}/${protocol}`;
          ofPods.add(`${pod.ref.name} → ${host} ${way} ${reach}`);
          if (isItself) continue;
          const pair = `${formatRef(owner)} → ${way}`;
          ofWorkloads.set(pair, (ofWorkloads.get(pair) ?? new Set()).add(reach));
        }
      }
    }
  }
  for (const target of doors(view)) {
    const { reach } = cluster.connect({ from: 'external', to: target });
    const pair = `outside → ${target.host}:${target.port}/${target.protocol}`;
    ofPods.add(`${pair} ${reach}`);
    ofWorkloads.set(pair, new Set([reach]));
  }
  return { ofPods, ofWorkloads: summary(ofWorkloads) };
}

/** Where somebody outside may knock: the node ports, a load balancer. */
function doors(view: ClusterView): readonly { host: string; port: number; protocol: Protocol }[] {
  return view
    .list('Service')
    .flatMap(({ object: { spec, status } }) =>
      (spec.ports ?? []).flatMap(({ port, nodePort, protocol }) => [
        ...(status?.loadBalancer?.ingress ?? []).flatMap(({ ip }) =>
          ip === undefined ? [] : { host: ip, port, protocol: protocol as Protocol },
        ),
        ...nodeAddresses(view).flatMap((host) =>
          nodePort === undefined ? [] : { host, port: nodePort, protocol: protocol as Protocol },
        ),
      ]),
    );
}

function nodeAddresses(view: ClusterView): readonly string[] {
  return view.list('Node').flatMap(({ object }) => object.status?.addresses?.map(({ address }) => address) ?? []);
}

function summary(pairs: ReadonlyMap<string, ReadonlySet<string>>): Answers {
  return new Map([...pairs].map(([pair, [first = '', ...rest]]) => [pair, rest.length === 0 ? first : 'sometimes']));
}

test('a generated feature holds, whatever the cluster', { timeout: 60_000 }, async () => {
  let written = 0;
  await fc.assert(
    fc.asyncProperty(objects, async (manifests) => {
      const text = await generated(manifests);
      if (text === undefined) return;
      written += 1;
      const { cluster } = await loadWithOutside({ objects: manifests });
      expect(await judgeFeature(cluster, text)).toBeGreaterThan(0);
    }),
    { numRuns: draws(10) },
  );
  expect(written).toBeGreaterThan(1);
});

/** What one of them does not know ended at the workload itself there. */
function changesOf(old: Answers, now: Answers): readonly string[] {
  return [...old].flatMap(([pair, before]) => {
    const after = now.get(pair) ?? before;
    return after === before ? [] : [`${pair} ${before}, now ${after}`];
  });
}

const isPolicy = ({ kind }: KubernetesObject) => kind === 'NetworkPolicy';

test('other policies: it fails once they change a connection, and holds as long as they do not', {
  timeout: 60_000,
}, async () => {
  const seen = { changed: 0, same: 0 };
  await fc.assert(
    fc.asyncProperty(objects, objects, async (manifests, others) => {
      const text = await generated(manifests);
      if (text === undefined) return;
      const { cluster, elsewhere } = await loadWithOutside({ objects: manifests });
      const changed = [...manifests.filter((each) => !isPolicy(each)), ...others.filter(isPolicy)];
      const after = Cluster.of({ objects: changed, override: hosts(elsewhere) });
      const [old, now] = [literally(cluster), literally(after)];
      const changes = changesOf(old.ofWorkloads, now.ofWorkloads);
      if (changes.length > 0) {
        seen.changed += 1;
        expect(await holds(after, text), `${changes.join('\n')}\n${text}`).toBe(false);
      } else if (isDeepStrictEqual(old.ofPods, now.ofPods)) {
        seen.same += 1;
        expect(await holds(after, text), text).toBe(true);
      }
    }),
    { numRuns: draws(20) },
  );
  expect(seen.changed).toBeGreaterThan(0);
  expect(seen.same).toBeGreaterThan(0);
});

test('it is the same whatever the order of the documents', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(objects, async (manifests) => {
      expect(await generated([...manifests].reverse())).toBe(await generated(manifests));
    }),
    { numRuns: draws(5) },
  );
});

/* How many pods a Deployment has, and what things are called, is no part of who reaches whom. */
type Replaced = (objects: readonly KubernetesObject[]) => readonly KubernetesObject[];

const isDeployment = ({ kind }: KubernetesObject) => kind === 'Deployment';

const withReplicas =
  (replicas: number): Replaced =>
  (manifests) =>
    manifests.map((each) => {
      const { spec } = each as KubernetesObject & { readonly spec?: object };
      return isDeployment(each) ? { ...each, spec: { ...spec, replicas } } : each;
    });

/** What is decided by where a pod runs is not looked at: each further pod runs somewhere else. */
const runsAnywhere = (object: KubernetesObject): boolean => {
  const text = JSON.stringify(object);
  return !/"hostNetwork":true|"hostPort"|TrafficPolicy":"Local"|"NodePort"|"LoadBalancer"/.test(text);
};

test('the number of replicas changes nothing', { timeout: 60_000 }, async () => {
  let seen = 0;
  await fc.assert(
    fc.asyncProperty(objects, async (all) => {
      const manifests = all.filter(runsAnywhere);
      if (!manifests.some(isDeployment)) return;
      seen += 1;
      const [one, three] = [withReplicas(1)(manifests), withReplicas(3)(manifests)];
      expect(await generated(three)).toBe(await generated(one));
    }),
    { numRuns: draws(75) },
  );
  expect(seen).toBeGreaterThan(2);
});

test('nor do the names', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(objects, async (all) => {
      const manifests = all.filter((each) => runsAnywhere(each) && each.kind !== 'Service');
      const renamed = manifests.map((each) => ({
        ...each,
        metadata: { ...each.metadata, name: `x-${each.metadata?.name}` },
      }));
      const text = await generated(renamed);
      expect(text?.replaceAll(/\bx-/g, '')).toBe((await generated(manifests))?.replaceAll(/\bx-/g, ''));
    }),
    { numRuns: draws(10) },
  );
});
