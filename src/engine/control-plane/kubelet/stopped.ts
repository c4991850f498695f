import type { ClusterSpec, Container, Pod, PodStatus } from '../../model/index.ts';
import { runningContainers } from '../../model/index.ts';
import { endingsOf, type Left, leftAfter } from './ending.ts';

type ContainerStatus = NonNullable<PodStatus['containerStatuses']>[number];

/** What the kubelet says of a container that it does not find when its pod ends (pkg/kubelet/kubelet_pods.go). */
const NOT_FOUND = 'ContainerStatusUnknown';

/**
 * The status of a pod when the news of its deletion are everywhere: which containers have stopped by then, and of which
 * nobody can tell. `undefined` where all of them surely go on accepting.
 */
export function lastStatus(spec: ClusterSpec, pod: Pod): PodStatus | undefined {
  const seconds = spec.network.endpointPropagationSeconds;
  const left = new Map(endingsOf(spec, pod).map((ending) => [ending.container, leftAfter(seconds, ending)]));
  if (![...left.values()].some((each) => each !== 'accepts')) return undefined;
  const { initContainerStatuses, containerStatuses } = pod.status ?? {};
  const ended = (statuses: readonly ContainerStatus[]) => statuses.map((each) => withEnd(each, left.get(each.name)));
  return {
    ...pod.status,
    ...(initContainerStatuses === undefined ? {} : { initContainerStatuses: ended(initContainerStatuses) }),
    ...(containerStatuses === undefined ? {} : { containerStatuses: ended(containerStatuses) }),
  };
}

function withEnd(status: ContainerStatus, left: Left | undefined): ContainerStatus {
  if (left === undefined || left === 'accepts' || status.state?.running === undefined) return status;
  const reason = left === 'unknown' ? NOT_FOUND : 'Completed';
  return { ...status, started: false, state: { terminated: { exitCode: 0, reason } } };
}

/** The status of a pod whose processes have just ended by themselves: nothing of it is ready, and nothing started again. */
export function crashedStatus({ status = {} }: Pod): PodStatus {
  const crashed = (statuses: readonly ContainerStatus[]) =>
    statuses.map((each): ContainerStatus => {
      if (each.state?.running === undefined) return each;
      return { ...each, ready: false, started: false, state: { terminated: { exitCode: 1, reason: 'Error' } } };
    });
  const { initContainerStatuses, containerStatuses, conditions = [] } = status;
  return {
    ...status,
    conditions: conditions.map((each) =>
      each.type === 'Ready' || each.type === 'ContainersReady'
        ? { ...each, status: 'False', reason: 'ContainersNotReady' }
        : each,
    ),
    ...(initContainerStatuses === undefined ? {} : { initContainerStatuses: crashed(initContainerStatuses) }),
    ...(containerStatuses === undefined ? {} : { containerStatuses: crashed(containerStatuses) }),
  };
}

/** Whether a container does not run, or nobody can tell; `undefined` of one that runs. */
export function stoppedIn({ status }: Pod, { name }: Pick<Container, 'name'>): 'stopped' | 'unknown' | undefined {
  const { initContainerStatuses = [], containerStatuses = [] } = status ?? {};
  const own = [...containerStatuses, ...initContainerStatuses].find((each) => each.name === name);
  if (own?.state?.terminated === undefined) return undefined;
  return own.state.terminated.reason === NOT_FOUND ? 'unknown' : 'stopped';
}

/** Whether a container of the pod that ought to run does not. */
export function hasStopped(pod: Pod): boolean {
  return runningContainers(pod).some((container) => stoppedIn(pod, container) !== undefined);
}
