import type { Change, ClusterView, Diagnostic, Pod, Reconciliation, Resource } from '../../model/index.ts';
import {
  isFinished,
  isReady,
  isTerminating,
  LISTENS_ANNOTATION,
  LISTENS_NOWHERE,
  podIPs,
  put,
  qualifiedName,
  readinessObstacles,
  runningContainers,
} from '../../model/index.ts';
import type { PortConflict } from './listeners.ts';
import { listeningOf, parseListens } from './listeners.ts';
import { podStatus, type Standing } from './pod-status.ts';

/**
 * Starts the pods that are bound to a node that is up, and writes their status, as the kubelet does (kubernetes
 * pkg/kubelet/status/generate.go, pkg/kubelet/kubelet_pods.go). A pod without an address waits for its sandbox; pods
 * that have ended or are being deleted, and those of a node that is down, are left alone.
 *
 * Curlew runs no process: a container is ready unless the pod is annotated `curlew.dev/ready: "false"`, one of its probes
 * asks for a port that it does not declare, or another container of the pod holds the port that it listens on. The pod is
 * ready when its containers are, and the conditions of its readiness gates are True.
 */
export function reconcilePods(view: ClusterView): Reconciliation {
  const changes: Change[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const resource of view.list('Pod')) {
    const pod = resource.object;
    if (!isKept(view, pod)) continue;
    const { conflicts } = listeningOf(view.spec, pod);
    const said = pod.metadata.annotations;
    if (said !== undefined) diagnostics.push(...unreadable(view, resource, said[LISTENS_ANNOTATION]));
    for (const conflict of conflicts) diagnostics.push(conflictDiagnostic(view, resource, conflict));
    const standing = standingOf(pod, conflicts);
    if (!isWritten(pod, standing)) changes.push(put(resource, { ...pod, status: podStatus(pod, standing) }));
  }
  return { changes, diagnostics };
}
function isKept(view: ClusterView, pod: Pod): boolean {
  if ((pod.spec.nodeName ?? '') === '' || isFinished(pod) || isTerminating(pod)) return false;
  return (
    view.get('Node', pod.spec.nodeName ?? '') !== undefined && view.nodeSpec(pod.spec.nodeName ?? '')?.up !== false
  );
}

function standingOf(pod: Pod, conflicts: readonly PortConflict[]): Standing {
  if (podIPs(pod).length === 0) return { kind: 'creating' };
  const crashing = new Set(conflicts.map(({ loser }) => loser.container));
  const unready = new Set(crashing);
  const starting = new Set<string>();
  const closed: string[] = [];
  for (const obstacle of readinessObstacles(pod)) {
    if (obstacle.kind === 'annotation') for (const { name } of runningContainers(pod)) unready.add(name);
    else if (obstacle.kind === 'gate') closed.push(gateMessage(pod, obstacle.condition));
    else {
      unready.add(obstacle.container);
      if (obstacle.probe === 'startupProbe') starting.add(obstacle.container);
    }
  }
  return { kind: 'started', crashing, starting, unready, closed };
}

/** GeneratePodReadyCondition in kubernetes pkg/kubelet/status/generate.go. */
function gateMessage({ status }: Pod, type: string): string {
  const isThere = status?.conditions?.some((condition) => condition.type === type) === true;
  return isThere
    ? `the status of pod readiness gate "${type}" is not "True", but False`
    : `corresponding condition of pod readiness gate "${type}" does not exist.`;
}

function isWritten(pod: Pod, standing: Standing): boolean {
  const { status } = pod;
  const containers = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
  if (containers.length === 0 || status?.phase !== (standing.kind === 'creating' ? 'Pending' : 'Running')) return false;
  if (standing.kind === 'creating') return true;
  if (isReady(pod) !== (standing.unready.size === 0 && standing.closed.length === 0)) return false;
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

function unreadable(view: ClusterView, pod: Resource<Pod>, annotation: string | undefined): Diagnostic[] {
  if (annotation === undefined || annotation.trim() === LISTENS_NOWHERE) return [];
  const wrong = annotation.split(',').find((text) => parseListens(text.trim()) === undefined);
  if (wrong === undefined) return [];
  const at = view.locate(pod.ref, ['metadata', 'annotations', LISTENS_ANNOTATION]);
  return [
    {
      code: 'unreadable-listens',
      severity: 'warning',
      message: `annotation ${LISTENS_ANNOTATION} of pod ${qualifiedName(pod.ref)}: "${wrong.trim()}" is no port`,
      hint: 'write ports with their protocol, separated by commas: "8080/TCP,9000/UDP", or "none"',
      about: pod.ref,
      ...(at === undefined ? {} : { at }),
    },
  ];
}
