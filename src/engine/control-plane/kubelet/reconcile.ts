import type { Change, ClusterView, Diagnostic, Pod, Reconciliation, Resource } from '../../model/index.ts';
import {
  DRAINS_ANNOTATION,
  isFinished,
  isTerminating,
  LISTENS_ANNOTATION,
  LISTENS_NOWHERE,
  podIPs,
  put,
  qualifiedName,
  type ReadinessObstacle,
  readinessObstacles,
  runningContainers,
} from '../../model/index.ts';
import { parseDrains } from './ending.ts';
import type { Asked, Listening, PortConflict } from './listeners.ts';
import { listeningOf, parseListens } from './listeners.ts';
import { podStatus, readyCondition, type Standing } from './pod-status.ts';
import { hasStopped } from './stopped.ts';

/**
 * Starts the pods that are bound to a node that is up, and writes their status, as the kubelet does (kubernetes
 * pkg/kubelet/status/generate.go, pkg/kubelet/kubelet_pods.go). A pod without an address waits for its sandbox; pods
 * that have ended, that were deleted before they ran, and those of a node that is down, are left alone. One that is
 * Terminating is still probed for its readiness (pkg/kubelet/prober/worker.go).
 *
 * Curlew runs no process: a container is ready unless the pod is annotated `curlew.dev/ready: "false"`, its readiness or
 * startup probe names a port that it does not declare or asks one on which nobody listens, or another container of the pod
 * holds the port that it listens on. The pod is ready when its containers are, and the conditions of its readiness gates
 * are True.
 */
export function reconcilePods(view: ClusterView): Reconciliation {
  const changes: Change[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const resource of view.list('Pod')) {
    const pod = resource.object;
    if (!isKept(view, pod)) continue;
    const listening = listeningOf(view.spec, pod);
    const said = pod.metadata.annotations;
    if (said !== undefined) diagnostics.push(...unreadableAnnotations(view, resource));
    for (const conflict of listening.conflicts) diagnostics.push(conflictDiagnostic(view, resource, conflict));
    for (const probe of listening.failing) diagnostics.push(probeDiagnostic(view, resource, probe));
    const standing = standingOf(pod, listening);
    if (!isWritten(pod, standing)) changes.push(put(resource, { ...pod, status: podStatus(pod, standing) }));
  }
  return { changes, diagnostics };
}

function isKept(view: ClusterView, pod: Pod): boolean {
  if ((pod.spec.nodeName ?? '') === '' || isFinished(pod)) return false;
  if (isTerminating(pod) && pod.status?.phase !== 'Running') return false;
  return (
    view.get('Node', pod.spec.nodeName ?? '') !== undefined && view.nodeSpec(pod.spec.nodeName ?? '')?.up !== false
  );
}

function standingOf(pod: Pod, { conflicts, failing }: Listening): Standing {
  if (podIPs(pod).length === 0) return { kind: 'creating' };
  const crashing = new Set(conflicts.map(({ loser }) => loser.container));
  const unready = new Set(crashing);
  const starting = new Set<string>();
  const closed: string[] = [];
  const probes: Pick<Asked, 'container' | 'probe'>[] = [...failing];
  for (const obstacle of readinessObstacles(pod)) {
    if (obstacle.kind === 'annotation') for (const { name } of runningContainers(pod)) unready.add(name);
    else if (obstacle.kind === 'gate') closed.push(gateMessage(obstacle));
    else probes.push(obstacle);
  }
  for (const { probe, container } of probes) {
    if (probe !== 'livenessProbe') unready.add(container);
    if (probe === 'startupProbe') starting.add(container);
  }
  return { kind: 'started', crashing, starting, unready, closed };
}

/** GeneratePodReadyCondition in kubernetes pkg/kubelet/status/generate.go. */
function gateMessage({ condition, status }: Extract<ReadinessObstacle, { readonly kind: 'gate' }>): string {
  return status === undefined
    ? `corresponding condition of pod readiness gate "${condition}" does not exist.`
    : `the status of pod readiness gate "${condition}" is not "True", but ${status}`;
}

