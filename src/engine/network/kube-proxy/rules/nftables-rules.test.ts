import { expect, test } from 'vitest';
import type { ClusterSpec, Family } from '../../../model/index.ts';
import { stateOf, testSpec } from '../../../testing/index.ts';
import { compileServices, formatRules } from '../index.ts';

/** A Service with endpoints on two nodes; `spec` is lines of YAML. */
const service = (spec: string, endpoints: string = ENDPOINTS) => `
kind: Service
metadata: {name: svc1, namespace: ns1}
spec:
  clusterIP: 10.96.0.20
  ports: [{name: p80, port: 80, nodePort: 30080}]
${spec}
---
kind: EndpointSlice
metadata: {name: svc1-1, namespace: ns1, labels: {kubernetes.io/service-name: svc1}}
addressType: IPv4
ports: [{name: p80, port: 80}]
endpoints:
${endpoints}`;

const ENDPOINTS = `
- {addresses: [10.180.0.1], nodeName: worker-1}
- {addresses: [10.180.0.2], nodeName: worker-2}`;

interface Where {
  readonly proxy?: Partial<ClusterSpec['proxy']>;
  readonly network?: Partial<ClusterSpec['network']>;
  readonly family?: Family;
}

function rulesOf(yaml: string, { proxy, network, family = 4 }: Where = {}): readonly string[] {
  const spec = {
    ...testSpec,
    network: { ...testSpec.network, ...network },
    proxy: { ...testSpec.proxy, mode: 'nftables' as const, ...proxy },
  };
  const { table } = compileServices(stateOf(yaml, spec));
  return (formatRules(table, { node: 'worker-1', format: 'nftables', families: [family] }) ?? '').split('\n');
}

/** The rules of a chain, or the elements of a set or map. */
const inside = (rules: readonly string[], kind: 'rule' | 'element', name: string) => {
  const start = `add ${kind} ip kube-proxy ${name} `;
  return rules.filter((line) => line.startsWith(start)).map((line) => line.slice(start.length));
};

const BASE = 'ULMVA6XW-ns1/svc1/tcp/p80';
const ENDPOINT = '5OJB2KTY-ns1/svc1/tcp/p80__10.180.0.1/80';

test('the table is there before all else, and every object before the rules that speak of it', () => {
  const rules = rulesOf(service('  sessionAffinity: ClientIP'));
  expect(rules[1]).toBe('add table ip kube-proxy { comment "rules for kube-proxy" ; }');
  const made = new Set<string>();
  for (const line of rules.slice(1, -1)) {
    const [, kind, , , name = ''] = line.split(' ');
    if (kind !== 'rule' && kind !== 'element') made.add(name);
    else expect(made).toContain(name);
    for (const [, spoken = ''] of line.replace(/ comment ".*"/, '').matchAll(/ (?:goto |jump |@)(\S+)/g))
      expect(made).toContain(spoken);
  }
  expect(made.size).toBeGreaterThan(20);
});

test('filters run after translation, but for the source ranges', () => {
  const bases = rulesOf('').filter((line) => line.includes(' hook '));
  expect(bases.map((line) => line.slice('add chain ip kube-proxy '.length))).toEqual([
    'filter-prerouting-pre-dnat { type filter hook prerouting priority -110 ; }',
    'filter-output-pre-dnat { type filter hook output priority -110 ; }',
    'filter-input { type filter hook input priority 0 ; }',
    'filter-forward { type filter hook forward priority 0 ; }',
    'filter-output { type filter hook output priority 0 ; }',
    'nat-prerouting { type nat hook prerouting priority -100 ; }',
    'nat-output { type nat hook output priority -100 ; }',
    'nat-postrouting { type nat hook postrouting priority 100 ; }',
  ]);
});

test('a cluster IP leads to a chain that draws among the endpoints; the local one may be a hairpin', () => {
  const rules = rulesOf(service(''));
  expect(inside(rules, 'element', 'cluster-ips')).toEqual(['{ 10.96.0.20 }']);
  expect(inside(rules, 'element', 'service-ips')).toEqual([`{ 10.96.0.20 . tcp . 80 : goto service-${BASE} }`]);
  expect(inside(rules, 'rule', `service-${BASE}`)).toEqual([
    'meta l4proto tcp dnat ip addr . port to numgen random mod 2 map { 0 : 10.180.0.1 . 80 , 1 : 10.180.0.2 . 80 }',
  ]);
  expect(inside(rules, 'element', 'hairpin-connections')).toEqual(['{ 10.180.0.1 . 10.180.0.1 . tcp . 80 }']);
});

