import type { Profile } from './profile.ts';

/**
 * AKS with Azure CNI: pods have addresses of the nodes' own subnet, at most 30 a node. The service range is that of the
 * `az aks create` example; AKS's own default is 10.0.0.0/16. Without `--network-policy` nothing enforces policies.
 *
 * https://learn.microsoft.com/azure/aks/configure-azure-cni. Azure reserves addresses for each node; a /27 of the subnet's
 * upper half stands for these (inferred, as are the subnet, the names, and the documentation range for public addresses).
 * Pods keep their addresses in the VNet, 10.224.0.0/12 by default, and are reached from there. The API server answers at port
 * 443 of an address outside (inferred).
 */
export const aksAzure: Profile = {
  name: 'aks-azure',
  about: 'AKS with Azure CNI: pods in the subnet of the nodes; policies are ignored',
  spec: {
    kubernetesVersion: '1.34',
    network: {
      plugin: 'azure',
      podCIDR: '10.224.128.0/17',
      serviceCIDR: '10.2.0.0/24',
      nodeCIDRMaskSizeIPv4: 27,
      mtu: 1500,
      nonMasqueradeCIDRs: ['10.224.0.0/12'],
      routableFrom: { pods: ['10.224.0.0/12'] },
      loadBalancer: { pool: '198.51.100.0/24' },
    },
    dns: { corefile: 'aks', serviceIP: '10.2.0.10', nodeResolvConf: { nameservers: ['168.63.129.16'] } },
    apiServer: { addresses: ['198.18.0.10'], port: 443 },
    nodes: [
      { name: 'aks-nodepool1-12345678-vmss000000', address: '10.224.0.4', capacity: { pods: 30 } },
      { name: 'aks-nodepool1-12345678-vmss000001', address: '10.224.0.5', capacity: { pods: 30 } },
      { name: 'aks-nodepool1-12345678-vmss000002', address: '10.224.0.6', capacity: { pods: 30 } },
    ],
  },
};
