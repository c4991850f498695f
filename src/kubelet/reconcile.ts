import type {
  Change,
  ClusterView,
  Container,
  Diagnostic,
  Pod,
  PodStatus,
  Reconciliation,
  Resource,
} from '../model/index.ts';
import {
  isFinished,
  isReady,
  LISTENS_ANNOTATION,
  podIPs,
  put,
  qualifiedName,
  READY_ANNOTATION,
  runningContainers,
} from '../model/index.ts';
import type { PortConflict } from './listeners.ts';
import { listeningOf, parsePort } from './listeners.ts';

/**
 * Starts the pods that are bound to a node that is up and that have an address, and writes their status, as the kubelet
 * does (kubernetes pkg/kubelet/status/generate.go).
 *
 * Curlew runs no process: a container is ready unless the pod is annotated `curlew.dev/ready: "false"`, or another
 * container of the pod holds the port that it listens on.
 */
export function reconcilePods(view: ClusterView): Reconciliation {
  const changes: Change[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const resource of view.list('Pod')) {
    const pod = resource.object;
    if (pod.spec?.nodeName === undefined || podIPs(pod).length === 0 || isFinished(pod)) continue;
    if (view.nodeSpec(pod.spec.nodeName)?.up === false) continue;
    const { conflicts } = listeningOf(view.spec, pod);
    const said = pod.metadata?.annotations;
    if (said !== undefined) diagnostics.push(...unreadable(view, resource, said[LISTENS_ANNOTATION]));
    for (const conflict of conflicts) diagnostics.push(conflictDiagnostic(view, resource, conflict));
    const ready = said?.[READY_ANNOTATION] !== 'false' && conflicts.length === 0;
    if (pod.status?.phase === 'Running' && isReady(pod) === ready) continue;
    const status = statusOf(pod, ready, conflicts);
    changes.push(put(resource, { ...pod, status }));
  }
  return { changes, diagnostics };
}

function statusOf(pod: Pod, ready: boolean, conflicts: readonly PortConflict[]): PodStatus {
  const crashing = new Set(conflicts.map(({ loser }) => loser.container));
  const idle = ready || crashing.size > 0 ? crashing : new Set(runningContainers(pod).map(({ name }) => name));
  const unready = [...idle].sort();
  const verdict = { status: ready ? 'True' : 'False' } as const;
  const why = ready
    ? {}
    : { reason: 'ContainersNotReady', message: `containers with unready status: [${unready.join(' ')}]` };
  const scheduled = pod.status?.conditions?.find(({ type }) => type === 'PodScheduled');
  return {
    ...pod.status,
    phase: 'Running',
    conditions: [
      { type: 'PodReadyToStartContainers', status: 'True' },
      { type: 'Initialized', status: 'True' },
      { type: 'Ready', ...verdict, ...why },
      { type: 'ContainersReady', ...verdict, ...why },
      scheduled ?? { type: 'PodScheduled', status: 'True' },
    ],
    containerStatuses: (pod.spec?.containers ?? []).map((container) => ({
      name: container.name,
      image: container.image ?? '',
      imageID: '',
      ready: !idle.has(container.name),
      restartCount: 0,
      started: !crashing.has(container.name),
      state: stateOf(container, crashing),
    })),
  };
}

function stateOf(container: Container, crashing: ReadonlySet<string>): Record<string, unknown> {
  if (!crashing.has(container.name)) return { running: {} };
  return { waiting: { reason: 'CrashLoopBackOff', message: 'bind: address already in use' } };
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
  if (annotation === undefined) return [];
  const wrong = annotation.split(',').find((text) => parsePort(text.trim()) === undefined);
  if (wrong === undefined) return [];
  const at = view.locate(pod.ref, ['metadata', 'annotations', LISTENS_ANNOTATION]);
  return [
    {
      code: 'unreadable-listens',
      severity: 'warning',
      message: `annotation ${LISTENS_ANNOTATION} of pod ${qualifiedName(pod.ref)}: "${wrong.trim()}" is no port`,
      hint: 'write ports with their protocol, separated by commas: "8080/TCP,9000/UDP"',
      about: pod.ref,
      ...(at === undefined ? {} : { at }),
    },
  ];
}
