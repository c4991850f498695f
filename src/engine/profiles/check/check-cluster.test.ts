import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { formatFieldPath } from '../../model/index.ts';
import { readCluster } from '../index.ts';

const NODE = 'nodes: [{name: n}]';

/** `code path` of every problem of a cluster of one node, unless the text has nodes of its own. */
function problemsOf(text: string): readonly string[] {
  const spec = parse(`{${text.includes('nodes:') || text.includes('extends:') ? text : `${text}, ${NODE}`}}`);
  const { problems } = readCluster({ apiVersion: 'curlew.dev/v1', kind: 'Cluster', metadata: { name: 'c' }, spec });
  return problems.map(({ code, path }) => `${code} ${formatFieldPath(path)}`);
}

const network = (fields: string): string => `network: {${fields}}`;
const nodes = (...items: readonly string[]): string => `nodes: [${items.map((item) => `{${item}}`).join(', ')}]`;
const dual = 'podCIDR: "10.244.0.0/16,fd00:10:244::/56"';

test.each([
  NODE,
  'kubernetesVersion: "1.9"',
  network('podCIDR: 10.0.0.0/16, serviceCIDR: 10.1.0.0/16'),
  network(`${dual}, serviceCIDR: "10.96.0.0/16,fd00:10:96::/112"`),
  // Dual-stack pods do not ask for dual-stack Services.
  network(`${dual}, serviceCIDR: 10.96.0.0/16`),
  network('podCIDR: "fd00:10:244::/56", serviceCIDR: "fd00:10:96::/112"'),
  'kubernetesVersion: "1.33", network: {serviceCIDR: 10.0.0.0/12, podCIDR: 192.168.128.0/17}',
  'kubernetesVersion: "1.34", network: {serviceCIDR: 10.0.0.0/8, podCIDR: 192.168.128.0/17}',
  'kubernetesVersion: "1.34", network: {podCIDR: "fd00:10:244::/56", serviceCIDR: "fd00:10:96::/64"}',
  `${network('serviceCIDR: 10.96.0.0/29')}, dns: {serviceIP: 10.96.0.2}`,
  network('nodeCIDRMaskSizeIPv4: 16'),
  network('nodeCIDRMaskSizeIPv4: 30'),
  network('nodePortRange: 1-65535'),
  network('loadBalancer: none'),
  network('loadBalancer: localhost'),
  'ignoredKinds: [AccessPolicy.example.com, Thing.a.b-c]',
  network('loadBalancer: {pool: 192.168.0.240/28}'),
  network('plugin: cilium'),
  network('plugin: homemade, policies: {networkPolicy: false}'),
  network('plugin: homemade, policies: {enforced: []}'),
  // What the profile switched is another file's word.
  `extends: eks, ${network('policies: {enforced: [NetworkPolicy]}')}`,
  network('plugin: flannel, podCIDR: 172.30.0.0/16'),
  'dns: {serviceIP: 10.96.0.2}',
  'dns: {installed: false, serviceIP: 10.0.0.1}',
  'proxy: {nodePortAddresses: [primary]}',
  'proxy: {nodePortAddresses: [192.168.0.0/24, 10.0.0.0/8]}',
  nodes('name: a', 'name: b, address: 192.168.0.10', 'name: c.example.com'),
  nodes('name: a, podCIDR: 10.244.0.0/30', 'name: b, podCIDR: 10.244.0.4/30'),
  nodes('name: a, roles: [control-plane, etcd], labels: {example.com/team: "", rack: R-1}'),
  nodes('name: a, taints: [{key: example.com/gpu, value: "yes", effect: PreferNoSchedule}]'),
  nodes('name: a, capacity: {cpu: 1500m, pods: 30, example.com/gpu: 0}'),
  'images: [{name: bitnami/mariadb, listens: ["3306", 8080/TCP, 53/udp]}]',
  'externalHosts: [{name: example.com, addresses: [203.0.113.10, "2001:db8::1"], listens: [443/TCP]}]',
  'externalHosts: [{name: example.com, addresses: [192.168.0.10]}]',
  'externalHosts: [{name: "*.lab.example", addresses: [203.0.113.10]}]',
  'nameservers: [{address: 10.0.0.53, zones: [corp.example]}, {address: 10.0.0.53, otherwise: SERVFAIL}]',
  'dns: {namespace: openshift-dns, labels: {a.b/c: d}, targetPort: 5353, nodeLocal: true, address: 169.254.25.10}',
])('%s is right', (text) => {
  expect(problemsOf(text)).toEqual([]);
});

