import type { Container, Pod, PodStatus } from '../../model/index.ts';
import { endingsOf, type Left, leftAfter } from './ending.ts';

type ContainerStatus = NonNullable<PodStatus['containerStatuses']>[number];

/** What the kubelet says of a container that it does not find when its pod ends (pkg/kubelet/kubelet_pods.go). */
const NOT_FOUND = 'ContainerStatusUnknown';

/**
 * The status of a pod some seconds after its deletion: which containers have stopped by then, and of which nobody can
 * tell. `undefined` where all of them surely go on accepting.
 */
export function lastStatus(pod: Pod, seconds: number): PodStatus | undefined {
  const left = new Map(endingsOf(pod).map((ending) => [ending.container, leftAfter(seconds, ending)]));
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

/** Whether a container of a pod that is being deleted has stopped; `undefined` of one that goes on. */
export function stoppedIn(pod: Pod, { name }: Pick<Container, 'name'>): 'stopped' | 'unknown' | undefined {
  if (pod.metadata.deletionTimestamp === undefined) return undefined;
  const { initContainerStatuses = [], containerStatuses = [] } = pod.status ?? {};
  const status = [...containerStatuses, ...initContainerStatuses].find((each) => each.name === name);
  if (status?.state?.terminated === undefined) return undefined;
  return status.state.terminated.reason === NOT_FOUND ? 'unknown' : 'stopped';
}
