import { describe, expect, test } from 'vitest';
import type { ProxySpec } from '../../model/index.ts';
import { address, decidersTold, packetOf, stateOf, testSpec } from '../../testing/index.ts';
import type { Entry, Translation } from './index.ts';
import { compileServices, keepAffinity, translate } from './index.ts';

const manifests = `
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec:
  type: LoadBalancer
  clusterIP: 10.96.0.20
  externalIPs: [198.51.100.7]
  loadBalancerSourceRanges: [203.0.113.0/25, 192.168.0.0/28]
  selector: {app: web}
  ports:
    - {name: http, port: 80, targetPort: 8080, nodePort: 30080}
    - {name: dns, port: 53, protocol: UDP, targetPort: 5353, nodePort: 30053}
status: {loadBalancer: {ingress: [{ip: 203.0.113.200}, {ip: 203.0.113.201, ipMode: Proxy}]}}
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: web-1, namespace: shop, labels: {kubernetes.io/service-name: web}}
addressType: IPv4
ports: [{name: http, port: 8080}, {name: dns, port: 5353, protocol: UDP}]
endpoints:
  - {addresses: [10.244.1.2], nodeName: worker-1, targetRef: {kind: Pod, name: web-a, namespace: shop}}
  - {addresses: [10.244.1.10], nodeName: worker-1}
  - {addresses: [10.244.2.2], nodeName: worker-2}
---
apiVersion: v1
kind: Service
metadata: {name: sticky}
spec:
  type: NodePort
  clusterIP: 10.96.0.21
  sessionAffinity: ClientIP
  sessionAffinityConfig: {clientIP: {timeoutSeconds: 600}}
  ports: [{port: 80, nodePort: 30081}]
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: sticky-1, labels: {kubernetes.io/service-name: sticky}}
addressType: IPv4
ports: [{name: '', port: 80}]
endpoints: [{addresses: [10.244.1.2]}, {addresses: [10.244.2.2]}]
`;

const POD = '10.244.1.7';
const NODE = '192.168.0.11';
const OUTSIDE = '203.0.113.9';
const BLOCKED = '203.0.113.130';

interface Question {
  readonly from: string;
  readonly to: string;
  readonly port: number;
  readonly protocol?: 'TCP' | 'UDP' | 'SCTP';
  readonly proxy?: Partial<ProxySpec>;
}

function ask({ from, to, port, protocol = 'TCP', proxy = {} }: Question): Translation {
  const { table } = compileServices(stateOf(manifests, { ...testSpec, proxy: { ...testSpec.proxy, ...proxy } }));
  const at: Entry = {
    node: 'worker-1',
    from: from === NODE ? 'node' : from.startsWith('10.244.1.') ? 'pod' : 'outside',
  };
  return translate(table, packetOf({ source: from, destination: to, port, protocol }), at);
}

function summary(translation: Translation): string {
  if (translation.kind === 'not-handled') return 'not handled';
  if (translation.kind === 'end') return `${translation.outcome} ${translation.decision.reason.code}`;
  const { via, branches, masquerade } = translation;
  return `${via} x${branches.length}${masquerade ? ' masqueraded' : ''}`;
}

describe('the address decides the way in', () => {
  test.each([
    // a cluster IP keeps the source of pods, and of nobody else
    { from: POD, to: '10.96.0.20', port: 80, is: 'ClusterIP x3' },
    { from: NODE, to: '10.96.0.20', port: 80, is: 'ClusterIP x3 masqueraded' },
    { from: OUTSIDE, to: '10.96.0.20', port: 80, is: 'ClusterIP x3 masqueraded' },
    // each protocol of a port is a port of its own
    { from: POD, to: '10.96.0.20', port: 53, protocol: 'UDP' as const, is: 'ClusterIP x3' },
    { from: POD, to: '10.96.0.20', port: 53, is: 'not handled' },
    // everything else is masqueraded by the Cluster policy, pods too
    { from: OUTSIDE, to: '198.51.100.7', port: 80, is: 'ExternalIP x3 masqueraded' },
    { from: POD, to: '198.51.100.7', port: 80, is: 'ExternalIP x3 masqueraded' },
    { from: OUTSIDE, to: NODE, port: 30080, is: 'NodePort x3 masqueraded' },
    { from: OUTSIDE, to: NODE, port: 80, is: 'not handled' },
    // another node's address is no address of this node
    { from: POD, to: '192.168.0.12', port: 30080, is: 'not handled' },
    { from: OUTSIDE, to: '203.0.113.200', port: 80, is: 'LoadBalancer x3 masqueraded' },
    // ipMode Proxy: the traffic really goes to the load balancer
    { from: OUTSIDE, to: '203.0.113.201', port: 80, is: 'not handled' },
  ])('$from to $to:$port is $is', ({ is, ...question }) => {
    expect(summary(ask(question))).toBe(is);
  });
});

describe('loadBalancerSourceRanges guard the load balancer address alone', () => {
  test.each([
    { from: BLOCKED, to: '203.0.113.200', port: 80, is: 'timeout source-range' },
    { from: POD, to: '203.0.113.200', port: 80, is: 'timeout source-range' },
    { from: NODE, to: '203.0.113.200', port: 80, is: 'LoadBalancer x3 masqueraded' },
    // the node lies in a range, so its own traffic that loops back by the address is let in
    { from: '203.0.113.200', to: '203.0.113.200', port: 80, is: 'LoadBalancer x3 masqueraded' },
    { from: BLOCKED, to: NODE, port: 30080, is: 'NodePort x3 masqueraded' },
    { from: BLOCKED, to: '198.51.100.7', port: 80, is: 'ExternalIP x3 masqueraded' },
  ])('$from to $to:$port is $is', ({ is, ...question }) => {
    expect(summary(ask(question))).toBe(is);
  });
});

