import type { PolicyEnforcement, PolicyReading } from '../model/index.ts';

/** The kinds of policies that a plugin may enforce, in the order in which they are listed. */
export const POLICY_KINDS: readonly string[] = [
  'NetworkPolicy',
  'AdminNetworkPolicy',
  'BaselineAdminNetworkPolicy',
  'ClusterNetworkPolicy',
];

/** A switch of a Cluster file that stands for the kinds of one API: a short way of writing `enforced`. */
export type PolicySwitch = 'networkPolicy' | 'adminNetworkPolicy' | 'clusterNetworkPolicy';

export const POLICY_SWITCHES: Readonly<Record<PolicySwitch, readonly string[]>> = {
  networkPolicy: ['NetworkPolicy'],
  adminNetworkPolicy: ['AdminNetworkPolicy', 'BaselineAdminNetworkPolicy'],
  clusterNetworkPolicy: ['ClusterNetworkPolicy'],
};

const { networkPolicy: NETWORK, adminNetworkPolicy: ADMIN } = POLICY_SWITCHES;

/** What those who specify policies mean, and most plugins do. */
const USUAL: PolicyReading = {
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

// Cilium matches neither pods nor nodes by CIDR (cilium issues 9209, 12277, `policy-cidr-match-mode`), and leaves out
// egress rules by a name to which pods give several numbers (cilium issues 24779, 30003).
const CILIUM = enforcing(NETWORK, {
  ipBlockMatchesPods: false,
  ipBlockMatchesNodes: false,
  duplicateNamedPort: 'skip',
});

/** What each network plugin enforces. https://network-policy-api.sigs.k8s.io/implementations */
const PLUGINS: ReadonlyMap<string, PolicyEnforcement> = new Map([
  ['antrea', enforcing([...NETWORK, ...ADMIN])],
  // The VPC CNI's agent sees a pod's packets before translation (aws-network-policy-agent issue 166); its controller adds
  // the Services of the pods that a rule selects (amazon-network-policy-controller-k8s pkg/resolvers/endpoints.go).
  ['aws-vpc-cni', enforcing(NETWORK, { egressSeesServiceIP: true })],
  // Azure CNI enforces with `--network-policy` only, and that brings a plugin of its own.
  ['azure', enforcing([])],
  ['bridge', enforcing([])],
  // ClusterNetworkPolicy since 3.32, AdminNetworkPolicy before.
  ['calico', enforcing(POLICY_KINDS)],
  // flannel's network with Calico's policies (https://docs.tigera.io/calico/latest/getting-started/kubernetes/flannel).
  ['canal', enforcing(NETWORK)],
  ['cilium', CILIUM],
  ['flannel', enforcing([])],
  ['gke-dataplane-v2', CILIUM],
  ['kindnet', enforcing(NETWORK)],
  // Its pipeline asks which NetworkPolicies select the pod before it looks at their direction (pkg/networkpolicy).
  ['kube-network-policies', enforcing(POLICY_KINDS, { baselineSkippedByAnyDirection: true })],
  ['kube-router', enforcing(NETWORK)],
  // kubeadm brings no plugin; the name stands for one that enforces every policy.
  ['kubeadm', enforcing(POLICY_KINDS)],
  ['kubenet', enforcing([])],
  ['none', enforcing([])],
  // The addresses of nodes belong to a namespace of their own (go-controller/pkg/ovn/namespace.go).
  ['ovn-kubernetes', enforcing([...NETWORK, ...ADMIN], { hostNetwork: 'namespace' })],
]);

function enforcing(enforced: readonly string[], otherwise: Partial<PolicyReading> = {}): PolicyEnforcement {
  return { enforced, reading: { ...USUAL, ...otherwise } };
}

/** The plugins whose enforcement is known, sorted. */
export const pluginNames: readonly string[] = [...PLUGINS.keys()];

/**
 * What a plugin enforces, and how it reads what Kubernetes leaves open. A plugin that Curlew does not know is taken to
 * enforce NetworkPolicy; `checkCluster` warns of that.
 */
export function enforcementOf(plugin: string): PolicyEnforcement {
  return PLUGINS.get(plugin) ?? enforcing(NETWORK);
}
