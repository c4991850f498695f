import type { Profile } from './profile.ts';

/**
 * RKE2 with a server and two agents, and its default plugin Canal: flannel carries the pods' traffic, and Calico enforces
 * NetworkPolicy. Its servers run ordinary pods. CoreDNS comes from a chart, and Service, workload and ConfigMap are
 * named rke2-coredns-rke2-coredns.
 *
 * https://docs.rke2.io/networking/basic_network_options and rancher/rke2-charts charts/rke2-coredns. The machines' names
 * and addresses are free inventions.
 */
export const rke2: Profile = {
  name: 'rke2',
  about: 'RKE2: a server and two agents; Canal, whose Calico enforces NetworkPolicy',
  spec: {
    kubernetesVersion: '1.34',
    network: { plugin: 'canal', podCIDR: '10.42.0.0/16', serviceCIDR: '10.43.0.0/16', mtu: 1450 },
    dns: {
      corefile: 'rke2',
      serviceIP: '10.43.0.10',
      name: 'rke2-coredns-rke2-coredns',
      nodeResolvConf: { nameservers: ['192.168.0.1'] },
    },
    nodes: [
      { name: 'server-1', address: '192.168.0.10', roles: ['control-plane'], taints: [] },
      { name: 'agent-1', address: '192.168.0.11' },
      { name: 'agent-2', address: '192.168.0.12' },
    ],
  },
};
