import type { Profile } from './profile.ts';
import { zone } from './zone.ts';

/** The private ranges, of which a VPC is made. */
const VPC = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];

/** https://cloud.google.com/kubernetes-engine/docs/concepts/ip-masquerade-agent, the default of nonMasqueradeCIDRs. */
const NON_MASQUERADE = [
  ...VPC,
  '100.64.0.0/10',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '240.0.0.0/4',
];

/**
 * GKE with Dataplane V2, which is Cilium, always enforces NetworkPolicy and does kube-proxy's work; Services are modelled as
 * kube-proxy in iptables mode would serve them.
 *
 * https://cloud.google.com/kubernetes-engine/docs/concepts/dataplane-v2 and .../alias-ips: a /24 for each node, Services in
 * 34.118.224.0/20, an MTU of 1460. Inferred: the pod range, the names, and the documentation range for public addresses.
 * Newer clusters have Cloud DNS: `extends: gke` with `dns: {implementation: cloud-dns}`.
 * Google hides the control plane, which answers at port 443 of an address of its own (inferred). Pods keep their addresses
 * towards the ranges of .../ip-masquerade-agent, and are reached in the VPC, and by the proxies and health checks of load
 * balancers with network endpoint groups (https://cloud.google.com/load-balancing/docs/health-check-concepts).
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
      nonMasqueradeCIDRs: NON_MASQUERADE,
      routableFrom: { pods: [...VPC, '35.191.0.0/16', '130.211.0.0/22'] },
      loadBalancer: { pool: '198.51.100.0/24' },
    },
    dns: {
      implementation: 'kube-dns',
      serviceIP: '34.118.224.10',
      nodeResolvConf: { nameservers: ['169.254.169.254'], searches: ['google.internal'] },
    },
    apiServer: { addresses: ['172.16.0.2'], port: 443 },
    nodes: [
      { name: 'gke-cluster-1-default-pool-5c5add1f-1b2c', address: '10.128.0.2', labels: zone('us-central1', '-a') },
      { name: 'gke-cluster-1-default-pool-5c5add1f-4d3e', address: '10.128.0.3', labels: zone('us-central1', '-a') },
      { name: 'gke-cluster-1-default-pool-5c5add1f-9f80', address: '10.128.0.4', labels: zone('us-central1', '-a') },
    ],
  },
};
