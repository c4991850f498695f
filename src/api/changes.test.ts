import { describe, expect, test } from 'vitest';
import type { Pod } from '../engine/model/index.ts';
import type { Cluster } from './cluster.ts';
import { clusterWith } from './journey.fixture.ts';

const YAML = `
{apiVersion: v1, kind: Pod, metadata: {name: client}, spec: {nodeName: worker-2, containers: [{name: c, image: x}]}}
---
{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {replicas: 1, selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: c, image: nginx, lifecycle: {preStop: {sleep: {seconds: 5}}}}]}}}}
---
{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {selector: {app: web}, ports: [{port: 80}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: far, namespace: shop}, spec: {containers: [{name: c, image: nginx}]}}
---
{apiVersion: v1, kind: Service, metadata: {name: far, namespace: shop}, spec: {ports: [{port: 80}]}}
---
{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: agent}, spec: {selector: {matchLabels: {app: agent}}, template: {metadata: {labels: {app: agent}}, spec: {containers: [{name: c, image: x}]}}}}
`;

const names = (cluster: Cluster, app: string): readonly string[] =>
  cluster.get('Pod', 'default').flatMap(({ metadata }) => (metadata.labels?.['app'] === app ? metadata.name : []));
const podOf = (cluster: Cluster, name: string, namespace = 'default'): Pod | undefined =>
  cluster.get('Pod', namespace).find(({ metadata }) => metadata.name === name);

describe('a change makes another cluster', () => {
  test('scaled up and down; the cluster before it stays as it was', async () => {
    const cluster = await clusterWith(YAML);
    const before = JSON.stringify(cluster.get('Pod'));
    const more = await cluster.change([{ scale: 'deployment/web', replicas: 3 }]);
    const less = await more.change([{ scale: 'web', replicas: 0 }]);
    expect([cluster, more, less].map((each) => names(each, 'web').length)).toEqual([1, 3, 0]);
    expect(names(more, 'web')).toEqual(expect.arrayContaining([...names(cluster, 'web')]));
    expect(more.connect({ from: 'client', to: 'web' }).branches).toHaveLength(3);
    expect(less.connect({ from: 'client', to: 'web' }).outcome).toBe('refused');
    expect(JSON.stringify(cluster.get('Pod'))).toBe(before);
    expect(cluster.connect({ from: 'client', to: 'web' }).branches).toHaveLength(1);
  });

  test('a deleted pod of a Deployment is replaced, with another address', async () => {
    const cluster = await clusterWith(YAML);
    const [name = ''] = names(cluster, 'web');
    const later = await cluster.change([{ delete: `pod ${name}` }]);
    expect(names(later, 'web')).toHaveLength(1);
    expect(later.get('Pod').map(({ status }) => status?.podIP)).not.toContain(podOf(cluster, name)?.status?.podIP);
  });

  test('a pod that restarts comes back under its name and on its node, with another address', async () => {
    const cluster = await clusterWith(YAML);
    const later = await cluster.change([{ restart: 'client' }]);
    expect(podOf(later, 'client')?.spec.nodeName).toBe('worker-2');
    expect(podOf(later, 'client')?.status).toMatchObject({ phase: 'Running' });
    expect(podOf(later, 'client')?.status?.podIP).not.toBe(podOf(cluster, 'client')?.status?.podIP);
  });

  test('a pod that names no node is scheduled anew when it restarts', async () => {
    const cluster = await clusterWith(YAML);
    const node = podOf(cluster, 'far', 'shop')?.spec.nodeName ?? '';
    const cordon = `{apiVersion: v1, kind: Node, metadata: {name: ${node}}, spec: {unschedulable: true}}`;
    const later = await (await cluster.apply({ yaml: cordon })).change([{ restart: 'shop/far' }]);
    expect(podOf(later, 'far', 'shop')?.status?.phase).toBe('Running');
    expect(podOf(later, 'far', 'shop')?.spec.nodeName).not.toBe(node);
  });

  test('a Deployment that restarts has other pods', async () => {
    const cluster = await clusterWith(YAML);
    const later = await cluster.change([{ restart: 'deployment web' }]);
    expect(names(later, 'web')).toHaveLength(1);
    expect(later.get('Pod').map(({ status }) => status?.podIP)).not.toContain(
      podOf(cluster, names(cluster, 'web')[0] ?? '')?.status?.podIP,
    );
  });

  test('a node that goes down and comes back', async () => {
    const cluster = await clusterWith(YAML);
    const down = await cluster.change([{ node: 'worker-2', up: false }]);
    const back = await down.change([{ node: 'worker-2', up: true }]);
    expect(down.connect({ from: 'node worker-2', to: 'web' }).outcome).toBe('unreachable');
    expect(names(down, 'web')).not.toEqual([]);
    expect(back.connect({ from: 'node worker-2', to: '192.168.0.11:10250' }).outcome).toBe('connected');
    expect(back.get('Pod', 'default').filter(({ spec }) => spec.nodeName === 'worker-2')).not.toEqual([]);
  });

  test('more manifests are applied, and replace what is there', async () => {
    const cluster = await clusterWith(YAML);
    const ip = cluster.get('Service', 'default').find(({ metadata }) => metadata.name === 'web')?.spec.clusterIP;
    const later = await cluster.apply({
      yaml: '{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {selector: {app: web}, ports: [{port: 8080, targetPort: 80}]}}',
    });
    expect(later.connect({ from: 'client', to: 'web:8080' }).outcome).toBe('connected');
    expect(later.get('Service', 'default').find(({ metadata }) => metadata.name === 'web')?.spec.clusterIP).toBe(ip);
    expect(cluster.connect({ from: 'client', to: 'web:8080' }).outcome).toBe('timeout');
  });

  test('a Node manifest adds to the node that is there', async () => {
    const cluster = await clusterWith(
      `${YAML}\n---\n{apiVersion: v1, kind: Node, metadata: {name: worker-1, labels: {disk: ssd}}}`,
    );
    const node = cluster.get('Node').find(({ metadata }) => metadata.name === 'worker-1');
    expect(node?.metadata.labels).toMatchObject({ disk: 'ssd', 'kubernetes.io/hostname': 'worker-1' });
    expect(cluster.connect({ from: 'node worker-1', to: '192.168.0.12:10250' }).outcome).toBe('connected');
  });
});

