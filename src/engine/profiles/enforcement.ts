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
  hostNetwork: 'node',
  icmp: 'deny',
  duplicateNamedPort: 'resolve',
  baselineSkippedByAnyDirection: false,
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

// Cilium matches neither pods nor nodes by CIDR (cilium issues 9209, 12277, `policy-cidr-match-mode`), and leaves out
// egress rules by a name to which pods give several numbers (cilium issues 24779, 30003).
const CILIUM: PolicyEnforcement = {
  ...ONLY_NETWORK_POLICY,
  ipBlockMatchesPods: false,
  ipBlockMatchesNodes: false,
  duplicateNamedPort: 'skip',
};

/** What each network plugin enforces. https://network-policy-api.sigs.k8s.io/implementations */
const PLUGINS: ReadonlyMap<string, PolicyEnforcement> = new Map([
  ['antrea', { ...EVERYTHING, clusterNetworkPolicy: false }],
  // The VPC CNI's agent sees a pod's packets before translation (aws-network-policy-agent issue 166); its controller adds
  // the Services of the pods that a rule selects (amazon-network-policy-controller-k8s pkg/resolvers/endpoints.go).
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
  // Its pipeline asks which NetworkPolicies select the pod before it looks at their direction (pkg/networkpolicy).
  ['kube-network-policies', { ...EVERYTHING, baselineSkippedByAnyDirection: true }],
  ['kube-router', ONLY_NETWORK_POLICY],
  // kubeadm brings no plugin; the name stands for one that enforces every policy.
  ['kubeadm', EVERYTHING],
  ['kubenet', NOTHING],
  ['none', NOTHING],
  // The addresses of nodes belong to a namespace of their own (go-controller/pkg/ovn/namespace.go).
  ['ovn-kubernetes', { ...EVERYTHING, clusterNetworkPolicy: false, hostNetwork: 'namespace' }],
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
