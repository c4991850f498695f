import type { Profile } from './profile.ts';

/**
 * kubeadm with Calico from its operator: pods in 192.168.0.0/16 by blocks of 64, VXLAN across subnets, NAT on the way out.
 * The nodes count as of different subnets. Where they share one, or Calico routes by BGP, pods know them by their own
 * addresses: `nodeSource: {otherPods: node}`.
 *
 * Calico manifests/custom-resources.yaml. A node that runs out of its block takes another one, which is outside the model.
 * The machines' names and addresses are free inventions.
 */
export const calico: Profile = {
  name: 'calico',
  about: 'kubeadm with Calico, which enforces every policy',
  spec: {
    kubernetesVersion: '1.34',
    network: {
      plugin: 'calico',
      podCIDR: '192.168.0.0/16',
      serviceCIDR: '10.96.0.0/12',
      nodeCIDRMaskSizeIPv4: 26,
      mtu: 1450,
    },
    dns: { nodeResolvConf: { nameservers: ['172.16.0.1'] } },
    nodes: [
      { name: 'control-plane', address: '172.16.0.10', roles: ['control-plane'] },
      { name: 'worker-1', address: '172.16.0.11' },
      { name: 'worker-2', address: '172.16.0.12' },
    ],
  },
};
