import type { DeepReadonly, Pod } from '../../engine/model/index.ts';
import { isFinished, isReady, isTerminating } from '../../engine/model/index.ts';

/** What kubectl makes of a pod's status: `ready` of `total` containers, one word, and the restarts of them all. */
export interface PodSummary {
  readonly ready: number;
  readonly total: number;
  readonly status: string;
  readonly restarts: number;
}

type ContainerStatus = NonNullable<NonNullable<Pod['status']>['containerStatuses']>[number];
type Terminated = DeepReadonly<NonNullable<NonNullable<ContainerStatus['state']>['terminated']>>;

/** Sums a pod up as the table of `kubectl get pods` does (printPod in kubernetes pkg/printers/internalversion/printers.go). */
export function summarizePod(pod: Pod): PodSummary {
  const init = initProgress(pod);
  const total = pod.spec.containers.length + sidecarNames(pod).size;
  if (init.stuck !== undefined && !isInitialized(pod)) {
    const { ready, restarts, stuck } = init;
    return { ready, total, status: unlessDeleted(pod, stuck), restarts };
  }
  const apps = appProgress(pod, init.stuck ?? phaseText(pod));
  return {
    ready: init.ready + apps.ready,
    total,
    status: unlessDeleted(pod, apps.status),
    restarts: init.sidecarRestarts + apps.restarts,
  };
}

function phaseText({ status }: Pod): string {
  if (status?.conditions?.some(({ type, reason }) => type === 'PodScheduled' && reason === 'SchedulingGated')) {
    return 'SchedulingGated';
  }
  return said(status?.reason) ?? status?.phase ?? 'Pending';
}

interface InitProgress {
  readonly ready: number;
  readonly restarts: number;
  readonly sidecarRestarts: number;
  /** `Init:…`: what the first init container that has not finished is doing. */
  readonly stuck?: string;
}

function initProgress(pod: Pod): InitProgress {
  const sidecars = sidecarNames(pod);
  let ready = 0;
  let restarts = 0;
  let sidecarRestarts = 0;
  for (const [index, status] of (pod.status?.initContainerStatuses ?? []).entries()) {
    const isSidecar = sidecars.has(status.name);
    restarts += status.restartCount;
    if (isSidecar) sidecarRestarts += status.restartCount;
    if (status.state?.terminated?.exitCode === 0) continue;
    if (isSidecar && status.started === true) {
      if (status.ready) ready++;
      continue;
    }
    const stuck = `Init:${initText(status) ?? `${index}/${pod.spec.initContainers?.length ?? 0}`}`;
    return { ready, restarts, sidecarRestarts, stuck };
  }
  return { ready, restarts, sidecarRestarts };
}

function initText({ state }: ContainerStatus): string | undefined {
  if (state?.terminated !== undefined) return terminatedText(state.terminated);
  const waiting = said(state?.waiting?.reason);
  return waiting === 'PodInitializing' ? undefined : waiting;
}

/** The first container that is not simply running gives the pod its word, so the list is read from its end. */
function appProgress(pod: Pod, initial: string): { readonly ready: number; status: string; restarts: number } {
  let status = initial;
  let ready = 0;
  let restarts = 0;
  for (const container of (pod.status?.containerStatuses ?? []).toReversed()) {
    const { waiting, terminated, running } = container.state ?? {};
    const waitingFor = said(waiting?.reason);
    restarts += container.restartCount;
    if (waitingFor !== undefined) status = waitingFor;
    else if (terminated !== undefined) status = terminatedText(terminated);
    else if (container.ready && running !== undefined) ready++;
  }
  if (status === 'Completed' && ready > 0) status = isReady(pod) ? 'Running' : 'NotReady';
  return { ready, status, restarts };
}

function terminatedText({ reason, signal = 0, exitCode }: Terminated): string {
  return said(reason) ?? (signal !== 0 ? `Signal:${signal}` : `ExitCode:${exitCode}`);
}

function unlessDeleted(pod: Pod, status: string): string {
  if (!isTerminating(pod)) return status;
  if (pod.status?.reason === 'NodeLost') return 'Unknown';
  return isFinished(pod) ? status : 'Terminating';
}

function isInitialized({ status }: Pod): boolean {
  return status?.conditions?.find(({ type }) => type === 'Initialized')?.status === 'True';
}

function sidecarNames(pod: Pod): ReadonlySet<string> {
  const sidecars = pod.spec.initContainers?.filter(({ restartPolicy }) => restartPolicy === 'Always') ?? [];
  return new Set(sidecars.map(({ name }) => name));
}

/** An empty reason is no reason: the API leaves it out. */
function said(reason: string | undefined): string | undefined {
  return reason === '' ? undefined : reason;
}
