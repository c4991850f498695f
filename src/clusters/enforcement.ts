import type { PolicyEnforcement } from '../model/index.ts';

const EVERYTHING: PolicyEnforcement = {
  networkPolicy: true,
  adminNetworkPolicy: true,
  clusterNetworkPolicy: true,
  ipBlockMatchesPods: true,
  ipBlockMatchesNodes: true,
  egressSeesServiceIP: false,
  hairpin: 'allow',
  endPort: true,
};

const NOTHING: PolicyEnforcement = {
  ...EVERYTHING,
  networkPolicy: false,
  adminNetworkPolicy: false,
  clusterNetworkPolicy: false,
};

const ONLY_NETWORK_POLICY: PolicyEnforcement = {
  ...EVERYTHING,
  adminNetworkPolicy: false,
  clusterNetworkPolicy: false,
};

/** What each network plugin enforces; a plugin that Curlew does not know enforces NetworkPolicy v1. */
const PLUGINS: Readonly<Record<string, PolicyEnforcement>> = {
  none: NOTHING,
  flannel: NOTHING,
  kubenet: NOTHING,
  bridge: NOTHING,
  // https://docs.tigera.io/calico/latest/network-policy: ClusterNetworkPolicy since 3.32, AdminNetworkPolicy before.
  calico: EVERYTHING,
  // Cilium matches neither pods nor nodes by CIDR (cilium issues 9209, 12277, `policy-cidr-match-mode`).
  cilium: { ...ONLY_NETWORK_POLICY, ipBlockMatchesPods: false, ipBlockMatchesNodes: false },
  antrea: { ...EVERYTHING, clusterNetworkPolicy: false },
  'ovn-kubernetes': { ...EVERYTHING, clusterNetworkPolicy: false },
  // The VPC CNI's agent sees a packet before and after translation (aws-network-policy-agent issue 166).
  'aws-vpc-cni': { ...ONLY_NETWORK_POLICY, egressSeesServiceIP: true },
  kindnet: ONLY_NETWORK_POLICY,
  'kube-router': ONLY_NETWORK_POLICY,
  'kube-network-policies': EVERYTHING,
  kubeadm: EVERYTHING,
};

/** What a plugin enforces, and how it reads what Kubernetes leaves open. */
export function enforcementOf(plugin: string): PolicyEnforcement {
  return PLUGINS[plugin] ?? ONLY_NETWORK_POLICY;
}
