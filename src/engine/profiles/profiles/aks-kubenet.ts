import type { Profile } from './profile.ts';

/**
 * AKS with kubenet: a /24 of the pod range for each node, and pods that leave the cluster with their node's address.
 *
 * https://learn.microsoft.com/azure/aks/configure-kubenet. Azure hides the control plane, whose API server
 * answers at port 443 of an address outside (inferred), and keeps the first four
 * addresses of a subnet. Inferred: the subnet, the names, and the documentation range for public addresses.
 */
export const aksKubenet: Profile = {
  name: 'aks-kubenet',
  about: 'AKS with kubenet: pods behind their nodes; policies are ignored',
  spec: {
    kubernetesVersion: '1.34',
    network: {
      plugin: 'kubenet',
      podCIDR: '10.244.0.0/16',
      serviceCIDR: '10.0.0.0/16',
      mtu: 1500,
      loadBalancer: { pool: '198.51.100.0/24' },
    },
    dns: { corefile: 'aks', serviceIP: '10.0.0.10', nodeResolvConf: { nameservers: ['168.63.129.16'] } },
    apiServer: { addresses: ['198.18.0.10'], port: 443 },
    nodes: [
      { name: 'aks-nodepool1-12345678-vmss000000', address: '10.224.0.4' },
      { name: 'aks-nodepool1-12345678-vmss000001', address: '10.224.0.5' },
      { name: 'aks-nodepool1-12345678-vmss000002', address: '10.224.0.6' },
    ],
  },
};
