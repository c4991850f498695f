import { describe, expect, test } from 'vitest';
import type { KubernetesObject } from '../model/index.ts';
import { resourcesOf, testSpec } from '../testing/index.ts';
import { applyObjects, changeCluster, type Simulation, startCluster } from './index.ts';

const apply = (yaml: string, to: Simulation = startCluster(testSpec)): Simulation =>
  applyObjects(to, resourcesOf(yaml));
const names = ({ state }: Simulation, kind: string): readonly string[] =>
  state.listAny(kind).map(({ ref }) => ref.name);
const find = ({ state }: Simulation, kind: string, name: string, namespace = 'default'): KubernetesObject | undefined =>
  state.getAny({ kind, name, namespace })?.object;

describe('a cluster before anyone applies a manifest', () => {
  const start = startCluster(testSpec);

  test('has its namespaces and nodes, the API server’s Service, and the DNS', () => {
    expect(names(start, 'Namespace')).toEqual(['default', 'kube-node-lease', 'kube-public', 'kube-system']);
    expect(names(start, 'Node')).toEqual(['control-plane', 'worker-1', 'worker-2']);
    expect(find(start, 'Service', 'kubernetes')).toMatchObject({ spec: { clusterIP: '10.96.0.1' } });
    expect(find(start, 'EndpointSlice', 'kubernetes')).toMatchObject({ endpoints: [{ addresses: ['192.168.0.10'] }] });
    expect(find(start, 'Service', 'kube-dns', 'kube-system')).toMatchObject({ spec: { clusterIP: '10.96.0.10' } });
    expect(start.state.list('Pod').map(({ object }) => object.status?.phase)).toEqual(['Running', 'Running']);
    expect(start.condition).toEqual([]);
  });

  test('has the replication controller of kube-dns where that is the DNS', () => {
    const old = startCluster({ ...testSpec, dns: { ...testSpec.dns, implementation: 'kube-dns' } });
    expect(names(old, 'ReplicationController')).toEqual(['kube-dns-v20']);
    expect(names(old, 'Deployment')).toEqual([]);
  });

  test('has no DNS where none is installed', () => {
    const bare = startCluster({ ...testSpec, dns: { ...testSpec.dns, installed: false } });
    expect([names(bare, 'Pod'), names(bare, 'Service')]).toEqual([[], ['kubernetes']]);
  });

  test('has every control plane behind the API server’s Service', () => {
    const [first, ...others] = testSpec.nodes;
    if (first === undefined) throw new Error('no nodes');
    const second = { ...first, name: 'second', addresses: ['192.168.0.20'], podCIDRs: ['10.244.9.0/24'] };
    const two = startCluster({ ...testSpec, nodes: [first, second, ...others] });
    expect(find(two, 'EndpointSlice', 'kubernetes')).toMatchObject({
      endpoints: [{ addresses: ['192.168.0.10'] }, { addresses: ['192.168.0.20'] }],
    });
  });

  test('has the first address of its range, of either family', () => {
    const network = { ...testSpec.network, podCIDRs: ['fd00:10::/56'], serviceCIDRs: ['fd00:96::a0/123'] };
    const six = startCluster({ ...testSpec, network, dns: { ...testSpec.dns, serviceIP: 'fd00:96::aa' }, nodes: [] });
    expect(find(six, 'Service', 'kubernetes')).toMatchObject({ spec: { clusterIP: 'fd00:96::a1' } });
  });

  test('has no ready node without a network plugin', () => {
    const bare = startCluster({ ...testSpec, network: { ...testSpec.network, plugin: 'none' } });
    const taint = { key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' };
    const condition = { type: 'Ready', status: 'False', reason: 'KubeletNotReady' };
    for (const { object } of bare.state.list('Node')) {
      expect(object.spec?.taints).toContainEqual(taint);
      expect(object.status?.conditions).toMatchObject([condition]);
    }
    for (const { object } of start.state.list('Node')) expect(object.spec?.taints ?? []).not.toContainEqual(taint);
  });

  test('is the same value for the same cluster', () => {
    expect(startCluster(testSpec)).toBe(start);
  });
});

describe('what is written', () => {
  const POD =
    '{apiVersion: v1, kind: Pod, metadata: {name: web, namespace: shop}, spec: {containers: [{name: c, image: nginx}]}, status: {phase: Running, podIP: 1.2.3.4}}';

  test('makes its namespace, with a note, and comes without the status that its writer gave it', () => {
    const after = apply(POD);
    expect(names(after, 'Namespace')).toContain('shop');
    expect(after.admission).toMatchObject([
      { code: 'undeclared-namespace', severity: 'note', at: { file: 'test.yaml', line: 1 } },
    ]);
    expect(find(after, 'Pod', 'web', 'shop')).toMatchObject({ status: { podIP: expect.stringMatching(/^10\.244\./) } });
  });

  test('makes no note of a namespace that is declared with it, whatever the order', () => {
    expect(apply(`${POD}\n---\n{apiVersion: v1, kind: Namespace, metadata: {name: shop}}`).admission).toEqual([]);
  });

  test('keeps identity, node and address when it is written again', () => {
    const once = apply(POD);
    const twice = apply(POD.replace('{name: web,', '{name: web, labels: {app: web},'), once);
    expect(find(twice, 'Pod', 'web', 'shop')).toMatchObject({
      metadata: { labels: { app: 'web' }, uid: find(once, 'Pod', 'web', 'shop')?.metadata?.uid },
    });
    const placed = ({ state }: Simulation) => state.get('Pod', 'web', 'shop')?.object;
    expect(placed(twice)?.status?.podIP).toBe(placed(once)?.status?.podIP);
    expect(placed(twice)?.spec.nodeName).toBe(placed(once)?.spec.nodeName);
  });

  test('a pod that has ended stays ended, and takes no address', () => {
    const after = apply(POD.replace('phase: Running, podIP: 1.2.3.4', 'phase: Succeeded'));
    expect(find(after, 'Pod', 'web', 'shop')).toMatchObject({ status: { phase: 'Succeeded' } });
    expect(after.state.get('Pod', 'web', 'shop')?.object.status?.podIP).toBeUndefined();
  });

  test('a Service keeps its load balancer’s address, and others lose what they say of themselves', () => {
    const after = apply(
      '{apiVersion: v1, kind: Service, metadata: {name: lb}, spec: {type: LoadBalancer, ports: [{port: 80}]}, status: {loadBalancer: {ingress: [{ip: 192.0.2.5}]}}}\n---\n{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {replicas: 0, selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: x}]}}}, status: {replicas: 7}}',
    );
    expect(find(after, 'Service', 'lb')).toMatchObject({
      status: { loadBalancer: { ingress: [{ ip: '192.0.2.5' }] } },
    });
    expect(find(after, 'Deployment', 'web')).not.toMatchObject({ status: { replicas: 7 } });
  });

  test('a Node that is there keeps what its kubelet said', () => {
    const after = apply(
      '{apiVersion: v1, kind: Node, metadata: {name: worker-1, labels: {disk: ssd}}, spec: {unschedulable: true}}',
    );
    expect(after.state.get('Node', 'worker-1')?.object).toMatchObject({
      metadata: { labels: { disk: 'ssd', 'kubernetes.io/hostname': 'worker-1' } },
      spec: { unschedulable: true, podCIDR: '10.244.1.0/24' },
      status: { addresses: [{ address: '192.168.0.11' }, {}] },
    });
  });

  test('a Service that is rejected is not there, and says why', () => {
    const after = apply(
      '{apiVersion: v1, kind: Service, metadata: {name: taken}, spec: {clusterIP: 10.96.0.10, ports: [{port: 80}]}}',
    );
    expect(find(after, 'Service', 'taken')).toBeUndefined();
    expect(after.admission).toMatchObject([
      { severity: 'error', message: expect.stringContaining('already allocated') },
    ]);
  });
});

describe('what controllers make', () => {
  const workload = (spec: string) =>
    apply(
      `{apiVersion: apps/v1, kind: ReplicaSet, metadata: {name: web}, spec: {replicas: 1, selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: ${spec}}}}`,
    );
  const pod = (simulation: Simulation) => simulation.state.list('Pod', 'default')[0]?.object.spec;

  test('has the defaults that templates leave open', () => {
    expect(pod(workload('{containers: [{name: c, image: x, resources: {limits: {cpu: 1}}}]}'))).toMatchObject({
      enableServiceLinks: true,
      containers: [{ resources: { requests: { cpu: '1' } } }],
    });
    expect(
      pod(workload('{hostNetwork: true, containers: [{name: c, image: x, ports: [{containerPort: 80}]}]}')),
    ).toMatchObject({ containers: [{ ports: [{ containerPort: 80, hostPort: 80 }] }] });
  });

  test('leaves the template as it is', () => {
    const { state } = workload('{containers: [{name: c, image: x}]}');
    const { containers } = state.get('ReplicaSet', 'web', 'default')?.object.spec.template.spec ?? {};
    expect(containers).toEqual([expect.objectContaining({ name: 'c', image: 'x' })]);
    expect(containers?.[0]).not.toHaveProperty('resources.requests');
    expect(state.get('ReplicaSet', 'web', 'default')?.object.spec.template.spec).not.toHaveProperty('nodeName');
  });

  test('a successor has another name', () => {
    const before = workload('{containers: [{name: c, image: x}]}');
    const [first] = before.state.list('Pod', 'default');
    if (first === undefined) throw new Error('no pod');
    const after = changeCluster(before, [{ kind: 'delete', ref: first.ref }]);
    const [second] = after.state.list('Pod', 'default');
    expect(second?.ref.name).toMatch(/^web-[bcdfghjklmnpqrstvwxz2456789]{5}$/);
    expect(second?.ref.name).not.toBe(first.ref.name);
  });

  test('a namespace that is written is Active', () => {
    const after = apply('{apiVersion: v1, kind: Namespace, metadata: {name: shop}}');
    expect(after.state.get('Namespace', 'shop')?.object.status).toEqual({ phase: 'Active' });
  });
});

describe('rest', () => {
  test('a cluster at rest has nothing to do', () => {
    const after = apply(
      '{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: db}, spec: {replicas: 3, serviceName: db, selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: x}]}}}}',
    );
    const again = changeCluster(after, []);
    expect(after.state.list('Pod', 'default')).toHaveLength(3);
    expect(again.state).toBe(after.state);
  });

  test('two owners of one selector share no pods, and come to rest', () => {
    const rs = (name: string, replicas: number) =>
      `{apiVersion: apps/v1, kind: ReplicaSet, metadata: {name: ${name}}, spec: {replicas: ${replicas}, selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: x}]}}}}`;
    const after = apply(`${rs('one', 1)}\n---\n${rs('two', 2)}`);
    expect(after.state.list('Pod', 'default')).toHaveLength(3);
    expect(after.condition.map(({ code }) => code)).not.toContain('not-settled');
  });
});

test('a policy that is written again leaves the cluster at rest as it is: its objects, and what is wrong with it', () => {
  const policy = (port: number): string =>
    `{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p}, spec: {podSelector: {}, ingress: [{ports: [{port: ${port}}]}]}}`;
  const pod =
    '{apiVersion: v1, kind: Pod, metadata: {name: lost}, spec: {nodeSelector: {no: where}, containers: [{name: c, image: i}]}}';
  const before = apply(`${pod}\n---\n${policy(1)}`);
  const after = apply(policy(2), before);
  expect(before.condition.map(({ about }) => about?.name)).toContain('lost');
  expect(after.condition).toEqual(before.condition);
  expect(after.state.list('Pod')).toBe(before.state.list('Pod'));
  expect(find(after, 'NetworkPolicy', 'p')).toMatchObject({ spec: { ingress: [{ ports: [{ port: 2 }] }] } });
});

describe('pods whose template names a node', () => {
  const SELECTOR = 'selector: {matchLabels: {app: w}}, ';
  const workload = (kind: string, nodeName: string, more = ''): string =>
    `{kind: ${kind}, metadata: {name: w}, spec: {${more}template: {metadata: {labels: {app: w}}, spec: {nodeName: ${nodeName}, containers: [{name: c}]}}}}`;
  const told = ({ condition }: Simulation) => condition.map(({ code, message }) => `${code}: ${message}`);

  test.each([
    { kind: 'Deployment', more: `replicas: 100, ${SELECTOR}`, pods: 100 },
    { kind: 'ReplicaSet', more: `replicas: 2, ${SELECTOR}`, pods: 2 },
    { kind: 'ReplicationController', more: 'replicas: 2, selector: {app: w}, ', pods: 2 },
    { kind: 'StatefulSet', more: `replicas: 2, ${SELECTOR}`, pods: 1 },
    { kind: 'StatefulSet', more: `replicas: 2, podManagementPolicy: Parallel, ${SELECTOR}`, pods: 2 },
    { kind: 'Job', more: 'parallelism: 2, completions: 4, ', pods: 2 },
    { kind: 'Job', more: 'parallelism: 2, completions: 4, completionMode: Indexed, ', pods: 2 },
  ])('$kind with $more: one that is not there is told once', ({ kind, more, pods }) => {
    const cluster = apply(workload(kind, 'nowhere', more));
    expect(told(cluster)).toEqual([
      `pod-on-missing-node: the pods of ${kind} default/w are deleted and made again without end: there is no node nowhere`,
    ]);
    const made = cluster.state.list('Pod').filter(({ ref }) => ref.namespace === 'default');
    expect(made.map(({ object }) => object.status?.podIP ?? object.status?.phase)).toEqual(Array(pods).fill('Pending'));
    expect(told(apply(workload(kind, 'worker-1', more)))).toEqual([]);
  });

  test('a DaemonSet makes none for a node that is not there', () => {
    expect(told(apply(workload('DaemonSet', 'nowhere', SELECTOR)))).toEqual([]);
  });

  test('of a node that goes the running pods go too, and those in their place wait', () => {
    const before = apply(workload('Deployment', 'worker-1', `replicas: 1, ${SELECTOR}`));
    const spec = { ...testSpec, nodes: testSpec.nodes.filter(({ name }) => name !== 'worker-1') };
    const after = changeCluster(before, [{ kind: 'delete', ref: { kind: 'Node', name: 'worker-1' } }], spec);
    expect(told(after)).toContain(
      'pod-on-missing-node: the pods of Deployment default/w are deleted and made again without end: there is no node worker-1',
    );
    const own = ({ state }: Simulation) => state.list('Pod').filter(({ ref }) => ref.namespace === 'default');
    expect(own(after).map(({ object }) => object.status?.phase)).toEqual(['Pending']);
    expect(own(after).map(({ ref }) => ref.name)).not.toEqual(own(before).map(({ ref }) => ref.name));
  });
});
