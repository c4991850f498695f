import type { Profile } from './profile.ts';

/**
 * OVN-Kubernetes as its own contrib/kind.sh sets it up: no kube-proxy, OVN's load balancers serve Services; they are
 * modelled as kube-proxy in iptables mode would serve them.
 *
 * Ranges and nodes: ovn-kubernetes contrib/kind.sh. OVN keeps a node's second address for the node as well, so that
 * pods start at .3. The nodes' addresses are inferred, as for `kind`.
 */
export const ovnKubernetes: Profile = {
  name: 'ovn-kubernetes',
  about: 'OVN-Kubernetes on kind, which enforces NetworkPolicy and AdminNetworkPolicy',
  spec: {
    kubernetesVersion: '1.34',
    network: { plugin: 'ovn-kubernetes', podCIDR: '10.244.0.0/16', serviceCIDR: '10.96.0.0/16', mtu: 1400 },
    dns: { nodeResolvConf: { nameservers: ['172.18.0.1'] } },
    nodes: [
      { name: 'ovn-control-plane', address: '172.18.0.2', roles: ['control-plane'] },
      { name: 'ovn-worker', address: '172.18.0.3' },
      { name: 'ovn-worker2', address: '172.18.0.4' },
    ],
  },
};