test.each([
  [
    network('policies: {enforced: [NetworkPolicy], networkPolicy: true}'),
    'policies-said-twice spec.network.policies.networkPolicy',
  ],
  [
    network('policies: {enforced: [], adminNetworkPolicy: true}'),
    'policies-said-twice spec.network.policies.adminNetworkPolicy',
  ],
])('policies: %s', (text, problem) => {
  expect(problemsOf(text)).toEqual([problem]);
});

test.each([
  ['extends: minikub', 'unknown-profile spec.extends'],
  ['kubernetesVersion: latest', 'version-malformed spec.kubernetesVersion'],
  ['kubernetesVersion: "1.33.4"', 'version-malformed spec.kubernetesVersion'],
  ['ignoredKinds: [accesspolicy]', 'kind-malformed spec.ignoredKinds[0]'],
  ['ignoredKinds: [A.b, AccessPolicy]', 'kind-malformed spec.ignoredKinds[1]'],
])('version, profile and kinds: %s', (text, problem) => {
  expect(problemsOf(text)).toEqual([problem]);
});

test.each([
  [network('podCIDR: 10.244.0.0'), 'cidr-malformed spec.network.podCIDR'],
  [network('podCIDR: 10.244.0.0/33'), 'cidr-malformed spec.network.podCIDR'],
  [network('podCIDR: 010.244.0.0/16'), 'cidr-malformed spec.network.podCIDR'],
  [network('podCIDR: 10.244.1.0/16'), 'cidr-host-bits spec.network.podCIDR'],
  [network('podCIDR: "10.244.0.0/16,10.245.0.0/16"'), 'cidr-pair spec.network.podCIDR'],
  [network('podCIDR: "10.244.0.0/16,fd00::/56,fd01::/56"'), 'cidr-pair spec.network.podCIDR'],
  [network('podCIDR: 10.96.128.0/17'), 'ranges-overlap spec.network.serviceCIDR'],
  [network('serviceCIDR: "10.96.0.0/12,fd00:10:96::/112"'), 'families-differ spec.network.serviceCIDR'],
  [network('loadBalancer: {pool: 10.97.0.0/24}'), 'ranges-overlap spec.network.loadBalancer.pool'],
  [network('loadBalancer: {pool: 192.168.0.241/28}'), 'cidr-host-bits spec.network.loadBalancer.pool'],
  [network('loadBalancer: metallb'), 'load-balancer-malformed spec.network.loadBalancer'],
  [network('plugin: homemade'), 'unknown-plugin spec.network.plugin'],
])('ranges: %s', (text, problem) => {
  expect(problemsOf(text)).toEqual([problem]);
});

