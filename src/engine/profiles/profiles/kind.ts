import type { Profile } from './profile.ts';

/**
 * kind with the two workers of its quick start, and its own plugin kindnet, which enforces NetworkPolicy since kind 0.24.
 *
 * Ranges: sigs.k8s.io/kind pkg/apis/config/v1alpha4/default.go. The nodes' addresses are those of a first network after
 * Docker's own (inferred: Docker hands them out in any order).
 */
export const kind: Profile = {
  name: 'kind',
  about: 'kind: a control plane and two workers; kindnet enforces NetworkPolicy',
  spec: {
    kubernetesVersion: '1.34',
    network: { plugin: 'kindnet', podCIDR: '10.244.0.0/16', serviceCIDR: '10.96.0.0/16', mtu: 1500 },
    dns: { nodeResolvConf: { nameservers: ['172.18.0.1'] } },
    nodes: [
      { name: 'kind-control-plane', address: '172.18.0.2', roles: ['control-plane'] },
      { name: 'kind-worker', address: '172.18.0.3' },
      { name: 'kind-worker2', address: '172.18.0.4' },
    ],
  },
};
