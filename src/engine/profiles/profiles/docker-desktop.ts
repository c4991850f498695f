import type { Profile } from './profile.ts';

/**
 * The single node of Docker Desktop, as its kubeadm provisioner makes it: a bridge that ignores policies.
 *
 * Inferred: the pod range (its pods have addresses such as 10.1.0.247), the service range, and the machine's addresses.
 * Services of type LoadBalancer and node ports answer on the developer's own localhost.
 */
export const dockerDesktop: Profile = {
  name: 'docker-desktop',
  about: 'Docker Desktop: one node, pods in 10.1.0.0/16; policies are ignored',
  spec: {
    kubernetesVersion: '1.34',
    network: {
      plugin: 'bridge',
      podCIDR: '10.1.0.0/16',
      serviceCIDR: '10.96.0.0/12',
      mtu: 1500,
      loadBalancer: 'localhost',
    },
    dns: { nodeResolvConf: { nameservers: ['192.168.65.7'] } },
    nodes: [{ name: 'docker-desktop', address: '192.168.65.3', roles: ['control-plane'], taints: [] }],
  },
};
