import type { ClusterFile } from './cluster-file.ts';

const defaultProfile: ClusterFile = {
  apiVersion: 'curlew.dev/v1',
  kind: 'Cluster',
  metadata: { name: 'default' },
  spec: {
    kubernetesVersion: '1.34',
    network: { plugin: 'kubeadm', podCIDR: '10.244.0.0/16', serviceCIDR: '10.96.0.0/12' },
    nodes: [
      { name: 'control-plane', address: '192.168.0.10', roles: ['control-plane'] },
      { name: 'worker-1', address: '192.168.0.11' },
      { name: 'worker-2', address: '192.168.0.12' },
    ],
  },
};

/** The cluster of the flannel tutorial: kube-proxy runs on the workers only, and nothing enforces policies. */
const flannelProfile: ClusterFile = {
  apiVersion: 'curlew.dev/v1',
  kind: 'Cluster',
  metadata: { name: 'flannel' },
  spec: {
    kubernetesVersion: '1.33',
    network: {
      plugin: 'flannel',
      podCIDR: '172.30.0.0/16',
      serviceCIDR: '10.254.0.0/16',
      nodePortRange: '30000-32767',
      allocator: 'host-local',
    },
    dns: {
      domain: 'cluster.local',
      serviceIP: '10.254.3.100',
      name: 'kube-dns',
      extraNameservers: ['10.10.10.1', '8.8.8.8'],
      nodeResolvConf: { nameservers: ['10.10.10.1', '8.8.8.8'] },
    },
    proxy: { mode: 'iptables' },
    nodes: [
      {
        name: 'kubem00',
        address: '10.10.10.80',
        roles: ['control-plane'],
        podCIDR: '172.30.33.0/24',
        kubeProxy: false,
      },
      { name: 'kuben05', address: '10.10.10.85', podCIDR: '172.30.41.0/24' },
      { name: 'kuben06', address: '10.10.10.86', podCIDR: '172.30.5.0/24' },
    ],
  },
};

const profiles: ReadonlyMap<string, ClusterFile> = new Map(
  [defaultProfile, flannelProfile].map((file) => [file.metadata.name, file]),
);

/** The Cluster file that ships under a name. */
export function profileNamed(name: string): ClusterFile | undefined {
  return profiles.get(name);
}

export const profileNames: readonly string[] = [...profiles.keys()].sort();