test('session affinity gives each endpoint a chain and a set of its clients', () => {
  const affinity = '  sessionAffinity: ClientIP\n  sessionAffinityConfig: {clientIP: {timeoutSeconds: 60}}';
  const rules = rulesOf(service(affinity, '- {addresses: [10.180.0.1]}'));
  expect(rules).toContain(
    `add set ip kube-proxy affinity-${ENDPOINT} { type ipv4_addr ; flags dynamic,timeout ; timeout 60s ; }`,
  );
  expect(inside(rules, 'rule', `service-${BASE}`)).toEqual([
    `ip saddr @affinity-${ENDPOINT} goto endpoint-${ENDPOINT}`,
    `numgen random mod 1 vmap { 0 : goto endpoint-${ENDPOINT} }`,
  ]);
  expect(inside(rules, 'rule', `endpoint-${ENDPOINT}`)).toEqual([
    `update @affinity-${ENDPOINT} { ip saddr }`,
    'meta l4proto tcp dnat to 10.180.0.1:80',
  ]);
});

test.each([
  ['nowhere', '- {addresses: [10.180.0.1], conditions: {ready: false}}', 'goto reject-chain', 0],
  ['on other nodes', '- {addresses: [10.180.0.2], nodeName: worker-2}', 'drop', 1],
])('a node port of the Local policy, with endpoints %s', (_, endpoints, verdict, led) => {
  const rules = rulesOf(service('  type: NodePort\n  externalTrafficPolicy: Local', endpoints));
  expect(inside(rules, 'element', 'no-endpoint-nodeports')).toEqual([
    `{ tcp . 30080 comment "ns1/svc1:p80" : ${verdict} }`,
  ]);
  expect(inside(rules, 'element', 'service-nodeports')).toHaveLength(led);
});

test('source ranges: all others are dropped before translation', () => {
  const balanced = `
  type: LoadBalancer
  loadBalancerSourceRanges: [203.0.113.0/25, 192.168.0.0/24]
status: {loadBalancer: {ingress: [{ip: 198.51.100.9}]}}`;
  const rules = rulesOf(service(balanced));
  expect(inside(rules, 'element', 'firewall-ips')).toEqual([`{ 198.51.100.9 . tcp . 80 : goto firewall-${BASE} }`]);
  expect(inside(rules, 'rule', `firewall-${BASE}`)).toEqual([
    'ip saddr != { 203.0.113.0/25 , 192.168.0.0/24 , 198.51.100.9 } drop',
  ]);
});

test.each([
  ['the primary address, if nothing else is said', [], 'ip daddr @nodeport-ips', ['{ 192.168.0.11 }']],
  ['loopback never', ['127.0.0.0/8'], 'ip daddr @nodeport-ips', []],
  ['everywhere else, if said so', ['0.0.0.0/0'], 'fib daddr type local ip daddr != 127.0.0.0/8', []],
])('node ports answer at %s', (_, nodePortAddresses, match, addresses) => {
  const rules = rulesOf('', { proxy: { nodePortAddresses } });
  expect(inside(rules, 'rule', 'services').at(-1)).toBe(`${match} meta l4proto . th dport vmap @service-nodeports`);
  expect(inside(rules, 'element', 'nodeport-ips')).toEqual(addresses);
});

test('of two Services that claim one external address, the first by name has it', () => {
  const claim = (name: string, clusterIP: string) => `
kind: Service
metadata: {name: ${name}}
spec: {clusterIP: ${clusterIP}, externalIPs: [198.51.100.7], ports: [{port: 80}]}
---
kind: EndpointSlice
metadata: {name: ${name}, labels: {kubernetes.io/service-name: ${name}}}
addressType: IPv4
ports: [{port: 80}]
endpoints: [{addresses: [10.180.0.1]}]
`;
  const rules = rulesOf(`${claim('b', '10.96.0.2')}---${claim('a', '10.96.0.1')}`);
  const led = inside(rules, 'element', 'service-ips').filter((element) => element.includes('198.51.100.7'));
  expect(led).toEqual([expect.stringMatching(/ : goto external-\w+-default\/a\/tcp\/ }$/)]);
});

test('IPv6 has a table of its own', () => {
  const network = { serviceCIDRs: ['10.96.0.0/12', 'fd00:96::/112'], podCIDRs: ['10.244.0.0/16', 'fd00::/64'] };
  const rules = rulesOf(service(''), { family: 6, network });
  expect(rules.slice(1).every((line) => line === '' || / ip6 kube-proxy/.test(line))).toBe(true);
  expect(rules.join('\n')).toContain('cluster-ips-check ip6 daddr { fd00:96::/112 } drop');
  expect(rules.join('\n')).not.toContain('10.96.0.20');
});
