import type { Profile } from './profile.ts';
import { zone } from './zone.ts';

/**
 * GKE with Dataplane V2, which is Cilium, always enforces NetworkPolicy and does kube-proxy's work; Services are modelled as
 * kube-proxy in iptables mode would serve them.
 *
 * https://cloud.google.com/kubernetes-engine/docs/concepts/dataplane-v2 and .../alias-ips: a /24 for each node, Services in
 * 34.118.224.0/20, an MTU of 1460. Inferred: the pod range, the names, and the documentation range for public addresses.
 * Google hides the control plane. Newer clusters have Cloud DNS: `extends: gke` with `dns: {implementation: cloud-dns}`.
 */
export const gke: Profile = {
  name: 'gke',
  about: 'GKE with Dataplane V2, which enforces NetworkPolicy',
  spec: {
    kubernetesVersion: '1.34',
    network: {
      plugin: 'gke-dataplane-v2',
      podCIDR: '10.4.0.0/14',
      serviceCIDR: '34.118.224.0/20',
      mtu: 1460,
      loadBalancer: { pool: '198.51.100.0/24' },
    },
    dns: {
      implementation: 'kube-dns',
      serviceIP: '34.118.224.10',
      nodeResolvConf: { nameservers: ['169.254.169.254'], searches: ['google.internal'] },
    },
    nodes: [
      { name: 'gke-cluster-1-default-pool-5c5add1f-1b2c', address: '10.128.0.2', labels: zone('us-central1', '-a') },
      { name: 'gke-cluster-1-default-pool-5c5add1f-4d3e', address: '10.128.0.3', labels: zone('us-central1', '-a') },
      { name: 'gke-cluster-1-default-pool-5c5add1f-9f80', address: '10.128.0.4', labels: zone('us-central1', '-a') },
    ],
  },
};
