import type { ClusterView, ConfigMap, Namespace, Node, Pod, Resource } from '../../../engine/model/index.ts';
import { compareText, isFinished, parseQuantity } from '../../../engine/model/index.ts';
import { annotationLines, EVENTS, type Lines, labelLines, NONE, TIME } from './description.ts';

/** describeNamespace of a namespace without quotas and limits: they are not modelled. */
export function describeNamespace(_: ClusterView, { ref, object }: Resource<Namespace>): Lines {
  return [
    `Name:\t${ref.name}`,
    ...labelLines('Labels', object.metadata.labels),
    ...annotationLines('Annotations', object.metadata.annotations),
    `Status:\t${object.status?.phase ?? 'Active'}`,
    '',
    'No resource quota.',
    '',
    'No LimitRange resource.',
  ];
}

/** How many bytes a text in base 64 stands for. */
function decodedLength(base64: string): number {
  return Math.floor((base64.replace(/[^A-Za-z0-9+/]/g, '').length * 3) / 4);
}

/** ConfigMapDescriber. */
export function describeConfigMap(_: ClusterView, { ref, object }: Resource<ConfigMap>): Lines {
  const entries = Object.entries(object.data ?? {}).sort(([a], [b]) => compareText(a, b));
  const binary = Object.entries(object.binaryData ?? {}).sort(([a], [b]) => compareText(a, b));
  return [
    `Name:\t${ref.name}`,
    `Namespace:\t${ref.namespace}`,
    ...labelLines('Labels', object.metadata.labels),
    ...annotationLines('Annotations', object.metadata.annotations),
    '',
    'Data',
    '====',
    ...entries.flatMap(([key, value]) => [`${key}:`, '----', ...value.split('\n'), '']),
    '',
    'BinaryData',
    '====',
    ...binary.map(([key, value]) => `${key}: ${decodedLength(value)} bytes`),
    '',
    EVENTS,
  ];
}

const ROLE = 'node-role.kubernetes.io/';

/** describeNode. What only a real machine knows, its kernel say, is empty. */
export function describeNode(view: ClusterView, { ref, object }: Resource<Node>): Lines {
  const { metadata, spec = {}, status = {} } = object;
  const roles = Object.keys(metadata.labels ?? {}).flatMap((key) =>
    key.startsWith(ROLE) ? [key.slice(ROLE.length)] : [],
  );
  const pods = view.list('Pod').filter((pod) => pod.object.spec.nodeName === ref.name && !isFinished(pod.object));
  return [
    `Name:\t${ref.name}`,
    `Roles:\t${roles.length === 0 ? NONE : roles.sort(compareText).join(',')}`,
    ...labelLines('Labels', metadata.labels),
    ...annotationLines('Annotations', metadata.annotations),
    `CreationTimestamp:\t${TIME}`,
    ...taintLines(spec.taints),
    `Unschedulable:\t${spec.unschedulable ?? false}`,
    ...conditionLines(status.conditions),
    'Addresses:',
    ...(status.addresses ?? []).map(({ type, address }) => `  ${type}:\t${address}`),
    ...amountLines('Capacity', status.capacity),
    ...amountLines('Allocatable', status.allocatable),
    ...systemLines(status.nodeInfo),
    ...(spec.podCIDR === undefined ? [] : [`PodCIDR:\t${spec.podCIDR}`]),
    ...((spec.podCIDRs ?? []).length === 0 ? [] : [`PodCIDRs:\t${(spec.podCIDRs ?? []).join(',')}`]),
    `Non-terminated Pods:\t(${pods.length} in total)`,
    '  Namespace\tName\t\tCPU Requests\tCPU Limits\tMemory Requests\tMemory Limits\tAge',
    '  ---------\t----\t\t------------\t----------\t---------------\t-------------\t---',
    ...pods.map((pod) => podLine(pod, object)),
    'Allocated resources:',
    '  (Total limits may be over 100 percent, i.e., overcommitted.)',
    '  Resource\tRequests\tLimits',
    '  --------\t--------\t------',
    ...['cpu', 'memory', 'ephemeral-storage'].map((name) => allocatedLine(name, pods, object)),
    EVENTS,
  ];
}

function taintLines(taints: NonNullable<Node['spec']>['taints'] = []): Lines {
  if (taints.length === 0) return [`Taints:\t${NONE}`];
  return taints.map(
    ({ key, value = '', effect }, index) =>
      `${index === 0 ? 'Taints:' : ''}\t${key}${value === '' ? '' : `=${value}`}:${effect}`,
  );
}

