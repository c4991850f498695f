import type { ClusterSpec, NodeSpec } from '../model/index.ts';

/** A node of the test cluster; say only what the test is about. */
export function nodeOf(node: Partial<NodeSpec> & { readonly name: string }): NodeSpec {
  return {
    addresses: ['192.168.0.10'],
    roles: [],
    podCIDRs: [],
    kubeProxy: true,
    labels: {},
    taints: [],
    unschedulable: false,
    capacity: { cpu: '8', memory: '32Gi', pods: '110' },
    up: true,
    ...node,
  };
}

/** The cluster that tests run on: a control plane and two workers, a plugin that enforces every policy. */
export const testSpec: ClusterSpec = {
  name: 'test',
  kubernetesVersion: '1.34',
  network: {
    plugin: 'test',
    podCIDRs: ['10.244.0.0/16'],
    serviceCIDRs: ['10.96.0.0/12'],
    nodeCIDRMaskSizes: [24],
    allocator: 'host-local',
    nodePortRange: { from: 30000, to: 32767 },
    mtu: 1450,
    masqueradeOutside: true,
    hostPorts: true,
    policies: {
      enforced: ['NetworkPolicy', 'AdminNetworkPolicy', 'BaselineAdminNetworkPolicy', 'ClusterNetworkPolicy'],
      reading: {
        ipBlockMatchesPods: true,
        ipBlockMatchesNodes: true,
        egressSeesServiceIP: false,
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
    serviceIP: '10.96.0.10',
    name: 'kube-dns',
    namespace: 'kube-system',
    labels: { 'k8s-app': 'kube-dns' },
    targetPort: 53,
    corefile: 'kubeadm',
    nodeLocal: false,
    address: '10.96.0.10',
    pods: 'insecure',
    nodeResolvConf: { nameservers: ['192.168.0.1'], searches: [], options: [] },
    extraNameservers: [],
  },
  proxy: {
    mode: 'iptables',
    masqueradeAll: false,
    localhostNodePorts: true,
    nodePortAddresses: [],
    detectLocalMode: 'ClusterCIDR',
  },
  ingressController: 'none',
  images: [],
  externalHosts: [],
  nameservers: [],
  nodes: [
    nodeOf({
      name: 'control-plane',
      addresses: ['192.168.0.10'],
      roles: ['control-plane'],
      podCIDRs: ['10.244.0.0/24'],
      taints: [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }],
    }),
    nodeOf({ name: 'worker-1', addresses: ['192.168.0.11'], podCIDRs: ['10.244.1.0/24'] }),
    nodeOf({ name: 'worker-2', addresses: ['192.168.0.12'], podCIDRs: ['10.244.2.0/24'] }),
  ],
};