test.each([
  [network('serviceCIDR: 10.96.0.0/30'), 'service-cidr-too-small spec.network.serviceCIDR'],
  [
    'kubernetesVersion: "1.33", network: {serviceCIDR: 10.0.0.0/11, podCIDR: 192.168.128.0/17}',
    'service-cidr-too-large spec.network.serviceCIDR',
  ],
  [
    'kubernetesVersion: "1.33", network: {podCIDR: "fd00:10:244::/56", serviceCIDR: "fd00:10:96::/107"}',
    'service-cidr-too-large spec.network.serviceCIDR',
  ],
  [
    'kubernetesVersion: "1.34", network: {podCIDR: "fd00:10:244::/56", serviceCIDR: "fd00:10:96::/63"}',
    'service-cidr-too-large spec.network.serviceCIDR',
  ],
  [network('nodeCIDRMaskSizeIPv4: 15'), 'node-mask-too-small spec.network.nodeCIDRMaskSizeIPv4'],
  [network('podCIDR: 10.244.0.0/25'), 'node-mask-too-small spec.network.podCIDR'],
  [network('nodeCIDRMaskSizeIPv4: 31'), 'node-mask-too-large spec.network.nodeCIDRMaskSizeIPv4'],
  [network('podCIDR: "10.244.0.0/16,fd00::/40"'), 'node-mask-too-large spec.network.podCIDR'],
  [network('nodePortRange: "30000"'), 'node-port-range-malformed spec.network.nodePortRange'],
  [network('nodePortRange: 32767-30000'), 'node-port-range-upside-down spec.network.nodePortRange'],
  [network('nodePortRange: 0-1000'), 'node-port-range-outside spec.network.nodePortRange'],
  [network('nodePortRange: 30000-65536'), 'node-port-range-outside spec.network.nodePortRange'],
])('sizes: %s', (text, problem) => {
  expect(problemsOf(text)).toContain(problem);
});

test.each([
  ['dns: {serviceIP: 10.95.255.255}', 'dns-ip-outside spec.dns.serviceIP'],
  ['dns: {serviceIP: 10.96.0.0}', 'dns-ip-outside spec.dns.serviceIP'],
  ['dns: {serviceIP: 10.111.255.255}', 'dns-ip-outside spec.dns.serviceIP'],
  ['dns: {serviceIP: 10.96.0.1}', 'dns-ip-taken spec.dns.serviceIP'],
  ['dns: {serviceIP: ten}', 'address-malformed spec.dns.serviceIP'],
  // The tenth address of eight.
  [network('serviceCIDR: 10.96.0.0/29'), 'dns-ip-outside spec.dns.serviceIP'],
  ['dns: {domain: cluster.local.}', 'name-malformed spec.dns.domain'],
  ['dns: {name: 1dns}', 'name-malformed spec.dns.name'],
  ['dns: {nodeResolvConf: {nameservers: [10.0.0.2, dns]}}', 'address-malformed spec.dns.nodeResolvConf.nameservers[1]'],
  ['dns: {extraNameservers: [8.8.8]}', 'address-malformed spec.dns.extraNameservers[0]'],
  ['proxy: {nodePortAddresses: [10.0.0.0/8, primary]}', 'primary-not-alone spec.proxy.nodePortAddresses[1]'],
  ['proxy: {nodePortAddresses: [10.0.0.1]}', 'cidr-malformed spec.proxy.nodePortAddresses[0]'],
])('DNS and kube-proxy: %s', (text, problem) => {
  expect(problemsOf(text)).toEqual([problem]);
});