function isWritten(pod: Pod, standing: Standing): boolean {
  const { status } = pod;
  const containers = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
  if (containers.length === 0 || status?.phase !== (standing.kind === 'creating' ? 'Pending' : 'Running')) return false;
  if (standing.kind === 'creating') return true;
  if (hasStopped(pod)) return false;
  const is = status?.conditions?.find(({ type }) => type === 'Ready');
  const wanted = readyCondition(pod, standing);
  if (is?.status !== wanted.status || is.message !== wanted.message) return false;
  return containers.every(
    ({ name, ready, state }) =>
      state?.terminated !== undefined ||
      (ready !== standing.unready.has(name) && (state?.waiting !== undefined) === standing.crashing.has(name)),
  );
}

function conflictDiagnostic(view: ClusterView, pod: Resource<Pod>, { winner, loser }: PortConflict): Diagnostic {
  const port = `${loser.port}/${loser.protocol}`;
  const at = view.locate(pod.ref, loser.path);
  return {
    code: 'port-conflict',
    severity: 'warning',
    message: `container ${loser.container} of pod ${qualifiedName(pod.ref)} cannot listen on ${port}: container ${winner.container} of the same pod holds it`,
    hint: 'the containers of a pod share one network namespace; give each its own port',
    about: pod.ref,
    ...(at === undefined ? {} : { at }),
  };
}

function probeDiagnostic(view: ClusterView, pod: Resource<Pod>, { container, probe, port, path }: Asked): Diagnostic {
  const at = view.locate(pod.ref, path);
  const effect = probe === 'livenessProbe' ? 'the kubelet restarts it again and again' : 'it is never ready';
  return {
    code: 'probe-port-closed',
    severity: 'warning',
    message: `${probe} of container ${container} of pod ${qualifiedName(pod.ref)} asks ${port}/TCP, on which nobody in the pod listens: ${effect}`,
    hint: `ask a port on which the container listens, or declare "containerPort: ${port}" if it does`,
    about: pod.ref,
    ...(at === undefined ? {} : { at }),
  };
}

function unreadableAnnotations(view: ClusterView, pod: Resource<Pod>): Diagnostic[] {
  const { [LISTENS_ANNOTATION]: listens, [DRAINS_ANNOTATION]: drains } = pod.object.metadata.annotations ?? {};
  const port =
    listens?.trim() === LISTENS_NOWHERE
      ? undefined
      : listens?.split(',').find((text) => parseListens(text.trim()) === undefined);
  return [
    ...(port === undefined
      ? []
      : [
          unreadable(view, pod, LISTENS_ANNOTATION, {
            code: 'unreadable-listens',
            what: `"${port.trim()}" is no port`,
            hint: 'write ports with their protocol, separated by commas: "8080/TCP,9000/UDP", or "none"',
          }),
        ]),
    ...(drains === undefined || parseDrains(drains) !== undefined
      ? []
      : [
          unreadable(view, pod, DRAINS_ANNOTATION, {
            code: 'unreadable-drains',
            what: `"${drains}" is no duration; the pod counts as one that stops accepting at SIGTERM`,
            hint: 'write a number with its unit: "15s", "1m30s"',
          }),
        ]),
  ];
}

function unreadable(
  view: ClusterView,
  pod: Resource<Pod>,
  annotation: string,
  { code, what, hint }: { readonly code: string; readonly what: string; readonly hint: string },
): Diagnostic {
  const at = view.locate(pod.ref, ['metadata', 'annotations', annotation]);
  return {
    code,
    severity: 'warning',
    message: `annotation ${annotation} of pod ${qualifiedName(pod.ref)}: ${what}`,
    hint,
    about: pod.ref,
    ...(at === undefined ? {} : { at }),
  };
}
