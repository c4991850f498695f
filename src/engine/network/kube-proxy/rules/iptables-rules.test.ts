import { expect, test } from 'vitest';
import type { ClusterSpec } from '../../../model/index.ts';
import { stateOf, testSpec } from '../../../testing/index.ts';
import { compileServices, formatRules } from '../index.ts';

/** A Service with endpoints on two nodes; `spec` and `status` are lines of YAML. */
const service = (spec: string, endpoints: string = ENDPOINTS) => `
kind: Service
metadata: {name: svc1, namespace: ns1}
spec:
  clusterIP: 10.96.0.20
  ports: [{name: p80, port: 80, targetPort: 8080, nodePort: 30080}]
${spec}
---
kind: EndpointSlice
metadata: {name: svc1-1, namespace: ns1, labels: {kubernetes.io/service-name: svc1}}
addressType: IPv4
ports: [{name: p80, port: 8080}]
endpoints:
${endpoints}`;

const ENDPOINTS = `
- {addresses: [10.244.1.2], nodeName: worker-1}
- {addresses: [10.244.2.3], nodeName: worker-2}
- {addresses: [10.244.2.20], nodeName: worker-2}`;

interface Where {
  readonly node?: string;
  readonly proxy?: Partial<ClusterSpec['proxy']>;
}

function rulesOf(yaml: string, { node = 'worker-1', proxy = {} }: Where = {}): readonly string[] {
  const { table } = compileServices(stateOf(yaml, { ...testSpec, proxy: { ...testSpec.proxy, ...proxy } }));
  return (formatRules(table, { node, format: 'iptables', families: [4] }) ?? '').split('\n');
}

const chain = (rules: readonly string[], name: string) =>
  rules.filter((line) => line.startsWith(`-A ${name} `)).map((line) => line.slice(`-A ${name} `.length));

const SVC = 'KUBE-SVC-XPGD46QRK7WJZT7O';
const EXT = 'KUBE-EXT-XPGD46QRK7WJZT7O';

test('the tables, their built-in chains and the jumps from these come as kube-proxy and the kubelet leave them', () => {
  const rules = rulesOf('');
  expect(rules.slice(1, 12)).toEqual([
    '*filter',
    ':INPUT ACCEPT [0:0]',
    ':FORWARD ACCEPT [0:0]',
    ':OUTPUT ACCEPT [0:0]',
    ':KUBE-SERVICES - [0:0]',
    ':KUBE-EXTERNAL-SERVICES - [0:0]',
    ':KUBE-FORWARD - [0:0]',
    ':KUBE-NODEPORTS - [0:0]',
    ':KUBE-PROXY-FIREWALL - [0:0]',
    ':KUBE-FIREWALL - [0:0]',
    '-A INPUT -m conntrack --ctstate NEW -m comment --comment "kubernetes load balancer firewall" -j KUBE-PROXY-FIREWALL',
  ]);
  expect(chain(rules, 'PREROUTING')).toEqual(['-m comment --comment "kubernetes service portals" -j KUBE-SERVICES']);
  expect(chain(rules, 'KUBE-MARK-MASQ')).toEqual(['-j MARK --or-mark 0x4000']);
  expect(rules.filter((line) => line === 'COMMIT')).toHaveLength(2);
});

test('three endpoints get a third, half of the rest, and the rest', () => {
  const rules = rulesOf(service(''));
  expect(chain(rules, SVC)).toEqual([
    '-m comment --comment "ns1/svc1:p80 cluster IP" -m tcp -p tcp -d 10.96.0.20 --dport 80 ! -s 10.244.0.0/16 -j KUBE-MARK-MASQ',
    expect.stringMatching(
      /^-m comment --comment "ns1\/svc1:p80 -> 10\.244\.1\.2:8080" -m statistic --mode random --probability 0\.3333333333 -j KUBE-SEP-/,
    ),
    expect.stringMatching(
      /-> 10\.244\.2\.20:8080" -m statistic --mode random --probability 0\.5000000000 -j KUBE-SEP-/,
    ),
    expect.stringMatching(/^-m comment --comment "ns1\/svc1:p80 -> 10\.244\.2\.3:8080" -j KUBE-SEP-/),
  ]);
});

test('an endpoint translates, and marks what it sends to itself', () => {
  const rules = rulesOf(service(''));
  const sep = /KUBE-SEP-\w+$/.exec(chain(rules, SVC)[1] ?? '')?.[0] ?? '';
  expect(chain(rules, sep)).toEqual([
    '-m comment --comment ns1/svc1:p80 -s 10.244.1.2 -j KUBE-MARK-MASQ',
    '-m comment --comment ns1/svc1:p80 -m tcp -p tcp -j DNAT --to-destination 10.244.1.2:8080',
  ]);
});

test('session affinity asks for the client first, and notes it last', () => {
  const affinity = '  sessionAffinity: ClientIP\n  sessionAffinityConfig: {clientIP: {timeoutSeconds: 60}}';
  const rules = rulesOf(service(affinity, '- {addresses: [10.244.1.2]}'));
  const sep = /KUBE-SEP-\w+$/.exec(chain(rules, SVC)[1] ?? '')?.[0] ?? '';
  const about = '-m comment --comment "ns1/svc1:p80 -> 10.244.1.2:8080"';
  expect(chain(rules, SVC).slice(1)).toEqual([
    `${about} -m recent --name ${sep} --rcheck --seconds 60 --reap -j ${sep}`,
    `${about} -j ${sep}`,
  ]);
  expect(chain(rules, sep)[1]).toContain(`-m recent --name ${sep} --set -m tcp -p tcp -j DNAT`);
});