describe('what is deleted', () => {
  test.each([
    ['service/web', 'Service', 'default', 'web'],
    ['svc web', 'Service', 'default', 'web'],
    ['service default/web', 'Service', 'default', 'web'],
    ['shop/service/far', 'Service', 'shop', 'far'],
    ['service/shop/far', 'Service', 'shop', 'far'],
    ['deployment web', 'Deployment', 'default', 'web'],
    ['web', 'Deployment', 'default', 'web'],
    ['shop/far', 'Pod', 'shop', 'far'],
    ['ds/agent', 'DaemonSet', 'default', 'agent'],
  ])('"%s" is %s %s/%s', async (text, kind, namespace, name) => {
    const cluster = await clusterWith(YAML);
    const later = await cluster.change([{ delete: text }]);
    const all = (each: Cluster) => each.get(kind, namespace).map(({ metadata }) => metadata?.name);
    expect(all(cluster)).toContain(name);
    expect(all(later)).toEqual(all(cluster).filter((each) => each !== name));
  });

  test('a namespace goes with all that is in it', async () => {
    const later = await (await clusterWith(YAML)).change([{ delete: 'namespace shop' }]);
    expect([later.get('Pod', 'shop'), later.get('Service', 'shop')]).toEqual([[], []]);
    expect(later.get('Namespace').map(({ metadata }) => metadata.name)).not.toContain('shop');
  });

  test('a Deployment goes with its pods', async () => {
    expect(names(await (await clusterWith(YAML)).change([{ delete: 'deployment web' }]), 'web')).toEqual([]);
  });
});

describe('a change that means nothing', () => {
  test.each([
    [{ scale: 'ds/agent', replicas: 2 }, 'a DaemonSet cannot be scaled'],
    [{ scale: 'nobody', replicas: 2 }, 'no pod or workload named "nobody"'],
    [{ delete: 'service/nothing' }, 'no Service named "nothing" in namespace default'],
    [{ delete: 'nothing' }, 'no pod or workload named "nothing"'],
    [{ restart: 'node worker-1' }, 'is no workload'],
    [{ ready: 'nobody', value: false }, 'no pod or workload named "nobody"'],
    [{ node: 'worker-9', up: false }, 'no node named "worker-9"'],
  ] as const)('%j: %s', async (change, message) => {
    await expect((await clusterWith(YAML)).change([change])).rejects.toThrow(message);
  });
});

