import type { Profile } from './profile.ts';

/**
 * kubeadm with Cilium as `cilium install` sets it up: a /24 for each node from its own pool, VXLAN tunnels, kube-proxy still
 * in its place. With kubeProxyReplacement Services are modelled as kube-proxy in iptables mode would serve them.
 *
 * https://docs.cilium.io/en/stable/network/concepts/ipam/cluster-pool: the pool is 10.0.0.0/8, which would overlap the
 * Services; nodes take its first /24s, so that its first /16 stands for it here. The machines
 * are free inventions; the MTU, that of a VXLAN tunnel, is inferred.
 */
export const cilium: Profile = {
  name: 'cilium',
  about: 'kubeadm with Cilium, which enforces NetworkPolicy',
  spec: {
    kubernetesVersion: '1.34',
    network: { plugin: 'cilium', podCIDR: '10.0.0.0/16', serviceCIDR: '10.96.0.0/12', mtu: 1450 },
    dns: { nodeResolvConf: { nameservers: ['192.168.0.1'] } },
    nodes: [
      { name: 'control-plane', address: '192.168.0.10', roles: ['control-plane'] },
      { name: 'worker-1', address: '192.168.0.11' },
      { name: 'worker-2', address: '192.168.0.12' },
    ],
  },
};
