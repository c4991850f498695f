import { expect, test } from 'vitest';
import type { ClusterSpec } from '../../model/index.ts';
import { nodeOf, resourcesOf, stateOf, testSpec } from '../../testing/index.ts';
import { assignPodIPs } from './assign-pod-ips.ts';
import { freshIpam } from './ipam-state.ts';

const nodes = `
{kind: Node, metadata: {name: worker-1}, spec: {podCIDRs: [10.244.1.0/24]}, status: {addresses: [{type: InternalIP, address: 192.168.0.11}]}}
---
{kind: Node, metadata: {name: worker-2}, spec: {podCIDRs: [10.244.2.0/24]}}
---
`;

function podOn(node: string, name: string, rest = ''): string {
  return `{kind: Pod, metadata: {name: ${name}}, spec: {nodeName: ${node}}${rest}}\n---\n`;
}

function ipsOf(state: ReturnType<typeof stateOf>): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(state.list('Pod').map(({ ref, object }) => [ref.name, object.status?.podIP]));
}

function assigned(yaml: string, spec: ClusterSpec = testSpec) {
  const state = stateOf(yaml, spec);
  const result = assignPodIPs(state, freshIpam);
  return { ...result, after: state.apply(result.changes) };
}

test('the first pods of a node take .2 and .3, whatever the order of the documents', () => {
  const { after } = assigned(nodes + podOn('worker-1', 'b') + podOn('worker-2', 'c') + podOn('worker-1', 'a'));
  expect(ipsOf(after)).toEqual({ a: '10.244.1.2', b: '10.244.1.3', c: '10.244.2.2' });
});

test('status tells the addresses of pod and node', () => {
  const { after } = assigned(nodes + podOn('worker-1', 'a'));
  expect(after.get('Pod', 'a', 'default')?.object.status).toEqual({
    podIP: '10.244.1.2',
    podIPs: [{ ip: '10.244.1.2' }],
    hostIP: '192.168.0.11',
    hostIPs: [{ ip: '192.168.0.11' }],
  });
});

test('a hostNetwork pod has the address of its node and takes none', () => {
  const host = '{kind: Pod, metadata: {name: a}, spec: {nodeName: worker-1, hostNetwork: true}}\n---\n';
  expect(ipsOf(assigned(nodes + host + podOn('worker-1', 'b')).after)).toEqual({ a: '192.168.0.11', b: '10.244.1.2' });
});

test.each([
  { pod: 'is not bound', yaml: '{kind: Pod, metadata: {name: a}, spec: {}}' },
  { pod: 'is on an unknown node', yaml: podOn('nowhere', 'a') },
  { pod: 'has failed', yaml: podOn('worker-1', 'a', ', status: {phase: Failed}') },
  {
    pod: 'is terminating',
    yaml: '{kind: Pod, metadata: {name: a, deletionTimestamp: "2026-01-01T00:00:00Z"}, spec: {nodeName: worker-1}}',
  },
])('a pod that $pod gets no address', ({ yaml }) => {
  expect(assigned(nodes + yaml)).toMatchObject({ changes: [], diagnostics: [] });
});

test('a node that is down gives no addresses', () => {
  const spec = { ...testSpec, nodes: [nodeOf({ name: 'worker-1', up: false })] };
  expect(ipsOf(assigned(nodes + podOn('worker-1', 'a') + podOn('worker-2', 'b'), spec).after)).toEqual({
    a: undefined,
    b: '10.244.2.2',
  });
});

test.each([
  { allocator: 'host-local', ip: '10.244.1.3' },
  { allocator: 'lowest-free', ip: '10.244.1.2' },
] as const)('after .2 is released, $allocator gives $ip', ({ allocator, ip }) => {
  const state = stateOf(nodes + podOn('worker-1', 'a'), {
    ...testSpec,
    network: { ...testSpec.network, allocator },
  });
  const first = assignPodIPs(state, freshIpam);
  const released = state.apply([{ kind: 'delete', ref: { kind: 'Pod', namespace: 'default', name: 'a' } }]);
  const [b] = resourcesOf(podOn('worker-1', 'b'));
  if (b === undefined) throw new Error('no pod');
  const next = released.apply([{ kind: 'put', resource: b }]);
  expect(ipsOf(next.apply(assignPodIPs(next, first.state).changes))).toEqual({ b: ip });
});