test.each([
  ['nodes: []', 'no-nodes spec.nodes'],
  [nodes('name: a', 'name: b', 'name: a'), 'duplicate-node spec.nodes[2].name'],
  [nodes('name: Worker_1'), 'name-malformed spec.nodes[0].name'],
  [nodes('name: a, address: 10.0.0.256'), 'address-malformed spec.nodes[0].address'],
  [nodes('name: a, addresses: [10.0.0.1, x]'), 'address-malformed spec.nodes[0].addresses[1]'],
  [
    nodes('name: a, address: 10.0.0.1', 'name: b, addresses: [10.0.0.2, 10.0.0.1]'),
    'duplicate-address spec.nodes[1].addresses[1]',
  ],
  [
    nodes('name: a, addresses: [10.0.0.1, "fd00::1"]', 'name: b, addresses: [10.0.0.2, "fd00:0::1"]'),
    'duplicate-address spec.nodes[1].addresses[1]',
  ],
  [nodes('name: a, address: 10.0.0.1, addresses: [10.0.0.2]'), 'address-twice spec.nodes[0].address'],
  [nodes('name: a, addresses: []'), 'no-address spec.nodes[0].addresses'],
  [nodes('name: a, address: 10.244.3.3'), 'address-in-range spec.nodes[0].address'],
  [nodes('name: a, address: 10.96.0.7'), 'address-in-range spec.nodes[0].address'],
  [nodes('name: a, address: "fd00::1"'), 'families-differ spec.nodes[0]'],
  [nodes('name: a, roles: [a/b]'), 'label-malformed spec.nodes[0].roles[0]'],
  [nodes('name: a, labels: {-x: y}'), 'label-malformed spec.nodes[0].labels.-x'],
  [nodes('name: a, labels: {x: "no spaces"}'), 'label-malformed spec.nodes[0].labels.x'],
  [nodes('name: a, taints: [{key: gpu, effect: noschedule}]'), 'taint-effect spec.nodes[0].taints[0].effect'],
  [nodes('name: a, taints: [{key: "", effect: NoExecute}]'), 'label-malformed spec.nodes[0].taints[0].key'],
  [
    nodes('name: a, taints: [{key: gpu, value: "a b", effect: NoExecute}]'),
    'label-malformed spec.nodes[0].taints[0].value',
  ],
  [nodes('name: a, capacity: {memory: 16GB}'), 'quantity-malformed spec.nodes[0].capacity.memory'],
  [nodes('name: a, capacity: {pods: -1}'), 'quantity-malformed spec.nodes[0].capacity.pods'],
])('nodes: %s', (text, problem) => {
  expect(problemsOf(text)).toEqual([problem]);
});

test.each([
  [nodes('name: a, podCIDR: 10.245.0.0/24'), 'pod-cidr-outside spec.nodes[0].podCIDR'],
  // It holds the pod range, and so does not lie in it.
  [nodes('name: a, podCIDR: 10.244.0.0/15'), 'pod-cidr-outside spec.nodes[0].podCIDR'],
  [nodes('name: a, podCIDR: 10.244.1.1/24'), 'cidr-host-bits spec.nodes[0].podCIDR'],
  [nodes('name: a, podCIDR: "10.244.1.0/24,10.244.2.0/24"'), 'cidr-pair spec.nodes[0].podCIDR'],
  [nodes('name: a, podCIDR: 10.244.1.0/31'), 'pod-cidr-too-small spec.nodes[0].podCIDR'],
  [
    nodes('name: a, podCIDR: 10.244.1.0/24', 'name: b, podCIDR: 10.244.1.0/24'),
    'pod-cidr-overlap spec.nodes[1].podCIDR',
  ],
  [
    nodes('name: a, podCIDR: 10.244.1.128/25', 'name: b, podCIDR: 10.244.1.0/24'),
    'pod-cidr-overlap spec.nodes[0].podCIDR',
  ],
  [
    // The first block reaches over the second to the third.
    nodes('name: a, podCIDR: 10.244.0.0/20', 'name: b', 'name: c, podCIDR: 10.244.9.0/24'),
    'pod-cidr-overlap spec.nodes[2].podCIDR',
  ],
])("nodes' blocks: %s", (text, problem) => {
  expect(problemsOf(text)).toEqual([problem]);
});

test('a block that holds two others is at odds with both', () => {
  const text = nodes(
    'name: a, podCIDR: 10.244.0.0/20',
    'name: b, podCIDR: 10.244.1.0/24',
    'name: c, podCIDR: 10.244.2.0/24',
  );
  expect(problemsOf(text)).toEqual([
    'pod-cidr-overlap spec.nodes[1].podCIDR',
    'pod-cidr-overlap spec.nodes[2].podCIDR',
  ]);
});