test.each([
  ['masqueradeAll masks no source', { masqueradeAll: true }, /--dport 80 -j KUBE-MARK-MASQ$/],
  ['the cluster CIDR tells pods', {}, /--dport 80 ! -s 10\.244\.0\.0\/16 -j KUBE-MARK-MASQ$/],
  ["the node's own block does, in NodeCIDR mode", { detectLocalMode: 'NodeCIDR' }, / ! -s 10\.244\.1\.0\/24 -j /],
  ['without detection nothing is masqueraded', { detectLocalMode: 'None' }, /-> 10\.244\.1\.2:8080/],
] as const)('to a cluster IP: %s', (_, proxy, first) => {
  expect(chain(rulesOf(service(''), { proxy }), SVC)[0]).toMatch(first);
});

test('externalTrafficPolicy Local: pods and the node are led anywhere, all others to local endpoints', () => {
  const rules = rulesOf(service('  type: NodePort\n  externalTrafficPolicy: Local'));
  expect(chain(rules, EXT)).toEqual([
    `-m comment --comment "pod traffic for ns1/svc1:p80 external destinations" -s 10.244.0.0/16 -j ${SVC}`,
    '-m comment --comment "masquerade LOCAL traffic for ns1/svc1:p80 external destinations" -m addrtype --src-type LOCAL -j KUBE-MARK-MASQ',
    `-m comment --comment "route LOCAL traffic for ns1/svc1:p80 external destinations" -m addrtype --src-type LOCAL -j ${SVC}`,
    `-j ${SVC.replace('SVC', 'SVL')}`,
  ]);
  expect(chain(rules, SVC.replace('SVC', 'SVL'))).toHaveLength(1);
});

test.each([
  ['no endpoints at all', '- {addresses: [10.244.1.2], conditions: {ready: false}}', 'has no endpoints', 'REJECT'],
  ['none on this node', '- {addresses: [10.244.2.3], nodeName: worker-2}', 'has no local endpoints', 'DROP'],
])('externalTrafficPolicy Local with %s: a node port is turned away', (_, endpoints, why, target) => {
  const rules = rulesOf(service('  type: NodePort\n  externalTrafficPolicy: Local', endpoints));
  expect(chain(rules, 'KUBE-EXTERNAL-SERVICES')).toEqual([
    `-m comment --comment "ns1/svc1:p80 ${why}" -m addrtype --dst-type LOCAL -m tcp -p tcp --dport 30080 -j ${target}`,
  ]);
});

test('source ranges open a load balancer address to some, and to the node that one of them holds', () => {
  const balanced = `
  type: LoadBalancer
  loadBalancerSourceRanges: [203.0.113.0/25, 192.168.0.0/24]
status: {loadBalancer: {ingress: [{ip: 198.51.100.9}]}}`;
  const rules = rulesOf(service(balanced));
  const firewall = SVC.replace('SVC', 'FW');
  const about = '-m comment --comment "ns1/svc1:p80 loadbalancer IP"';
  expect(chain(rules, firewall)).toEqual([
    `${about} -s 203.0.113.0/25 -j ${EXT}`,
    `${about} -s 192.168.0.0/24 -j ${EXT}`,
    `${about} -s 198.51.100.9 -j ${EXT}`,
    '-m comment --comment "other traffic to ns1/svc1:p80 will be dropped by KUBE-PROXY-FIREWALL"',
  ]);
  expect(chain(rules, 'KUBE-PROXY-FIREWALL')).toEqual([
    `-m comment --comment "ns1/svc1:p80 traffic not accepted by ${firewall}" -m tcp -p tcp -d 198.51.100.9 --dport 80 -j DROP`,
  ]);
});

test.each([
  ['every local address', {}, ['-m addrtype --dst-type LOCAL']],
  ['without localhostNodePorts', { localhostNodePorts: false }, ['-m addrtype --dst-type LOCAL ! -d 127.0.0.0/8']],
  ['primary', { nodePortAddresses: ['primary'] }, ['-d 192.168.0.11']],
  ['a CIDR', { nodePortAddresses: ['127.0.0.0/8', '192.168.0.0/24'] }, ['-d 127.0.0.1', '-d 192.168.0.11']],
] as const)('node ports answer at: %s', (_, proxy, destinations) => {
  const note = '"kubernetes service nodeports; NOTE: this must be the last rule in this chain"';
  const last = chain(rulesOf(service(''), { proxy }), 'KUBE-SERVICES').filter((rule) => rule.includes(note));
  expect(last).toEqual(destinations.map((each) => `-m comment --comment ${note} ${each} -j KUBE-NODEPORTS`));
});

test('localhost node ports bring the rule against martians; without them it is not there', () => {
  expect(chain(rulesOf(''), 'KUBE-FIREWALL')).toHaveLength(1);
  expect(chain(rulesOf('', { proxy: { localhostNodePorts: false } }), 'KUBE-FIREWALL')).toEqual([]);
});

test.each([
  [1000, true],
  [1001, false],
])('with %i endpoints the endpoints have comments: %s', (count, commented) => {
  const many = Array.from({ length: count }, (_, index) => `- {addresses: [10.244.${index >> 8}.${index & 255}]}`);
  const rules = rulesOf(service('', many.join('\n')));
  expect(chain(rules, SVC)[1]?.startsWith('-m comment')).toBe(commented);
  expect(chain(rules, SVC)[0]?.startsWith('-m comment')).toBe(true);
});

test('a health check node port is let in', () => {
  const balanced = '  type: LoadBalancer\n  externalTrafficPolicy: Local\n  healthCheckNodePort: 32000';
  expect(chain(rulesOf(service(balanced)), 'KUBE-NODEPORTS')[0]).toBe(
    '-m comment --comment "ns1/svc1:p80 health check node port" -m tcp -p tcp --dport 32000 -j ACCEPT',
  );
});