describe('whose source is rewritten', () => {
  test.each([
    { proxy: { masqueradeAll: true }, from: POD, is: 'ClusterIP x3 masqueraded' },
    { proxy: { detectLocalMode: 'None' as const }, from: OUTSIDE, is: 'ClusterIP x3' },
    { proxy: { detectLocalMode: 'NodeCIDR' as const }, from: POD, is: 'ClusterIP x3' },
    { proxy: { detectLocalMode: 'NodeCIDR' as const }, from: '10.244.2.9', is: 'ClusterIP x3 masqueraded' },
    { proxy: { detectLocalMode: 'ClusterCIDR' as const }, from: '10.244.2.9', is: 'ClusterIP x3' },
  ])('$proxy: $from is $is', ({ is, from, proxy }) => {
    expect(summary(ask({ from, to: '10.96.0.20', port: 80, proxy }))).toBe(is);
  });

  test('a pod that reaches itself is masqueraded, and only in that branch', () => {
    const translation = ask({ from: '10.244.1.2', to: '10.96.0.20', port: 80 });
    expect(translation).toMatchObject({
      masquerade: false,
      branches: [
        { destination: { ip: { text: '10.244.1.10' } }, masquerade: false },
        { destination: { ip: { text: '10.244.1.2' } }, masquerade: true },
        { destination: { ip: { text: '10.244.2.2' } }, masquerade: false },
      ],
    });
  });

  test.each([
    ['iptables', true],
    ['nftables', false],
  ] as const)('%s masquerades what reaches itself at an endpoint without a node: %s', (mode, masquerade) => {
    const translation = ask({ from: '10.244.1.2', to: '10.96.0.21', port: 80, proxy: { mode } });
    expect(translation).toMatchObject({ branches: [{ destination: { ip: { text: '10.244.1.2' } }, masquerade }, {}] });
  });
});

test('a branch says what becomes of the packet, by which line, and who is behind it', () => {
  const translation = ask({ from: POD, to: '10.96.0.20', port: 80 });
  expect(translation).toMatchObject({ service: { name: 'web' }, servicePort: { name: 'http' } });
  const branch = translation.kind === 'branches' ? translation.branches[1] : undefined;
  expect(branch).toMatchObject({
    probability: 1 / 3,
    endpoint: {
      ip: { text: '10.244.1.2' },
      port: 8080,
      nodeName: 'worker-1',
      targetRef: { kind: 'Pod', name: 'web-a' },
    },
    decision: {
      action: 'rewrite',
      reason: { code: 'service-endpoint', text: '10.96.0.20:80 becomes 10.244.1.2:8080' },
      rule: { ref: { kind: 'Service', namespace: 'shop', name: 'web' }, path: ['spec', 'ports', 0] },
    },
  });
});

test.each([
  { from: POD, to: '10.96.0.20', port: 80, deciders: 'decides Service shop/web spec.ports[0]' },
  { from: OUTSIDE, to: NODE, port: 30080, deciders: 'decides Service shop/web spec.ports[0]' },
  { from: POD, to: '10.96.0.20', port: 53, protocol: 'UDP', deciders: 'decides Service shop/web spec.ports[1]' },
  // an address of a Service refuses a port that it does not have, by what the Service lists
  { from: POD, to: '10.96.0.20', port: 99, deciders: '' },
  { from: BLOCKED, to: '203.0.113.200', port: 80, deciders: 'decides Service shop/web spec.ports[0]' },
] as const)('from $from to $to:$port $deciders', ({ deciders, ...question }) => {
  const translation = ask(question);
  const decisions =
    translation.kind === 'branches'
      ? translation.branches.map(({ decision }) => decision)
      : translation.kind === 'end'
        ? [translation.decision]
        : [];
  expect([...new Set(decisions.flatMap(decidersTold))].join()).toBe(deciders);
});

describe('session affinity', () => {
  const clusterIP = ask({ from: POD, to: '10.96.0.21', port: 80 });

  test('a fresh client may get every endpoint, and is then kept to one', () => {
    expect(clusterIP).toMatchObject({ affinity: { kind: 'ClientIP', timeoutSeconds: 600 } });
    if (clusterIP.kind !== 'branches') throw new Error('no branches');
    expect(clusterIP.branches).toHaveLength(2);
    expect(keepAffinity(clusterIP, { ip: address('10.244.2.2'), port: 80 }).branches).toMatchObject([
      { probability: 1, destination: { ip: { text: '10.244.2.2' } } },
    ]);
    expect(keepAffinity(clusterIP, { ip: address('10.244.9.9'), port: 80 }).branches).toHaveLength(2);
  });

  test.each([
    { mode: 'iptables' as const, same: true },
    { mode: 'nftables' as const, same: true },
    { mode: 'ipvs' as const, same: false },
  ])('$mode remembers a client by Service port, whichever address it asks: $same', ({ mode, same }) => {
    const keys = [
      { to: '10.96.0.21', port: 80 },
      { to: NODE, port: 30081 },
    ].map((target) => {
      const translation = ask({ from: POD, ...target, proxy: { mode } });
      return translation.kind === 'branches' ? translation.affinity?.key : undefined;
    });
    expect(keys[0]).toBeDefined();
    expect(keys[0] === keys[1]).toBe(same);
  });

  test('without it there is no affinity', () => {
    expect(ask({ from: POD, to: '10.96.0.20', port: 80 })).not.toHaveProperty('affinity');
  });
});
