import { KUBE_ROUTER } from '../enforcement.ts';
import type { Profile } from './profile.ts';

/**
 * K3s with a server and two agents: flannel carries the pods' traffic, and the network policy controller of kube-router,
 * which K3s has built in, enforces NetworkPolicy. Its servers run ordinary pods.
 *
 * https://docs.k3s.io/networking: ranges and controllers. ServiceLB lends LoadBalancer Services the nodes' own addresses
 * (https://docs.k3s.io/networking/networking-services). Traefik, which K3s installs as well and which takes ports 80 and 443
 * of every node, is not part of the profile. The machines' names and addresses are free inventions.
 */
export const k3s: Profile = {
  name: 'k3s',
  about: 'K3s: a server and two agents; flannel, with NetworkPolicy enforced by K3s itself',
  spec: {
    kubernetesVersion: '1.34',
    network: {
      plugin: 'flannel',
      podCIDR: '10.42.0.0/16',
      serviceCIDR: '10.43.0.0/16',
      mtu: 1450,
      policies: { networkPolicy: true, ...KUBE_ROUTER },
      loadBalancer: 'nodes',
    },
    dns: { corefile: 'k3s', serviceIP: '10.43.0.10', nodeResolvConf: { nameservers: ['192.168.0.1'] } },
    nodes: [
      { name: 'server-1', address: '192.168.0.10', roles: ['control-plane'], taints: [] },
      { name: 'agent-1', address: '192.168.0.11' },
      { name: 'agent-2', address: '192.168.0.12' },
    ],
  },
};