test('a finished pod has given its address back', () => {
  const done = podOn('worker-1', 'a', ', status: {phase: Succeeded, podIP: 10.244.1.2}');
  expect(ipsOf(assigned(nodes + done + podOn('worker-1', 'b')).after)['b']).toBe('10.244.1.2');
});

test('dual stack gives an address of each family, the family of the node first', () => {
  const node = `{kind: Node, metadata: {name: n}, spec: {podCIDRs: ["fd00::/64", 10.0.0.0/24]}, status: {addresses: [{type: InternalIP, address: 192.168.0.1}, {type: InternalIP, address: "fd01::1"}]}}\n---\n`;
  const { after } = assigned(node + podOn('n', 'a'));
  expect(after.get('Pod', 'a', 'default')?.object.status).toMatchObject({
    podIPs: [{ ip: '10.0.0.2' }, { ip: 'fd00::2' }],
    hostIPs: [{ ip: '192.168.0.1' }, { ip: 'fd01::1' }],
  });
});

test.each([
  {
    cidr: '10.0.0.0/30',
    code: 'pod-addresses-exhausted',
    message: 'failed to allocate for range 0: no IP addresses available in range set: 10.0.0.1-10.0.0.2',
    ips: { a: '10.0.0.2', b: undefined },
  },
  {
    cidr: '10.0.0.0/31',
    code: 'pod-cidr-too-small',
    message: 'Network 10.0.0.0/31 too small to allocate from',
    ips: { a: undefined, b: undefined },
  },
])('a node with $cidr runs out: $code', ({ cidr, code, message, ips }) => {
  const node = `{kind: Node, metadata: {name: n}, spec: {podCIDRs: [${cidr}]}}\n---\n`;
  const { after, diagnostics } = assigned(node + podOn('n', 'a') + podOn('n', 'b'));
  expect(ipsOf(after)).toEqual(ips);
  expect(diagnostics.at(-1)).toMatchObject({ code, message, about: { name: 'b' }, at: { line: 5 } });
});

test.each([
  { plugin: 'flannel', message: /^loadFlannelSubnetEnv failed/ },
  { plugin: 'calico', message: /NetworkPluginNotReady/ },
])('without a pod CIDR on its node, a pod of $plugin waits', ({ plugin, message }) => {
  const spec = { ...testSpec, network: { ...testSpec.network, plugin } };
  const { diagnostics } = assigned(`{kind: Node, metadata: {name: n}}\n---\n${podOn('n', 'a')}`, spec);
  expect(diagnostics).toMatchObject([{ code: 'pod-network-not-ready', message: expect.stringMatching(message) }]);
});

test('without a network plugin no pod gets an address, whatever the node has', () => {
  const spec = { ...testSpec, network: { ...testSpec.network, plugin: 'none' } };
  const { after, diagnostics } = assigned(
    `{kind: Node, metadata: {name: n}, spec: {podCIDRs: [10.0.0.0/24]}}\n---\n${podOn('n', 'a')}`,
    spec,
  );
  expect(ipsOf(after)).toEqual({ a: undefined });
  expect(diagnostics).toMatchObject([{ message: expect.stringMatching(/cni plugin not initialized/) }]);
});

test('one family used up leaves the other untouched', () => {
  const node = '{kind: Node, metadata: {name: n}, spec: {podCIDRs: ["fd00::/64", 10.0.0.0/30]}}\n---\n';
  const { state, after } = assigned(node + podOn('n', 'a') + podOn('n', 'b'));
  expect(assignPodIPs(after, state)).toMatchObject({ changes: [], state });
});
