import type {
  ApiServerSpec,
  ClusterSpec,
  DnsSpec,
  NetworkSpec,
  NodeSpec,
  PolicyEnforcement,
  PortRange,
  ProxyMode,
  ProxySpec,
} from '../model/index.ts';
import { formatAddress, NODE_LOCAL_DNS, parseCidr } from '../model/index.ts';
import type { ClusterFileSpec, DnsFile, NetworkFile, NodeFile, PoliciesFile } from './cluster-file.ts';
import { enforcementOf, isStandIn, POLICY_KINDS, POLICY_SWITCHES, type PolicySwitch } from './enforcement.ts';
import { nodeAddresses } from './node-addresses.ts';
import { nodeSourcesOf } from './plugins.ts';

/**
 * Fills in what nobody says with kube's own defaults: kubeadm's ranges where kube has none, the kubelet's 110 pods a
 * node. Total: values that make no sense, which `checkCluster` reports, stay as they are or give way to the default.
 */
export function completeCluster(name: string, written: ClusterFileSpec): ClusterSpec {
  const network = completeNetwork(written.network ?? {});
  const nodes = written.nodes ?? [];
  const addresses = nodeAddresses(nodes, [...network.podCIDRs, ...network.serviceCIDRs]);
  return {
    name,
    kubernetesVersion: written.kubernetesVersion ?? '1.34',
    ...(written.removedVersions !== undefined && { removedVersions: written.removedVersions }),
    ...(written.ignoredKinds !== undefined && { ignoredKinds: written.ignoredKinds }),
    network,
    dns: completeDns(written.dns ?? {}, network, written.proxy?.mode),
    proxy: completeProxy(written.proxy ?? {}),
    apiServer: completeApiServer(written.apiServer ?? {}),
    ingressController: written.ingressController ?? 'none',
    nodes: nodes.map((node, index) => completeNode(node, addresses[index] ?? [])),
    images: written.images ?? [],
    externalHosts: written.externalHosts ?? [],
    nameservers: written.nameservers ?? [],
  };
}

function completeNetwork(file: NetworkFile): NetworkSpec {
  const plugin = file.plugin ?? 'kubeadm';
  const podCIDRs = splitPair(file.podCIDR ?? '10.244.0.0/16');
  return {
    plugin,
    ...(isStandIn(plugin) && { pluginIsStandIn: true as const }),
    podCIDRs,
    serviceCIDRs: splitPair(file.serviceCIDR ?? '10.96.0.0/12'),
    nodeCIDRMaskSizes: podCIDRs.map((cidr) =>
      cidr.includes(':') ? (file.nodeCIDRMaskSizeIPv6 ?? 64) : (file.nodeCIDRMaskSizeIPv4 ?? 24),
    ),
    allocator: file.allocator ?? 'host-local',
    nodePortRange: portRange(file.nodePortRange) ?? { from: 30000, to: 32767 },
    mtu: file.mtu ?? 1450,
    masqueradeOutside: file.masqueradeOutside ?? true,
    nonMasqueradeCIDRs: file.nonMasqueradeCIDRs ?? [],
    routableFrom: { pods: [], services: [], ...file.routableFrom },
    nodeSource: { ...nodeSourcesOf(plugin), ...file.nodeSource },
    hairpinMode: file.hairpinMode ?? true,
    hostPorts: file.hostPorts ?? true,
    policies: completePolicies(plugin, file.policies ?? {}),
    loadBalancer: file.loadBalancer ?? 'none',
    endpointPropagationSeconds: file.endpointPropagationSeconds ?? ENDPOINT_PROPAGATION_SECONDS,
  };
}

/**
 * A kube-proxy hears of an endpoint within a second or two of a small cluster, later where the API server, the watches
 * or iptables-restore are slow. Five seconds are what CoreDNS waits for the same reason (its `lameduck` in kubeadm's
 * Corefile), and the pause that guides recommend.
 */
const ENDPOINT_PROPAGATION_SECONDS = 5;

function completePolicies(plugin: string, written: PoliciesFile): PolicyEnforcement {
  const known = enforcementOf(plugin);
  const { enforced = known.enforced, networkPolicy, adminNetworkPolicy, clusterNetworkPolicy, ...reading } = written;
  const kinds = new Set(enforced);
  const turn = (name: PolicySwitch, isOn: boolean | undefined): void => {
    for (const kind of isOn === undefined ? [] : POLICY_SWITCHES[name]) {
      if (isOn) kinds.add(kind);
      else kinds.delete(kind);
    }
  };
  turn('networkPolicy', networkPolicy);
  turn('adminNetworkPolicy', adminNetworkPolicy);
  turn('clusterNetworkPolicy', clusterNetworkPolicy);
  return { enforced: POLICY_KINDS.filter((kind) => kinds.has(kind)), reading: { ...known.reading, ...reading } };
}

