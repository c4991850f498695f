import type { Container, Pod, PodStatus } from '../../model/index.ts';
import { runningContainers, STANDARD_POD_CONDITIONS } from '../../model/index.ts';

/** How far a pod has come: its sandbox waits for an address, or its containers were started. */
export type Standing =
  | { readonly kind: 'creating' }
  | {
      readonly kind: 'started';
      /** The containers whose port another one holds. */
      readonly crashing: ReadonlySet<string>;
      /** The containers that are not ready; those that crash are among them. */
      readonly unready: ReadonlySet<string>;
      /** The containers that wait for their startup probe. */
      readonly starting: ReadonlySet<string>;
      /** What is said of the readiness gates that are not open. */
      readonly closed: readonly string[];
    };

type Condition = NonNullable<PodStatus['conditions']>[number];
type ContainerStatus = NonNullable<PodStatus['containerStatuses']>[number];

/** The status that the kubelet reports; what others wrote into it stays (kubernetes pkg/kubelet/status/generate.go). */
export function podStatus(pod: Pod, standing: Standing): PodStatus {
  const { containers, initContainers = [] } = pod.spec;
  const inits = initContainers.map((container) => initStatus(container, standing));
  return {
    ...pod.status,
    phase: standing.kind === 'creating' ? 'Pending' : 'Running',
    conditions: conditionsOf(pod, standing),
    ...(inits.length === 0 ? {} : { initContainerStatuses: inits }),
    containerStatuses: containers.map((container) =>
      appStatus(container, standing, initContainers.length === 0 ? 'ContainerCreating' : 'PodInitializing'),
    ),
  };
}

function conditionsOf(pod: Pod, standing: Standing): readonly Condition[] {
  const creating = standing.kind === 'creating';
  const unready = unreadyOf(pod, standing);
  const incomplete = creating ? (pod.spec.initContainers ?? []).map(({ name }) => name) : [];
  const scheduled = pod.status?.conditions?.find(({ type }) => type === 'PodScheduled');
  return [
    { type: 'PodReadyToStartContainers', status: creating ? 'False' : 'True' },
    condition('Initialized', 'ContainersNotInitialized', 'containers with incomplete status', incomplete),
    readyCondition(pod, standing),
    condition('ContainersReady', 'ContainersNotReady', 'containers with unready status', unready),
    scheduled ?? { type: 'PodScheduled', status: 'True' },
    ...(pod.status?.conditions ?? []).filter(({ type }) => !KUBELETS.has(type)),
  ];
}

/** The conditions of a pod that the kubelet and the scheduler write; others may be anybody's. */
const KUBELETS: ReadonlySet<string> = new Set<string>(STANDARD_POD_CONDITIONS);

function unreadyOf(pod: Pod, standing: Standing): readonly string[] {
  const names = runningContainers(pod).map(({ name }) => name);
  return standing.kind === 'creating' ? names : names.filter((name) => standing.unready.has(name));
}

/** Whether the pod is ready: gates count once the containers are. */
export function readyCondition(pod: Pod, standing: Standing): Condition {
  const unready = unreadyOf(pod, standing);
  const closed = standing.kind === 'creating' ? [] : standing.closed;
  if (unready.length > 0 || closed.length === 0) {
    return condition('Ready', 'ContainersNotReady', 'containers with unready status', unready);
  }
  return { type: 'Ready', status: 'False', reason: 'ReadinessGatesNotReady', message: closed.join(', ') };
}

/** True where no container keeps it from that. */
function condition(type: string, reason: string, text: string, names: readonly string[]): Condition {
  if (names.length === 0) return { type, status: 'True' };
  return { type, status: 'False', reason, message: `${text}: [${names.join(' ')}]` };
}

/** Sidecars go on running; the other init containers have done their work when the pod runs. */
function initStatus(container: Container, standing: Standing): ContainerStatus {
  if (standing.kind === 'creating' || container.restartPolicy === 'Always') {
    return appStatus(container, standing, 'PodInitializing');
  }
  const state = { terminated: { exitCode: 0, reason: 'Completed' } };
  return { ...identityOf(container), ready: true, started: false, state };
}

function appStatus(container: Container, standing: Standing, waitingFor: string): ContainerStatus {
  const identity = identityOf(container);
  if (standing.kind === 'creating') {
    return { ...identity, ready: false, started: false, state: { waiting: { reason: waitingFor } } };
  }
  const ready = !standing.unready.has(container.name);
  const started = !standing.starting.has(container.name);
  if (!standing.crashing.has(container.name)) return { ...identity, ready, started, state: { running: {} } };
  const waiting = { reason: 'CrashLoopBackOff', message: 'bind: address already in use' };
  return { ...identity, ready, started: false, state: { waiting } };
}

function identityOf({
  name,
  image = '',
}: Container): Pick<ContainerStatus, 'name' | 'image' | 'imageID' | 'restartCount'> {
  return { name, image, imageID: '', restartCount: 0 };
}
