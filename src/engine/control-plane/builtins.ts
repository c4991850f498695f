import type { ClusterSpec, Labels, NodeSpec, Resource } from '../model/index.ts';
import { formatAddress, NAMESPACE_NAME_LABEL, parseAddress, parseCidr, SERVICE_NAME_LABEL } from '../model/index.ts';
import { builtin } from './builtin-object.ts';
import { dnsObjects } from './dns-addon.ts';
import { ingressController } from './ingress-controller.ts';

/** The objects that a cluster has before anyone applies a manifest: namespaces, nodes, the API's Service, and add-ons. */
export function builtinObjects(spec: ClusterSpec): readonly Resource[] {
  const own = ['default', 'kube-node-lease', 'kube-public', 'kube-system'];
  const dns = spec.dns.installed ? dnsObjects(spec) : [];
  const namespaces = [...new Set([...own, ...(dns.length > 0 ? [spec.dns.namespace] : [])])].map((name) =>
    namespaceObject(name),
  );
  const ingress =
    spec.ingressController === 'nginx' ? [namespaceObject('ingress-nginx'), ...ingressController(spec)] : [];
  return [...namespaces, ...spec.nodes.map((node) => nodeObject(spec, node)), ...apiServer(spec), ...dns, ...ingress];
}

/** A namespace as the API server completes it: with the label that carries its name. */
export function namespaceObject(name: string, labels: Labels = {}): Resource {
  return builtin('v1', 'Namespace', name, undefined, {
    labels: { [NAMESPACE_NAME_LABEL]: name, ...labels },
    rest: { spec: { finalizers: ['kubernetes'] }, status: { phase: 'Active' } },
  });
}

const READY = { type: 'Ready', status: 'True', reason: 'KubeletReady', message: 'kubelet is posting ready status' };

/** What a kubelet reports while there is no network plugin (kubernetes pkg/kubelet/nodestatus/setters.go ReadyCondition). */
const WITHOUT_NETWORK = {
  type: 'Ready',
  status: 'False',
  reason: 'KubeletNotReady',
  message:
    'container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized',
};

/** The node lifecycle controller's taint on a node that is not ready. */
const NOT_READY = { key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' };

function nodeObject(spec: ClusterSpec, node: NodeSpec): Resource {
  const roles = node.roles.map((role) => [`node-role.kubernetes.io/${role}`, '']);
  // kubeadm keeps control planes out of cloud load balancers (cmd/kubeadm/app/phases/markcontrolplane).
  const excluded =
    node.roles.includes('control-plane') && spec.nodes.some(({ roles }) => !roles.includes('control-plane'))
      ? { 'node.kubernetes.io/exclude-from-external-load-balancers': '' }
      : {};
  const hasNetwork = spec.network.plugin !== 'none';
  const taints = hasNetwork ? node.taints : [...node.taints, NOT_READY];
  return builtin('v1', 'Node', node.name, undefined, {
    labels: withBetaLabels({
      'kubernetes.io/hostname': node.name,
      'kubernetes.io/os': 'linux',
      'kubernetes.io/arch': 'amd64',
      ...Object.fromEntries(roles),
      ...excluded,
      ...node.labels,
    }),
    rest: {
      spec: {
        ...(node.podCIDRs[0] === undefined ? {} : { podCIDR: node.podCIDRs[0], podCIDRs: node.podCIDRs }),
        ...(taints.length === 0 ? {} : { taints }),
        ...(node.unschedulable ? { unschedulable: true } : {}),
      },
      status: {
        addresses: [
          ...node.addresses.map((address) => ({ type: 'InternalIP', address })),
          { type: 'Hostname', address: node.name },
        ],
        capacity: node.capacity,
        allocatable: node.capacity,
        conditions: [hasNetwork ? READY : WITHOUT_NETWORK],
        nodeInfo: { kubeletVersion: `v${spec.kubernetesVersion}.0`, operatingSystem: 'linux', architecture: 'amd64' },
      },
    },
  });
}

/**
 * The node lifecycle controller gives a node the labels of the time before 1.14 beside those that replaced them, with the
 * same values (kubernetes pkg/controller/nodelifecycle/node_lifecycle_controller.go, labelReconcileInfo).
 */
function withBetaLabels(labels: Labels): Labels {
  const beta = ['kubernetes.io/os', 'kubernetes.io/arch'].map((key) => [`beta.${key}`, labels[key] ?? '']);
  return { ...labels, ...Object.fromEntries(beta) };
}

/** The Service `kubernetes` and its slice, which the API server itself keeps (kubernetes pkg/controlplane). */
function apiServer(spec: ClusterSpec): readonly Resource[] {
  const addresses = apiServerAddresses(spec);
  const { port } = spec.apiServer;
  const labels = { component: 'apiserver', provider: 'kubernetes' };
  const service = builtin('v1', 'Service', 'kubernetes', 'default', {
    labels,
    rest: {
      spec: {
        type: 'ClusterIP',
        clusterIP: firstAddress(spec),
        ports: [{ name: 'https', port: 443, protocol: 'TCP', targetPort: port }],
        sessionAffinity: 'None',
        internalTrafficPolicy: 'Cluster',
      },
    },
  });
  if (addresses.length === 0) return [service];
  const endpoints = builtin('v1', 'Endpoints', 'kubernetes', 'default', {
    labels: { 'endpointslice.kubernetes.io/skip-mirror': 'true' },
    rest: {
      subsets: [{ addresses: addresses.map((ip) => ({ ip })), ports: [{ name: 'https', port, protocol: 'TCP' }] }],
    },
  });
  const slice = builtin('discovery.k8s.io/v1', 'EndpointSlice', 'kubernetes', 'default', {
    labels: { [SERVICE_NAME_LABEL]: 'kubernetes' },
    rest: {
      addressType: `IPv${parseAddress(addresses[0] ?? '')?.family ?? 4}`,
      endpoints: addresses.map((address) => ({ addresses: [address], conditions: { ready: true } })),
      ports: [{ name: 'https', port, protocol: 'TCP' }],
    },
  });
  return [service, endpoints, slice];
}

/** Where the cluster does not say, the control-plane nodes run the API server; a cluster without any has it on its first node. */
function apiServerAddresses({ apiServer: { addresses }, nodes }: ClusterSpec): readonly string[] {
  if (addresses.length > 0) return addresses;
  const controlPlanes = nodes.filter(({ roles }) => roles.includes('control-plane'));
  const hosts = controlPlanes.length > 0 ? controlPlanes : nodes.slice(0, 1);
  return hosts.flatMap((host) => host.addresses.slice(0, 1));
}

function firstAddress({ network }: ClusterSpec): string {
  const range = parseCidr(network.serviceCIDRs[0] ?? '');
  return range === undefined ? '' : formatAddress({ family: range.family, value: range.first + 1n });
}