function completeDns(file: DnsFile, network: NetworkSpec, mode: ProxyMode | undefined): DnsSpec {
  const { nameservers = [], searches = [], options = [] } = file.nodeResolvConf ?? {};
  const serviceIP = file.serviceIP ?? tenthAddress(network.serviceCIDRs[0] ?? '');
  const implementation = file.implementation ?? 'coredns';
  const nodeLocal = file.nodeLocal ?? false;
  return {
    installed: file.installed ?? true,
    implementation,
    domain: file.domain ?? 'cluster.local',
    serviceIP,
    name: file.name ?? 'kube-dns',
    namespace: file.namespace ?? 'kube-system',
    labels: file.labels ?? { 'k8s-app': 'kube-dns' },
    targetPort: file.targetPort ?? 53,
    corefile: file.corefile ?? 'kubeadm',
    nodeLocal,
    address: file.address ?? defaultAddress({ implementation, nodeLocal, serviceIP }, mode),
    pods: file.pods ?? 'insecure',
    nodeResolvConf: { nameservers, searches, options },
    extraNameservers: file.extraNameservers ?? [],
  };
}

/** The metadata server of Google's machines, which answers for Cloud DNS (cloud.google.com/kubernetes-engine/docs/how-to/cloud-dns). */
const CLOUD_DNS = '169.254.169.254';

/**
 * Where pods ask. NodeLocal DNSCache takes the DNS Service's address over on every node; not in ipvs mode, where that
 * is on an interface of kube-proxy's own, and the kubelet names the cache instead
 * (https://kubernetes.io/docs/tasks/administer-cluster/nodelocaldns/).
 */
function defaultAddress(
  { implementation, nodeLocal, serviceIP }: Pick<DnsSpec, 'implementation' | 'nodeLocal' | 'serviceIP'>,
  mode: ProxyMode | undefined,
): string {
  if (nodeLocal && (mode === 'ipvs' || implementation === 'cloud-dns')) return NODE_LOCAL_DNS;
  return implementation === 'cloud-dns' ? CLOUD_DNS : serviceIP;
}

/** kubeadm gives the DNS Service the tenth address of the range (cmd/kubeadm/app/constants, GetDNSIP). */
function tenthAddress(serviceCIDR: string): string {
  const cidr = parseCidr(serviceCIDR);
  return cidr === undefined ? '' : formatAddress({ family: cidr.family, value: cidr.first + 10n });
}

/** The API server of a control-plane node listens on 6443, one that is elsewhere on 443 as a rule. */
function completeApiServer({ addresses = [], port }: Partial<ApiServerSpec>): ApiServerSpec {
  return { addresses, port: port ?? (addresses.length === 0 ? 6443 : 443) };
}

function completeProxy(file: Partial<ProxySpec>): ProxySpec {
  const mode = file.mode ?? 'iptables';
  return {
    mode,
    masqueradeAll: file.masqueradeAll ?? false,
    localhostNodePorts: file.localhostNodePorts ?? true,
    // kube-proxy in nftables mode listens on the primary addresses alone unless told otherwise.
    nodePortAddresses: file.nodePortAddresses ?? (mode === 'nftables' ? ['primary'] : []),
    detectLocalMode: file.detectLocalMode ?? 'ClusterCIDR',
  };
}

function completeNode(file: NodeFile, addresses: readonly string[]): NodeSpec {
  return {
    name: file.name,
    addresses,
    roles: file.roles ?? [],
    podCIDRs: file.podCIDR === undefined ? [] : splitPair(file.podCIDR),
    kubeProxy: file.kubeProxy ?? true,
    labels: file.labels ?? {},
    taints: file.taints ?? defaultTaints(file),
    unschedulable: file.unschedulable ?? false,
    capacity: { ...DEFAULT_CAPACITY, ...stringValues(file.capacity ?? {}) },
    up: file.up ?? true,
  };
}

/** A machine of ample size: a spec about networking should not fail for want of memory unless it says how much there is. */
const DEFAULT_CAPACITY = { cpu: '64', memory: '256Gi', 'ephemeral-storage': '1Ti', pods: '110' };

/** kubeadm keeps ordinary pods off control planes. */
function defaultTaints(file: NodeFile): NodeSpec['taints'] {
  const isControlPlane = file.roles?.includes('control-plane') === true;
  return isControlPlane ? [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }] : [];
}

function stringValues(values: Readonly<Record<string, string | number>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, String(value)]));
}

/** Reads a CIDR, or a comma-separated pair of them. */
function splitPair(text: string): readonly string[] {
  return text.split(',').map((part) => part.trim());
}

/** Reads `30000-32767`; `undefined` where it is no range. */
export function portRange(text: string | undefined): PortRange | undefined {
  const match = /^(\d{1,6})-(\d{1,6})$/.exec(text ?? '');
  return match === null ? undefined : { from: Number(match[1]), to: Number(match[2]) };
}
