import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { type ClusterFile, readCluster } from './index.ts';

function specOf(text: string) {
  const file: ClusterFile = parse(text);
  const { spec, problems } = readCluster(file);
  expect(problems).toEqual([]);
  return spec;
}

const cluster = (spec: string) =>
  specOf(`{apiVersion: curlew.dev/v1, kind: Cluster, metadata: {name: c}, spec: ${spec}}`);

test('the documented Cluster file means this cluster', () => {
  const spec = specOf(`
apiVersion: curlew.dev/v1
kind: Cluster
metadata: {name: flannel}
spec:
  kubernetesVersion: "1.33"
  network: {plugin: flannel, podCIDR: 172.30.0.0/16, serviceCIDR: 10.254.0.0/16, nodePortRange: 30000-32767}
  dns: {domain: cluster.local, serviceIP: 10.254.3.100, name: kube-dns}
  proxy: {mode: iptables}
  nodes:
    - {name: kubem00, address: 10.10.10.80, roles: [control-plane], podCIDR: 172.30.33.0/24, kubeProxy: false}
    - {name: kuben05, address: 10.10.10.85, podCIDR: 172.30.41.0/24}
    - {name: kuben06, address: 10.10.10.86, podCIDR: 172.30.5.0/24}
`);
  const worker = {
    roles: [],
    kubeProxy: true,
    labels: {},
    taints: [],
    unschedulable: false,
    capacity: { cpu: '64', memory: '256Gi', 'ephemeral-storage': '1Ti', pods: '110' },
    up: true,
  };
  expect(spec).toEqual({
    name: 'flannel',
    kubernetesVersion: '1.33',
    network: {
      plugin: 'flannel',
      podCIDRs: ['172.30.0.0/16'],
      serviceCIDRs: ['10.254.0.0/16'],
      nodeCIDRMaskSizes: [24],
      allocator: 'host-local',
      nodePortRange: { from: 30000, to: 32767 },
      endpointPropagationSeconds: 5,
      mtu: 1450,
      masqueradeOutside: true,
      nonMasqueradeCIDRs: [],
      routableFrom: { pods: [], services: [] },
      nodeSource: { ownPods: 'gateway', otherPods: 'first' },
      hairpinMode: true,
      hostPorts: true,
      policies: {
        enforced: [],
        reading: {
          ipBlockMatchesPods: true,
          ipBlockMatchesNodes: true,
          egressSeesServiceIP: false,
          ingressSeesMasquerade: false,
          forwardedClients: 'node',
          denied: 'drop',
          hairpin: 'allow',
          endPort: true,
          hostNetwork: 'node',
          icmp: 'deny',
          duplicateNamedPort: 'resolve',
          baselineSkippedByAnyDirection: false,
        },
      },
      loadBalancer: 'none',
    },
    dns: {
      installed: true,
      implementation: 'coredns',
      domain: 'cluster.local',
      serviceIP: '10.254.3.100',
      name: 'kube-dns',
      namespace: 'kube-system',
      labels: { 'k8s-app': 'kube-dns' },
      targetPort: 53,
      corefile: 'kubeadm',
      nodeLocal: false,
      address: '10.254.3.100',
      pods: 'insecure',
      nodeResolvConf: { nameservers: [], searches: [], options: [] },
      extraNameservers: [],
    },
    proxy: {
      mode: 'iptables',
      masqueradeAll: false,
      localhostNodePorts: true,
      nodePortAddresses: [],
      detectLocalMode: 'ClusterCIDR',
    },
    nodes: [
      {
        ...worker,
        name: 'kubem00',
        addresses: ['10.10.10.80'],
        roles: ['control-plane'],
        podCIDRs: ['172.30.33.0/24'],
        kubeProxy: false,
        taints: [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }],
      },
      { ...worker, name: 'kuben05', addresses: ['10.10.10.85'], podCIDRs: ['172.30.41.0/24'] },
      { ...worker, name: 'kuben06', addresses: ['10.10.10.86'], podCIDRs: ['172.30.5.0/24'] },
    ],
    apiServer: { addresses: [], port: 6443 },
    ingressController: 'none',
    images: [],
    externalHosts: [],
    nameservers: [],
  });
});

test('the DNS Service has the tenth address of the first range', () => {
  expect(cluster('{nodes: [{name: a}]}').dns.serviceIP).toBe('10.96.0.10');
  const six = '{network: {podCIDR: "fd00:10:244::/56", serviceCIDR: "fd00:10:96::/112"}, nodes: [{name: a}]}';
  expect(cluster(six).dns.serviceIP).toBe('fd00:10:96::a');
});

test('kube-proxy in nftables mode serves node ports on the primary addresses, unless told otherwise', () => {
  const addresses = (proxy: string) => cluster(`{proxy: {${proxy}}, nodes: [{name: a}]}`).proxy.nodePortAddresses;
  expect(addresses('mode: nftables')).toEqual(['primary']);
  expect(addresses('mode: nftables, nodePortAddresses: [10.0.0.0/8]')).toEqual(['10.0.0.0/8']);
  expect(addresses('mode: ipvs')).toEqual([]);
});