test.each([
  ['images: [{name: nginx:1.27, listens: ["80"]}]', 'name-malformed spec.images[0].name'],
  ['images: [{name: nginx, listens: [80/HTTP]}]', 'port-malformed spec.images[0].listens[0]'],
  ['images: [{name: nginx, listens: ["80", "65536"]}]', 'port-malformed spec.images[0].listens[1]'],
  ['externalHosts: [{name: "a.*.example", addresses: [203.0.113.1]}]', 'name-malformed spec.externalHosts[0].name'],
  ['nameservers: [{address: dns.example}]', 'address-malformed spec.nameservers[0].address'],
  ['nameservers: [{address: 10.0.0.53, zones: [a_b]}]', 'name-malformed spec.nameservers[0].zones[0]'],
  ['dns: {namespace: Open_Shift}', 'name-malformed spec.dns.namespace'],
  ['dns: {labels: {a b: c}}', 'label-malformed spec.dns.labels[a b]'],
  ['dns: {address: here}', 'address-malformed spec.dns.address'],
  ['externalHosts: [{name: ex_ample, addresses: [203.0.113.1]}]', 'name-malformed spec.externalHosts[0].name'],
  ['externalHosts: [{name: x, addresses: [example.com]}]', 'address-malformed spec.externalHosts[0].addresses[0]'],
  ['externalHosts: [{name: x, addresses: [10.244.0.9]}]', 'address-in-range spec.externalHosts[0].addresses[0]'],
  [
    'externalHosts: [{name: x, addresses: [192.168.0.10], listens: ["80"]}]',
    'duplicate-address spec.externalHosts[0].addresses[0]',
  ],
  [
    'externalHosts: [{name: x, addresses: [203.0.113.1], listens: ["0"]}]',
    'port-malformed spec.externalHosts[0].listens[0]',
  ],
])('images and hosts: %s', (text, problem) => {
  expect(problemsOf(text)).toEqual([problem]);
});

test.each([
  // The pod range of the flannel tutorial cannot be had on AKS.
  ['extends: aks-kubenet, network: {podCIDR: 172.30.0.0/16}', 'aks-reserved-range spec.network.podCIDR'],
  ['extends: aks-azure, network: {serviceCIDR: 172.31.4.0/24}', 'aks-reserved-range spec.network.serviceCIDR'],
  ['extends: aks-azure, network: {serviceCIDR: 192.0.0.0/16}', 'aks-reserved-range spec.network.serviceCIDR'],
  ['extends: aks-azure, nodes: [{name: a, address: 169.254.1.1}]', 'aks-reserved-range spec.nodes[0].address'],
  ['extends: aks-azure, dns: {serviceIP: 10.2.0.1}', 'dns-ip-taken spec.dns.serviceIP'],
])('AKS: %s', (text, problem) => {
  expect(problemsOf(text)).toEqual([problem]);
});

test('an unknown plugin is a warning, everything else an error', () => {
  const spec = parse(`{network: {plugin: homemade, nodePortRange: x}, ${NODE}}`);
  const { problems } = readCluster({ apiVersion: 'curlew.dev/v1', kind: 'Cluster', metadata: { name: 'c' }, spec });
  expect(problems.map(({ severity }) => severity)).toEqual(['warning', undefined]);
});

test('an unknown profile is the only problem of a file that leaves the rest to it', () => {
  expect(problemsOf('extends: minikub, dns: {serviceIP: 10.254.3.100}')).toEqual(['unknown-profile spec.extends']);
});

test('a malformed value is reported once, and nothing is concluded from it', () => {
  expect(
    problemsOf(
      `${network('podCIDR: x, serviceCIDR: y')}, ${nodes('name: a, podCIDR: 10.0.0.0/24, address: 10.0.0.1')}`,
    ),
  ).toEqual(['cidr-malformed spec.network.podCIDR', 'cidr-malformed spec.network.serviceCIDR']);
});
