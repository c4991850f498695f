import type { Profile } from './profile.ts';
import { zone } from './zone.ts';

/**
 * EKS with the VPC CNI: pods have addresses of the VPC, at most 29 on an m5.large, and are masqueraded outside it. The
 * plugin's policy agent is off until `enableNetworkPolicy` is set: `extends: eks` with `policies: {networkPolicy: true}`.
 *
 * https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy.html; service range of KubernetesNetworkConfigRequest;
 * kube-proxy is given no cluster CIDR. Inferred: the /24 blocks, the machines, and the documentation range for public
 * addresses. AWS hides the control plane: its network interfaces in the VPC answer at port 443 (inferred: their addresses).
 * Pods keep their addresses in the VPC, and are reached from there: a load balancer with ip targets connects to them
 * (aws-load-balancer-controller issue 973, kubernetes issue 122151).
 */
export const eks: Profile = {
  name: 'eks',
  about: 'EKS with the VPC CNI; policies are ignored until its policy agent is switched on',
  spec: {
    kubernetesVersion: '1.34',
    network: {
      plugin: 'aws-vpc-cni',
      podCIDR: '192.168.128.0/17',
      serviceCIDR: '10.100.0.0/16',
      mtu: 9001,
      nonMasqueradeCIDRs: ['192.168.0.0/16'],
      routableFrom: { pods: ['192.168.0.0/16'] },
      policies: { networkPolicy: false },
      loadBalancer: { pool: '198.51.100.0/24' },
    },
    dns: {
      corefile: 'eks',
      serviceIP: '10.100.0.10',
      nodeResolvConf: { nameservers: ['192.168.0.2'], searches: ['us-west-2.compute.internal'] },
    },
    apiServer: { addresses: ['192.168.110.12', '192.168.75.34'], port: 443 },
    proxy: { detectLocalMode: 'None' },
    nodes: [
      {
        name: 'ip-192-168-12-34.us-west-2.compute.internal',
        address: '192.168.12.34',
        labels: zone('us-west-2', 'a'),
        capacity: { pods: 29 },
      },
      {
        name: 'ip-192-168-45-67.us-west-2.compute.internal',
        address: '192.168.45.67',
        labels: zone('us-west-2', 'b'),
        capacity: { pods: 29 },
      },
      {
        name: 'ip-192-168-89-10.us-west-2.compute.internal',
        address: '192.168.89.10',
        labels: zone('us-west-2', 'c'),
        capacity: { pods: 29 },
      },
    ],
  },
};