function conditionLines(conditions: NonNullable<Node['status']>['conditions'] = []): Lines {
  return [
    'Conditions:',
    '  Type\tStatus\tLastHeartbeatTime\tLastTransitionTime\tReason\tMessage',
    '  ----\t------\t-----------------\t------------------\t------\t-------',
    ...conditions.map(
      ({ type, status, reason = '', message = '' }) =>
        `  ${type} \t${status} \t${TIME} \t${TIME} \t${reason} \t${message}`,
    ),
  ];
}

function amountLines(title: string, amounts: Readonly<Record<string, unknown>> = {}): Lines {
  const names = Object.keys(amounts).sort(compareText);
  return [`${title}:`, ...names.map((name) => `  ${name}:\t${String(amounts[name])}`)];
}

function systemLines(info: NonNullable<Node['status']>['nodeInfo']): Lines {
  return [
    'System Info:',
    `  Machine ID:\t${info?.machineID ?? ''}`,
    `  System UUID:\t${info?.systemUUID ?? ''}`,
    `  Boot ID:\t${info?.bootID ?? ''}`,
    `  Kernel Version:\t${info?.kernelVersion ?? ''}`,
    `  OS Image:\t${info?.osImage ?? ''}`,
    `  Operating System:\t${info?.operatingSystem ?? ''}`,
    `  Architecture:\t${info?.architecture ?? ''}`,
    `  Container Runtime Version:\t${info?.containerRuntimeVersion ?? ''}`,
    `  Kubelet Version:\t${info?.kubeletVersion ?? ''}`,
    `  Kube-Proxy Version:\t${info?.kubeProxyVersion ?? ''}`,
  ];
}

type Side = 'requests' | 'limits';

function podLine(pod: Resource<Pod>, node: Node): string {
  const cells = (['cpu', 'memory'] as const).flatMap((name) =>
    (['requests', 'limits'] as const).map((side) => shareText(name, total([pod], name, side), node)),
  );
  return `  ${pod.ref.namespace}\t${pod.ref.name}\t\t${cells.join('\t')}\t0s`;
}

function allocatedLine(name: string, pods: readonly Resource<Pod>[], node: Node): string {
  const cells = (['requests', 'limits'] as const).map((side) => shareText(name, total(pods, name, side), node));
  return `  ${name}\t${cells.join('\t')}`;
}

/** Containers count together; an init container counts where it alone takes more (PodRequestsAndLimits). */
function total(pods: readonly Resource<Pod>[], name: string, side: Side): bigint {
  const amountOf = (container: {
    readonly resources?: { readonly [S in Side]?: Readonly<Record<string, unknown>> };
  }) => {
    const { requests = {}, limits = {} } = container.resources ?? {};
    const written = side === 'requests' ? (requests[name] ?? limits[name]) : limits[name];
    return written === undefined ? 0n : (parseQuantity(String(written)) ?? 0n);
  };
  return pods.reduce((sum, { object }) => {
    const apps = object.spec.containers.reduce((each, container) => each + amountOf(container), 0n);
    const inits = (object.spec.initContainers ?? []).map(amountOf);
    return sum + inits.reduce((most, each) => (each > most ? each : most), apps);
  }, 0n);
}

const BILLION = 10n ** 9n;

/** `250m (6%)`, `64Mi (0%)`: with the share of what the node can allocate, rounded down. */
function shareText(name: string, amount: bigint, { status }: Node): string {
  const allocatable = parseQuantity(String(status?.allocatable?.[name] ?? '0')) ?? 0n;
  const share = allocatable === 0n ? 0n : (amount * 100n) / allocatable;
  return `${name === 'cpu' ? cpuText(amount) : memoryText(amount)} (${share}%)`;
}

function cpuText(amount: bigint): string {
  return amount % BILLION === 0n ? `${amount / BILLION}` : `${amount / 10n ** 6n}m`;
}

function memoryText(amount: bigint): string {
  let value = amount / BILLION;
  const units = ['', 'Ki', 'Mi', 'Gi', 'Ti'];
  let unit = 0;
  while (value > 0n && value % 1024n === 0n && unit < units.length - 1) {
    value /= 1024n;
    unit++;
  }
  return `${value}${units[unit]}`;
}