describe('a node', () => {
  const placed = (cluster: Cluster): readonly string[] =>
    cluster
      .get('Pod', 'default')
      .flatMap(({ metadata, spec }) => `${metadata.labels?.['app'] ?? metadata.name} ${spec.nodeName}`)
      .sort();

  test('that is cordoned keeps its pods and gets no new ones, until it is uncordoned', async () => {
    const cluster = await clusterWith(YAML);
    const cordoned = await cluster.change([{ cordon: 'worker-1', value: true }]);
    expect(placed(cordoned)).toEqual(placed(cluster));
    expect(cordoned.view.get('Node', 'worker-1')?.object.spec?.unschedulable).toBe(true);
    const moved = await cordoned.change([
      { scale: 'web', replicas: 0 },
      { scale: 'web', replicas: 3 },
    ]);
    expect(placed(moved).filter((line) => line.startsWith('web'))).toEqual([
      'web worker-2',
      'web worker-2',
      'web worker-2',
    ]);
    const open = await cordoned.change([{ cordon: 'worker-1', value: false }]);
    expect(open.view.get('Node', 'worker-1')?.object.spec).not.toHaveProperty('unschedulable');
  });

  test('that is drained loses its pods, but those of DaemonSets', async () => {
    const drained = await (await clusterWith(YAML)).change([{ drain: 'worker-2' }]);
    expect(placed(drained)).toEqual(['agent worker-1', 'agent worker-2', 'web worker-1']);
  });

  test.each([{ cordon: 'nowhere', value: true }, { drain: 'nowhere' }])('that is not there: %j', async (change) => {
    await expect((await clusterWith(YAML)).change([change])).rejects.toThrow(/no node named "nowhere"/);
  });
});

describe('a rollout', () => {
  test('replaces every pod, each time that it is asked for', async () => {
    const cluster = await clusterWith(YAML);
    const once = await cluster.change([{ rollOut: 'deployment/web' }]);
    const twice = await once.change([{ rollOut: 'deployment/web' }]);
    const all = [cluster, once, twice].flatMap((each) => names(each, 'web'));
    expect(new Set(all).size).toBe(3);
  });

  test.each(['client', 'pod/client'])('is nothing that a pod does: %s', async (rollOut) => {
    await expect((await clusterWith(YAML)).change([{ rollOut }])).rejects.toThrow(/a Pod does not roll out/);
  });

  test('passes through states, of which the last one is at rest', async () => {
    const cluster = await clusterWith(YAML);
    const states = [...cluster.moments({ rollOut: 'web' })];
    const answering = states.map((each) => each.connect({ from: 'client', to: 'web' }).branches[0]?.endpoint?.name);
    expect(answering[0]).toBe(names(cluster, 'web')[0]);
    expect(answering.at(-1)).not.toBe(answering[0]);
    expect(answering).not.toContain(undefined);
  });
});

test('a pod that restarts is gone, starts, and is ready', async () => {
  const cluster = await clusterWith(YAML);
  const ready = [...cluster.moments({ restart: 'client' })].map((each) =>
    podOf(each, 'client')?.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True'),
  );
  // It is ready until the news of its end are out, though its container may have stopped.
  expect(ready).toEqual([true, undefined, false, true]);
});

describe('a workload that is terminating', () => {
  test('is replaced by its owner, and still runs', async () => {
    const cluster = await clusterWith(YAML);
    const later = await cluster.change([{ terminating: 'deployment/web' }]);
    expect(names(later, 'web')).toHaveLength(2 * names(cluster, 'web').length);
    expect(names(later, 'web')).toEqual(expect.arrayContaining([...names(cluster, 'web')]));
  });

  test('stays so, and goes when it is deleted', async () => {
    const later = await (await clusterWith(YAML)).change([{ terminating: 'client' }, { terminating: 'client' }]);
    expect(podOf(later, 'client')?.metadata.deletionTimestamp).toBeDefined();
    expect(podOf(later, 'client')?.status?.phase).toBe('Running');
    expect(podOf(await later.change([{ delete: 'client' }]), 'client')).toBeUndefined();
  });

  test('has to be there', async () => {
    await expect((await clusterWith(YAML)).change([{ terminating: 'nobody' }])).rejects.toThrow('named "nobody"');
  });
});
