import type { Considered, FieldPath, Pod, Resource } from '../../model/index.ts';
import {
  formatLabels,
  isFinished,
  isReady,
  isTerminating,
  namedPort,
  podAddresses,
  qualifiedName,
  readinessObstacles,
  runningContainers,
} from '../../model/index.ts';
import type { MissingEndpoints } from './missing-endpoints.ts';
import type { ProxiedPort } from './proxied-port.ts';
import type { ServiceTable } from './table.ts';

/** What keeps a pod that the selector selects from being an endpoint. */
interface Obstacle {
  /** The further a pod has come, the lower. */
  readonly rank: number;
  /** `is not ready`, after the pod's name. */
  readonly text: string;
  readonly path: FieldPath;
}

/** Says why none of the pods that a Service selects is one of its endpoints. */
export function explainSelectedPods(
  table: ServiceTable,
  port: ProxiedPort,
  pods: readonly Resource<Pod>[],
): MissingEndpoints {
  const obstacles = pods.map((pod) => ({ pod, ...obstacleOf(pod.object, port) })).sort((a, b) => a.rank - b.rank);
  const [nearest] = obstacles;
  const alike = obstacles.filter(({ rank }) => rank === nearest?.rank);
  const selector = formatLabels(port.service.object.spec.selector);
  const names = alike.slice(0, 3).map(({ pod }) => qualifiedName(pod.ref));
  const subject = `${names.join(', ')}${alike.length > names.length ? ` and ${alike.length - names.length} more` : ''}`;
  return {
    why: `${selector} selects ${count(pods.length)}, but ${subject} ${nearest?.text ?? ''}`,
    path: nearest?.rank === 0 ? ['spec', 'ports', port.index, 'targetPort'] : ['spec', 'selector'],
    considered: obstacles.map(
      ({ pod, text, path }): Considered => ({
        rule: table.rule(pod.ref, path),
        mismatch: `pod ${qualifiedName(pod.ref)} ${text}`,
      }),
    ),
  };
}

function count(pods: number): string {
  return pods === 1 ? '1 pod' : `${pods} pods`;
}

/** Asks in the order in which a pod becomes an endpoint (kubernetes pkg/controller/endpointslice). */
function obstacleOf(pod: Pod, port: ProxiedPort): Obstacle {
  if (isFinished(pod)) return { rank: 5, text: `has ended (${pod.status?.phase ?? ''})`, path: [] };
  const addresses = podAddresses(pod);
  if (addresses.length === 0) return withoutAddress(pod);
  if (!addresses.some(({ family }) => family === port.family)) {
    return { rank: 3, text: `has no IPv${port.family} address`, path: [] };
  }
  if (typeof port.targetPort === 'string' && namedPort(pod, port.targetPort, port.protocol) === undefined) {
    const text = `declares no ${port.protocol} port named ${port.targetPort}${declaredPorts(pod)}`;
    return { rank: 0, text, path: ['spec', 'containers', 0, 'ports'] };
  }
  if (isTerminating(pod)) return { rank: 2, text: 'is terminating', path: [] };
  if (!isReady(pod)) return { rank: 1, ...unready(pod) };
  return { rank: 6, text: 'is in none of its EndpointSlices', path: [] };
}

function withoutAddress(pod: Pod): Obstacle {
  const scheduled = pod.spec.nodeName !== undefined && pod.spec.nodeName !== '';
  return { rank: 4, text: scheduled ? 'has no address' : 'is not scheduled to a node', path: [] };
}

function unready(pod: Pod): { readonly text: string; readonly path: FieldPath } {
  const [obstacle] = readinessObstacles(pod);
  switch (obstacle?.kind) {
    case undefined:
      return { text: `is not ready${becauseOf(pod)}`, path: [] };
    case 'annotation':
      return { text: 'is not ready', path: obstacle.path };
    case 'probe-port': {
      const { container, probe, port, path } = obstacle;
      return {
        text: `is not ready: container ${container} declares no port named ${port}, which its ${probe} asks`,
        path,
      };
    }
    case 'gate': {
      const { condition, status, path } = obstacle;
      const why = status === undefined ? 'is nowhere written' : `is ${status}`;
      return { text: `is not ready: its readiness gate ${condition} ${why}`, path };
    }
  }
}

/** What its status says of it. */
function becauseOf({ status }: Pod): string {
  const message = status?.conditions?.find(({ type }) => type === 'Ready')?.message;
  return message === undefined ? '' : `: ${message}`;
}

function declaredPorts(pod: Pod): string {
  const ports = runningContainers(pod).flatMap((container) => container.ports ?? []);
  const texts = ports.map(({ name, containerPort, protocol }) => `${name ?? 'unnamed'} (${containerPort}/${protocol})`);
  return texts.length === 0 ? '' : `, only ${texts.join(', ')}`;
}
