import { type KubernetesObject, valueAt } from '../../../model/index.ts';
import type { ForeignKind, SelectorField } from '../foreign-kind.ts';

const CILIUM = ['cilium', 'gke-dataplane-v2'];
const CALICO = ['calico', 'canal'];
/** Calico may be installed for policies alone: https://docs.tigera.io/calico/latest/getting-started/kubernetes/flannel/ */
const BESIDE = ['flannel', 'kubenet', 'azure', 'aws-vpc-cni', 'bridge'];
const OVN = ['ovn-kubernetes'];
const AWS = ['aws-vpc-cni'];

const CILIUM_DOCS = 'https://docs.cilium.io/en/stable/network/kubernetes/policy/';
const CALICO_DOCS = 'https://docs.tigera.io/calico/latest/reference/resources/';

const endpointSelector: SelectorField = { path: ['spec', 'endpointSelector'], syntax: 'cilium' };
const podSelector: SelectorField = { path: ['spec', 'podSelector'], syntax: 'selector' };
const calicoSelector: SelectorField = { path: ['spec', 'selector'], syntax: 'calico' };

const ciliumDirections = { ingress: ['ingress', 'ingressDeny'], egress: ['egress', 'egressDeny'] } as const;

const calicoPolicies = (group: string): readonly ForeignKind[] => [
  {
    group,
    kinds: ['NetworkPolicy'],
    effect: 'restricts',
    plugins: CALICO,
    beside: BESIDE,
    overrules: true,
    subject: { scope: 'namespace', pods: calicoSelector },
    source: `${CALICO_DOCS}networkpolicy`,
  },
  {
    group,
    kinds: ['GlobalNetworkPolicy'],
    effect: 'restricts',
    plugins: CALICO,
    beside: BESIDE,
    overrules: true,
    subject: { scope: 'cluster', pods: calicoSelector },
    source: `${CALICO_DOCS}globalnetworkpolicy`,
  },
  {
    group,
    kinds: ['HostEndpoint'],
    effect: 'restricts',
    plugins: CALICO,
    beside: BESIDE,
    subject: { scope: 'nodes' },
    source: `${CALICO_DOCS}hostendpoint`,
  },
  { group, effect: 'none', source: CALICO_DOCS },
];

const antreaPolicies = (group: string): readonly ForeignKind[] => [
  {
    group,
    kinds: ['NetworkPolicy'],
    effect: 'restricts',
    plugins: ['antrea'],
    overrules: true,
    source: 'https://antrea.io/docs/main/docs/antrea-network-policy/',
  },
  {
    group,
    kinds: ['ClusterNetworkPolicy'],
    effect: 'restricts',
    plugins: ['antrea'],
    overrules: true,
    subject: { scope: 'cluster' },
    source: 'https://antrea.io/docs/main/docs/antrea-network-policy/',
  },
  { group, effect: 'none', source: 'https://antrea.io/docs/main/docs/api/' },
];

