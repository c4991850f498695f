import { isObject, type KubernetesObject, mentions, valueAt } from '../../../model/index.ts';
import type { ForeignKind, SelectorField } from '../foreign-kind.ts';

const ISTIO = 'https://istio.io/latest/docs/reference/config/';
const workload: SelectorField = { path: ['spec', 'selector', 'matchLabels'], syntax: 'labels' };
const workloadLabels: SelectorField = { path: ['spec', 'workloadSelector', 'labels'], syntax: 'labels' };

/** What the proxies and agents of service meshes and security add-ons enforce, beside any network plugin. */
export const meshes: readonly ForeignKind[] = [
  {
    group: 'security.istio.io',
    kinds: ['AuthorizationPolicy'],
    effect: 'restricts',
    subject: { scope: 'mesh', pods: workload },
    directions: 'ingress',
    source: `${ISTIO}security/authorization-policy/`,
  },
  {
    group: 'security.istio.io',
    kinds: ['PeerAuthentication'],
    effect: 'restricts',
    when: isStrict,
    subject: { scope: 'mesh', pods: workload },
    directions: 'ingress',
    source: `${ISTIO}security/peer_authentication/`,
  },
  {
    // A request without a token passes; what a policy makes of tokens stands in an AuthorizationPolicy.
    group: 'security.istio.io',
    effect: 'none',
    source: `${ISTIO}security/request_authentication/`,
  },
  {
    group: 'networking.istio.io',
    kinds: ['Sidecar'],
    effect: 'restricts',
    subject: { scope: 'mesh', pods: workloadLabels },
    directions: 'egress',
    source: `${ISTIO}networking/sidecar/`,
  },
  {
    group: 'networking.istio.io',
    kinds: ['EnvoyFilter'],
    effect: 'restricts',
    subject: { scope: 'mesh', pods: workloadLabels },
    source: `${ISTIO}networking/envoy-filter/`,
  },
  {
    // Without gateways, or with the gateway `mesh`, the clients' own proxies route by it.
    group: 'networking.istio.io',
    kinds: ['VirtualService'],
    effect: 'restricts',
    when: (object) => isListing(valueAt(object, ['spec', 'gateways']) ?? ['mesh'], 'mesh'),
    subject: { scope: 'namespace', services: [['spec', 'hosts', '*']] },
    directions: 'ingress',
    source: `${ISTIO}networking/virtual-service/`,
  },
  {
    group: 'networking.istio.io',
    kinds: ['DestinationRule'],
    effect: 'restricts',
    when: (object) => mentions(object, 'tls'),
    subject: { scope: 'namespace', services: [['spec', 'host']] },
    directions: 'ingress',
    source: `${ISTIO}networking/destination-rule/`,
  },
  {
    group: 'extensions.istio.io',
    kinds: ['WasmPlugin'],
    effect: 'restricts',
    subject: { scope: 'mesh', pods: workload },
    directions: 'ingress',
    source: `${ISTIO}proxy_extensions/wasm-plugin/`,
  },
  {
    group: 'policy.linkerd.io',
    kinds: ['Server'],
    effect: 'restricts',
    subject: { scope: 'namespace', pods: { path: ['spec', 'podSelector'], syntax: 'selector' } },
    directions: 'ingress',
    source: 'https://linkerd.io/2/reference/authorization-policy/',
  },
  {
    group: 'policy.linkerd.io',
    kinds: ['AuthorizationPolicy', 'ServerAuthorization', 'HTTPRoute', 'HTTPLocalRateLimitPolicy'],
    effect: 'restricts',
    directions: 'ingress',
    source: 'https://linkerd.io/2/reference/authorization-policy/',
  },
  {
    group: 'policy.linkerd.io',
    kinds: ['EgressNetwork'],
    effect: 'restricts',
    subject: { scope: 'cluster' },
    directions: 'egress',
    source: 'https://linkerd.io/2/reference/egress-network/',
  },
  { group: 'policy.linkerd.io', effect: 'none', source: 'https://linkerd.io/2/reference/authorization-policy/' },
  { group: 'linkerd.io', effect: 'none', source: 'https://linkerd.io/2/reference/service-profiles/' },
  {
    group: 'kuma.io',
    kinds: [
      'MeshTrafficPermission',
      'TrafficPermission',
      'MeshFaultInjection',
      'FaultInjection',
      'MeshRateLimit',
      'MeshHTTPRoute',
      'MeshTCPRoute',
      'TrafficRoute',
      'MeshTLS',
      'MeshPassthrough',
    ],
    effect: 'restricts',
    subject: { scope: 'cluster' },
    source: 'https://kuma.io/docs/latest/policies/meshtrafficpermission/',
  },
  {
    group: 'kuma.io',
    kinds: ['Mesh'],
    effect: 'restricts',
    when: (object) => valueAt(object, ['spec', 'mtls', 'enabledBackend']) !== undefined,
    subject: { scope: 'cluster' },
    source: 'https://kuma.io/docs/latest/policies/mutual-tls/',
  },
  { group: 'kuma.io', effect: 'none', source: 'https://kuma.io/docs/latest/policies/introduction/' },
  {
    group: 'consul.hashicorp.com',
    kinds: [
      'ServiceIntentions',
      'ServiceRouter',
      'ServiceSplitter',
      'ServiceResolver',
      'ServiceDefaults',
      'ProxyDefaults',
      'Mesh',
    ],
    effect: 'restricts',
    subject: { scope: 'cluster' },
    source: 'https://developer.hashicorp.com/consul/docs/reference/config-entry/service-intentions',
  },
  {
    group: 'access.smi-spec.io',
    effect: 'restricts',
    subject: { scope: 'cluster' },
    directions: 'ingress',
    source: 'https://github.com/servicemeshinterface/smi-spec/blob/main/apis/traffic-access/v1alpha3/traffic-access.md',
  },
  {
    group: 'neuvector.com',
    kinds: ['NvSecurityRule', 'NvClusterSecurityRule'],
    effect: 'restricts',
    subject: { scope: 'cluster' },
    source: 'https://open-docs.neuvector.com/policy/usingcrd/',
  },
  {
    // It is turned into NetworkPolicies for both ends of each call.
    group: 'k8s.otterize.com',
    effect: 'restricts',
    overrules: true,
    subject: { scope: 'cluster' },
    source: 'https://docs.otterize.com/reference/intents-and-intents-files',
  },
  {
    group: 'kyverno.io',
    kinds: ['ClusterPolicy', 'Policy'],
    effect: 'restricts',
    overrules: true,
    when: (object) => mentions(object, 'NetworkPolicy'),
    subject: { scope: 'cluster' },
    source: 'https://kyverno.io/docs/policy-types/cluster-policy/generate/',
  },
];

/** With anything but STRICT, clients outside the mesh get in as they did. */
function isStrict(object: KubernetesObject): boolean {
  const ports = valueAt(object, ['spec', 'portLevelMtls']);
  const modes = [valueAt(object, ['spec', 'mtls']), ...(isObject(ports) ? Object.values(ports) : [])];
  return modes.some((each) => valueAt(each, ['mode']) === 'STRICT');
}

function isListing(list: unknown, item: string): boolean {
  return Array.isArray(list) && list.includes(item);
}
