import type { Container, Pod } from './kubernetes.ts';
import { READY_ANNOTATION } from './pod.ts';
import type { FieldPath } from './source.ts';

/** What its manifest says that keeps a pod from being ready, with the field. */
export type ReadinessObstacle =
  | { readonly kind: 'annotation'; readonly path: FieldPath }
  /** A probe asks for a port of a name that its own container does not declare: it errs on every try. */
  | {
      readonly kind: 'probe-port';
      readonly probe: 'startupProbe' | 'readinessProbe';
      readonly container: string;
      readonly port: string;
      readonly path: FieldPath;
    }
  /** A readiness gate whose condition is not True; `status` is absent where nobody has written it. */
  | { readonly kind: 'gate'; readonly condition: string; readonly status?: string; readonly path: FieldPath };

/**
 * What in a pod's own fields keeps it from being ready, in their order. A probe whose port cannot be resolved has no result
 * (kubernetes pkg/probe/util.go ResolveContainerPort, pkg/kubelet/prober/worker.go doProbe): a readiness probe then stays
 * failed, and after a startup probe the container is never started. A condition that is not there counts as False
 * (pkg/kubelet/status/generate.go GeneratePodReadyCondition).
 */
export function readinessObstacles(pod: Pick<Pod, 'metadata' | 'spec' | 'status'>): readonly ReadinessObstacle[] {
  const { containers, initContainers = [], readinessGates = [] } = pod.spec;
  const said = pod.metadata.annotations?.[READY_ANNOTATION] === 'false';
  return [
    ...(said ? [{ kind: 'annotation' as const, path: ['metadata', 'annotations', READY_ANNOTATION] }] : []),
    ...initContainers.flatMap((container, index) =>
      container.restartPolicy === 'Always' ? ofProbes(container, ['spec', 'initContainers', index]) : [],
    ),
    ...containers.flatMap((container, index) => ofProbes(container, ['spec', 'containers', index])),
    ...readinessGates.flatMap(({ conditionType }, index): readonly ReadinessObstacle[] => {
      const status = pod.status?.conditions?.find(({ type }) => type === conditionType)?.status;
      if (status === 'True') return [];
      const path = ['spec', 'readinessGates', index];
      return [{ kind: 'gate', condition: conditionType, ...(status !== undefined && { status }), path }];
    }),
  ];
}

function ofProbes(container: Container, path: FieldPath): readonly ReadinessObstacle[] {
  return (['startupProbe', 'readinessProbe'] as const).flatMap((probe): readonly ReadinessObstacle[] => {
    const { httpGet, tcpSocket } = container[probe] ?? {};
    const port = (httpGet ?? tcpSocket)?.port;
    if (typeof port !== 'string' || container.ports?.some(({ name }) => name === port) === true) return [];
    const by = httpGet === undefined ? 'tcpSocket' : 'httpGet';
    return [{ kind: 'probe-port', probe, container: container.name, port, path: [...path, probe, by, 'port'] }];
  });
}

/** The conditions that the kubelet and the scheduler write (kubernetes pkg/kubelet/types/pod_status.go PodConditionByKubelet). */
export const STANDARD_POD_CONDITIONS = [
  'PodReadyToStartContainers',
  'Initialized',
  'Ready',
  'ContainersReady',
  'PodScheduled',
] as const;
