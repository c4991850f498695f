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

/**
 * What those who specify policies mean, and most plugins do. Plugins on netfilter ask before the masquerade of
 * POSTROUTING: Calico in FORWARD (felix/rules/static.go), kindnet and kube-network-policies in POSTROUTING in front of it
 * (pkg/dataplane/controller.go, its hook at the priority srcnat - 5).
 */
const USUAL: PolicyReading = {
  ipBlockMatchesPods: true,
  ipBlockMatchesNodes: true,
  egressSeesServiceIP: false,
  ingressSeesMasquerade: false,
  forwardedClients: 'node',
  denied: 'drop',
  hairpin: 'allow',
  endPort: true,
  hostNetwork: 'node',
  icmp: 'deny',
  duplicateNamedPort: 'resolve',
  baselineSkippedByAnyDirection: false,
};

// Where packets are looked at behind netfilter, at the interface of the pod, they have the masqueraded source
// (antrea issue 280, of Antrea without proxyAll; cilium issue 25650).
const AT_THE_POD = { ingressSeesMasquerade: true } as const;

// Cilium matches neither pods nor nodes by CIDR (cilium issues 9209, 12277, `policy-cidr-match-mode`), and leaves out
// egress rules by a name to which pods give several numbers (cilium issues 24779, 30003).
const CILIUM_READING = {
  ...AT_THE_POD,
  ipBlockMatchesPods: false,
  ipBlockMatchesNodes: false,
  duplicateNamedPort: 'skip',
} as const;

/**
 * kube-router's chain of a pod lets echo requests pass and ends in REJECT (pkg/controllers/netpol/pod.go, CommonICMPRules;
 * k3s issues 3373, 6546). K3s has its policy controller built in.
 */
export const KUBE_ROUTER = { icmp: 'allow', denied: 'reject' } as const;

/** The plugin of a cluster of which none is named: kubeadm brings none. It stands for one that enforces every policy. */
const STAND_IN = 'kubeadm';

/** What each network plugin enforces. https://network-policy-api.sigs.k8s.io/implementations */
const PLUGINS: ReadonlyMap<string, PolicyEnforcement> = new Map([
  ['antrea', enforcing([...NETWORK, ...ADMIN], AT_THE_POD)],
  // The VPC CNI's agent sees a pod's packets before translation (aws-network-policy-agent issue 166); its controller adds
  // the Services whose own selectors a rule selects (amazon-network-policy-controller-k8s pkg/resolvers/endpoints.go).
  ['aws-vpc-cni', enforcing(NETWORK, { ...AT_THE_POD, egressSeesServiceIP: true })],
  // Azure CNI enforces with `--network-policy` only, and that brings a plugin of its own.
  ['azure', enforcing([])],
  ['bridge', enforcing([])],
  // ClusterNetworkPolicy since 3.32, AdminNetworkPolicy before.
  ['calico', enforcing(POLICY_KINDS)],
  // flannel's network with Calico's policies (https://docs.tigera.io/calico/latest/getting-started/kubernetes/flannel).
  ['canal', enforcing(NETWORK)],
  // A tunnel carries the identity of a client along, and that of one outside is "world" (cilium issues 25650, 17144).
  ['cilium', enforcing(NETWORK, { ...CILIUM_READING, forwardedClients: 'outside' })],
  ['flannel', enforcing([])],
  ['gke-dataplane-v2', enforcing(NETWORK, CILIUM_READING)],
  ['kindnet', enforcing(NETWORK)],
  // Its pipeline asks which NetworkPolicies select the pod before it looks at their direction (pkg/networkpolicy).
  ['kube-network-policies', enforcing(POLICY_KINDS, { baselineSkippedByAnyDirection: true })],
  ['kube-router', enforcing(NETWORK, KUBE_ROUTER)],
  [STAND_IN, enforcing(POLICY_KINDS)],
  ['kubenet', enforcing([])],
  ['none', enforcing([])],
  // The addresses of nodes belong to a namespace of their own (go-controller/pkg/ovn/namespace.go).
  ['ovn-kubernetes', enforcing([...NETWORK, ...ADMIN], { ...AT_THE_POD, hostNetwork: 'namespace' })],
]);

/** Reports whether a plugin may be any: nobody named one, or nobody here knows it. */
export function isStandIn(plugin: string): boolean {
  return plugin === STAND_IN || !PLUGINS.has(plugin);
}

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
