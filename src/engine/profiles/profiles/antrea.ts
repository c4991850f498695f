import type { Profile } from './profile.ts';

/**
 * kubeadm with Antrea: Geneve tunnels, host-local in the node's pod CIDR. AntreaProxy serves ClusterIPs to pods as
 * kube-proxy would, and is modelled as kube-proxy in iptables mode.
 *
 * https://antrea.io/docs. Antrea has AdminNetworkPolicy since 1.13, behind a feature gate that is taken as on. Inferred: the
 * MTU. The machines' names and addresses are free inventions.
 */
export const antrea: Profile = {
  name: 'antrea',
  about: 'kubeadm with Antrea, which enforces NetworkPolicy and AdminNetworkPolicy',
  spec: {
    kubernetesVersion: '1.34',
    network: { plugin: 'antrea', podCIDR: '10.244.0.0/16', serviceCIDR: '10.96.0.0/12', mtu: 1450 },
    dns: { nodeResolvConf: { nameservers: ['192.168.0.1'] } },
    nodes: [
      { name: 'control-plane', address: '192.168.0.10', roles: ['control-plane'] },
      { name: 'worker-1', address: '192.168.0.11' },
      { name: 'worker-2', address: '192.168.0.12' },
    ],
  },
};
