import type { Profile } from './profile.ts';

/**
 * `kubeadm init --pod-network-cidr=10.244.0.0/16` with flannel, the plugin that this range is for; kubeadm itself brings
 * none (kubernetes cmd/kubeadm/app/apis/kubeadm/v1beta4/defaults.go, flannel Documentation/kube-flannel.yml).
 *
 * The machines' names and addresses are free inventions.
 */
export const kubeadm: Profile = {
  name: 'kubeadm',
  about: 'kubeadm defaults with flannel; policies are ignored',
  spec: {
    kubernetesVersion: '1.34',
    network: { plugin: 'flannel', podCIDR: '10.244.0.0/16', serviceCIDR: '10.96.0.0/12', mtu: 1450 },
    dns: { nodeResolvConf: { nameservers: ['192.168.0.1'] } },
    nodes: [
      { name: 'control-plane', address: '192.168.0.10', roles: ['control-plane'] },
      { name: 'worker-1', address: '192.168.0.11' },
      { name: 'worker-2', address: '192.168.0.12' },
    ],
  },
};