/** What network plugins enforce beside the policies of SIG Network. */
export const pluginPolicies: readonly ForeignKind[] = [
  {
    group: 'cilium.io',
    kinds: ['CiliumNetworkPolicy'],
    effect: 'restricts',
    plugins: CILIUM,
    overrules: true,
    subject: { scope: 'namespace', pods: endpointSelector },
    directions: ciliumDirections,
    source: CILIUM_DOCS,
  },
  {
    group: 'cilium.io',
    kinds: ['CiliumClusterwideNetworkPolicy'],
    effect: 'restricts',
    plugins: CILIUM,
    when: (object) => valueAt(object, ['spec', 'nodeSelector']) !== undefined,
    subject: { scope: 'nodes' },
    source: `${CILIUM_DOCS}#ciliumclusterwidenetworkpolicy`,
  },
  {
    group: 'cilium.io',
    kinds: ['CiliumClusterwideNetworkPolicy'],
    effect: 'restricts',
    plugins: CILIUM,
    overrules: true,
    when: (object) => valueAt(object, ['spec', 'nodeSelector']) === undefined,
    subject: { scope: 'cluster', pods: endpointSelector },
    directions: ciliumDirections,
    source: `${CILIUM_DOCS}#ciliumclusterwidenetworkpolicy`,
  },
  {
    group: 'cilium.io',
    kinds: ['CiliumEgressGatewayPolicy'],
    effect: 'restricts',
    plugins: CILIUM,
    subject: { scope: 'cluster' },
    directions: 'egress',
    source: 'https://docs.cilium.io/en/stable/network/egress-gateway/egress-gateway/',
  },
  {
    group: 'cilium.io',
    kinds: ['CiliumLocalRedirectPolicy'],
    effect: 'restricts',
    plugins: CILIUM,
    overrules: true,
    subject: {
      scope: 'namespace',
      services: [['spec', 'redirectFrontend', 'serviceMatcher', 'serviceName']],
    },
    directions: 'ingress',
    source: 'https://docs.cilium.io/en/stable/network/kubernetes/local-redirect-policy/',
  },
  {
    group: 'cilium.io',
    kinds: ['CiliumEnvoyConfig'],
    effect: 'restricts',
    plugins: CILIUM,
    subject: { scope: 'namespace', services: [['spec', 'services', '*', 'name']] },
    directions: 'ingress',
    source: 'https://docs.cilium.io/en/stable/network/servicemesh/envoy-custom-listener/',
  },
  {
    group: 'cilium.io',
    kinds: ['CiliumClusterwideEnvoyConfig'],
    effect: 'restricts',
    plugins: CILIUM,
    subject: { scope: 'cluster' },
    directions: 'ingress',
    source: 'https://docs.cilium.io/en/stable/network/servicemesh/envoy-custom-listener/',
  },
  { group: 'cilium.io', effect: 'none', source: 'https://docs.cilium.io/en/stable/network/kubernetes/ciliumcrds/' },
  ...calicoPolicies('projectcalico.org'),
  ...calicoPolicies('crd.projectcalico.org'),
  ...antreaPolicies('crd.antrea.io'),
  ...antreaPolicies('security.antrea.tanzu.vmware.com'),
  {
    group: 'k8s.ovn.org',
    kinds: ['EgressFirewall'],
    effect: 'restricts',
    plugins: OVN,
    directions: 'egress',
    source: 'https://ovn-kubernetes.io/features/network-security-controls/egress-firewall/',
  },
  {
    group: 'k8s.ovn.org',
    kinds: ['AdminPolicyBasedExternalRoute', 'EgressIP', 'EgressService'],
    effect: 'restricts',
    plugins: OVN,
    subject: { scope: 'cluster', namespaces: { path: ['spec', 'namespaceSelector'], syntax: 'selector' } },
    directions: 'egress',
    source: 'https://ovn-kubernetes.io/features/cluster-egress-controls/',
  },
  {
    group: 'k8s.ovn.org',
    kinds: ['UserDefinedNetwork'],
    effect: 'isolates',
    plugins: OVN,
    when: isPrimary,
    source: 'https://ovn-kubernetes.io/features/user-defined-networks/user-defined-networks/',
  },
  {
    group: 'k8s.ovn.org',
    kinds: ['ClusterUserDefinedNetwork'],
    effect: 'isolates',
    plugins: OVN,
    when: isPrimary,
    subject: { scope: 'cluster', namespaces: { path: ['spec', 'namespaceSelector'], syntax: 'selector' } },
    source: 'https://ovn-kubernetes.io/features/user-defined-networks/user-defined-networks/',
  },
  {
    group: 'k8s.ovn.org',
    kinds: ['UserDefinedNetwork', 'ClusterUserDefinedNetwork'],
    effect: 'isolates',
    plugins: OVN,
    subject: { scope: 'cluster', attached: true },
    source: 'https://ovn-kubernetes.io/features/user-defined-networks/user-defined-networks/',
  },
  { group: 'k8s.ovn.org', effect: 'none', source: 'https://ovn-kubernetes.io/api-reference/introduction/' },
  {
    group: 'network.openshift.io',
    kinds: ['EgressNetworkPolicy'],
    effect: 'restricts',
    plugins: ['openshift-sdn'],
    directions: 'egress',
    source:
      'https://docs.redhat.com/en/documentation/openshift_container_platform/4.14/html/network_apis/egressnetworkpolicy-network-openshift-io-v1',
  },
  {
    group: 'networking.k8s.aws',
    kinds: ['ApplicationNetworkPolicy'],
    effect: 'restricts',
    plugins: AWS,
    whereEnforced: true,
    overrules: true,
    subject: { scope: 'namespace', pods: podSelector },
    source: 'https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy.html',
  },
  {
    group: 'networking.k8s.aws',
    kinds: ['ClusterNetworkPolicy'],
    effect: 'restricts',
    plugins: AWS,
    whereEnforced: true,
    overrules: true,
    subject: { scope: 'cluster' },
    source: 'https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy.html',
  },
  {
    group: 'vpcresources.k8s.aws',
    kinds: ['SecurityGroupPolicy'],
    effect: 'restricts',
    plugins: AWS,
    subject: { scope: 'namespace', pods: podSelector },
    source: 'https://docs.aws.amazon.com/eks/latest/userguide/security-groups-for-pods.html',
  },
  {
    group: 'networking.gke.io',
    kinds: ['FQDNNetworkPolicy'],
    effect: 'restricts',
    plugins: ['gke-dataplane-v2'],
    overrules: true,
    subject: { scope: 'namespace', pods: podSelector },
    directions: 'egress',
    source: 'https://cloud.google.com/kubernetes-engine/docs/how-to/fqdn-network-policies',
  },
  {
    group: 'kubeovn.io',
    kinds: ['Subnet', 'Vpc', 'SecurityGroup'],
    effect: 'isolates',
    plugins: ['kube-ovn'],
    subject: { scope: 'cluster' },
    source: 'https://kubeovn.github.io/docs/stable/en/guide/subnet/',
  },
];

/** Networks beside the cluster's own, which a meta plugin gives to pods that ask for them. */
export const furtherNetworks: readonly ForeignKind[] = [
  {
    group: 'k8s.cni.cncf.io',
    kinds: ['NetworkAttachmentDefinition'],
    effect: 'isolates',
    when: (object) => /"role"\s*:\s*"primary"/.test(String(valueAt(object, ['spec', 'config']))),
    source: 'https://ovn-kubernetes.io/features/multiple-networks/multi-homing/',
  },
  {
    group: 'k8s.cni.cncf.io',
    kinds: ['NetworkAttachmentDefinition'],
    effect: 'isolates',
    subject: { scope: 'cluster', attached: true },
    source: 'https://github.com/k8snetworkplumbingwg/multi-net-spec',
  },
  {
    group: 'k8s.cni.cncf.io',
    kinds: ['MultiNetworkPolicy'],
    effect: 'restricts',
    subject: { scope: 'namespace', pods: podSelector, attached: true },
    source: 'https://github.com/k8snetworkplumbingwg/multi-networkpolicy',
  },
];

/** A primary network takes the place of the cluster's own in its namespaces; a secondary one stands beside it. */
function isPrimary(object: KubernetesObject): boolean {
  const network = valueAt(object, ['spec', 'network']) ?? valueAt(object, ['spec']);
  return ['layer2', 'layer3', 'localnet'].some((topology) => valueAt(network, [topology, 'role']) === 'Primary');
}
