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

// Cilium matches neither pods nor nodes by CIDR (cilium issues 9209, 12277, `policy-cidr-match-mode`).
const CILIUM: PolicyEnforcement = { ...ONLY_NETWORK_POLICY, ipBlockMatchesPods: false, ipBlockMatchesNodes: false };

/** What each network plugin enforces. https://network-policy-api.sigs.k8s.io/implementations */
const PLUGINS: ReadonlyMap<string, PolicyEnforcement> = new Map([
  ['antrea', { ...EVERYTHING, clusterNetworkPolicy: false }],
  // The VPC CNI's agent sees a packet before and after translation (aws-network-policy-agent issue 166).
  ['aws-vpc-cni', { ...ONLY_NETWORK_POLICY, egressSeesServiceIP: true }],
  // Azure CNI enforces with `--network-policy` only, and that brings a plugin of its own.
  ['azure', NOTHING],
  ['bridge', NOTHING],
  // ClusterNetworkPolicy since 3.32, AdminNetworkPolicy before.
  ['calico', EVERYTHING],
  ['cilium', CILIUM],
  ['flannel', NOTHING],
  ['gke-dataplane-v2', CILIUM],
  ['kindnet', ONLY_NETWORK_POLICY],
  ['kube-network-policies', EVERYTHING],
  ['kube-router', ONLY_NETWORK_POLICY],
  // kubeadm brings no plugin; the name stands for one that enforces every policy.
  ['kubeadm', EVERYTHING],
  ['kubenet', NOTHING],
  ['none', NOTHING],
  ['ovn-kubernetes', { ...EVERYTHING, clusterNetworkPolicy: false }],
]);

/** The plugins whose enforcement is known, sorted. */
export const pluginNames: readonly string[] = [...PLUGINS.keys()];

/**
 * What a plugin enforces, and how it reads what Kubernetes leaves open. A plugin that Curlew does not know is taken to
 * enforce NetworkPolicy; `checkCluster` warns of that.
 */
export function enforcementOf(plugin: string): PolicyEnforcement {
  return PLUGINS.get(plugin) ?? ONLY_NETWORK_POLICY;
}