test('nodes without address get the next free one of every family of the cluster', () => {
  const addresses = (spec: string) => cluster(`{${spec}}`).nodes.map((node) => node.addresses);
  const three = 'nodes: [{name: a}, {name: b, address: 192.168.0.11}, {name: c}]';
  expect(addresses(three)).toEqual([['192.168.0.10'], ['192.168.0.11'], ['192.168.0.12']]);
  // Calico's pods have 192.168.0.0/16.
  expect(addresses('extends: calico, nodes: [{name: a}]')).toEqual([['172.16.0.10']]);
  expect(
    addresses(
      'network: {podCIDR: "fd00:10:244::/56,10.244.0.0/16", serviceCIDR: "fd00:10:96::/112"}, nodes: [{name: a}]',
    ),
  ).toEqual([['fd00:192:168::10', '192.168.0.10']]);
});

const EVERY_KIND = ['NetworkPolicy', 'AdminNetworkPolicy', 'BaselineAdminNetworkPolicy', 'ClusterNetworkPolicy'];

test.each([
  // Field by field.
  [
    '{extends: flannel, network: {mtu: 1400}}',
    { network: { plugin: 'flannel', mtu: 1400, podCIDRs: ['172.30.0.0/16'] } },
  ],
  ['{extends: flannel, dns: {domain: example.org}}', { dns: { domain: 'example.org', serviceIP: '10.254.3.100' } }],
  [
    '{extends: eks, dns: {nodeResolvConf: {searches: []}}}',
    { dns: { nodeResolvConf: { nameservers: ['192.168.0.2'], searches: [] } } },
  ],
  [
    '{extends: eks, network: {policies: {networkPolicy: true}}}',
    { network: { policies: { enforced: ['NetworkPolicy'], reading: { egressSeesServiceIP: true } } } },
  ],
  // Lists as a whole.
  ['{extends: flannel, nodes: [{name: a, address: 10.10.10.9}]}', { nodes: [{ name: 'a', podCIDRs: [] }] }],
  // What the profile says because of something else goes with it.
  ['{extends: eks, network: {plugin: calico}}', { network: { policies: { enforced: EVERY_KIND } } }],
  ['{extends: eks, network: {plugin: aws-vpc-cni}}', { network: { policies: { enforced: [] } } }],
  // A switch is about its own kinds; the list is about all of them, whatever was switched before.
  [
    '{extends: cilium, network: {policies: {adminNetworkPolicy: true}}}',
    { network: { policies: { enforced: EVERY_KIND.slice(0, 3) } } },
  ],
  [
    '{extends: calico, network: {policies: {networkPolicy: false}}}',
    { network: { policies: { enforced: EVERY_KIND.slice(1) } } },
  ],
  ['{extends: calico, network: {policies: {enforced: []}}}', { network: { policies: { enforced: [] } } }],
  [
    '{extends: eks, network: {policies: {enforced: [ClusterNetworkPolicy, NetworkPolicy]}}}',
    {
      network: {
        policies: { enforced: ['NetworkPolicy', 'ClusterNetworkPolicy'], reading: { egressSeesServiceIP: true } },
      },
    },
  ],
  ['{extends: flannel, network: {serviceCIDR: 10.7.0.0/16}}', { dns: { serviceIP: '10.7.0.10' } }],
  [
    '{extends: flannel, network: {serviceCIDR: 10.7.0.0/16}, dns: {serviceIP: 10.7.0.2}}',
    { dns: { serviceIP: '10.7.0.2' } },
  ],
  [
    '{extends: flannel, network: {podCIDR: 10.8.0.0/16}}',
    { nodes: [{ podCIDRs: [] }, { podCIDRs: [] }, { podCIDRs: [] }] },
  ],
])('%s', (spec, expected) => {
  expect(cluster(spec)).toMatchObject(expected);
});

test.each([
  ['the DNS Service', 'dns: {serviceIP: 10.96.0.53}', '10.96.0.53'],
  ['NodeLocal DNSCache, which takes that address over', 'dns: {nodeLocal: true}', '10.96.0.10'],
  [
    'NodeLocal DNSCache at its own address, in ipvs mode',
    'dns: {nodeLocal: true}, proxy: {mode: ipvs}',
    '169.254.20.10',
  ],
  ['Cloud DNS', 'dns: {implementation: cloud-dns}', '169.254.169.254'],
  ['whatever the kubelet is told', 'dns: {nodeLocal: true, address: 169.254.25.10}', '169.254.25.10'],
])('pods ask %s', (_, written, address) => {
  const spec = specOf(
    `{apiVersion: curlew.dev/v1, kind: Cluster, metadata: {name: a}, spec: {extends: default, ${written}}}`,
  );
  expect(spec.dns.address).toBe(address);
});
