import type { Profile } from './profile.ts';

/**
 * The cluster of the Kubernetes-Lab-Tutorial: kube-proxy runs on the workers only, and nothing enforces policies.
 *
 * The name servers are those that its busybox shows after the cluster's own; they stand in the kubelets' clusterDNS.
 */
export const flannel: Profile = {
  name: 'flannel',
  about: 'the hand-made flannel cluster of the Kubernetes-Lab-Tutorial; policies are ignored',
  spec: {
    kubernetesVersion: '1.33',
    // The tutorials of this cluster have Deployments of extensions/v1beta1.
    removedVersions: 'convert',
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
