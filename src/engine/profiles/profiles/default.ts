import type { Profile } from './profile.ts';

/**
 * A cluster as kubeadm makes it, with its service range and the pod range that its users choose most, and a plugin that
 * enforces every policy.
 */
export const defaultProfile: Profile = {
  name: 'default',
  about: 'a kubeadm cluster of three nodes whose plugin enforces every policy',
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
