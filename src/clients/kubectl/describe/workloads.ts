import type {
  ClusterView,
  DaemonSet,
  Deployment,
  KubernetesObject,
  LabelSelector,
  Pod,
  ReplicaSet,
  ReplicationController,
  Resource,
  StatefulSet,
} from '../../../engine/model/index.ts';
import { compileSelector, formatLabels, selects } from '../../../engine/model/index.ts';
import { selectorText } from '../../../report/index.ts';
import { annotationLines, controllerLines, EVENTS, type Lines, labelLines, NONE, TIME } from './description.ts';
import { templateLines } from './pod.ts';

const REVISION = 'deployment.kubernetes.io/revision';

/** describeDeployment. */
export function describeDeployment(view: ClusterView, resource: Resource<Deployment>): Lines {
  const { metadata, spec, status = {} } = resource.object;
  const { replicas = 0, updatedReplicas = 0, availableReplicas = 0, unavailableReplicas = 0 } = status;
  const rolling = spec.strategy?.rollingUpdate;
  return [
    ...nameLines(resource),
    `CreationTimestamp:\t${TIME}`,
    ...labelLines('Labels', metadata.labels),
    ...annotationLines('Annotations', metadata.annotations),
    `Selector:\t${selectorText(spec.selector)}`,
    `Replicas:\t${spec.replicas} desired | ${updatedReplicas} updated | ${replicas} total | ${availableReplicas} available | ${unavailableReplicas} unavailable`,
    `StrategyType:\t${spec.strategy?.type ?? 'RollingUpdate'}`,
    `MinReadySeconds:\t${spec.minReadySeconds ?? 0}`,
    ...(rolling === undefined
      ? []
      : [`RollingUpdateStrategy:\t${rolling.maxUnavailable} max unavailable, ${rolling.maxSurge} max surge`]),
    ...templateLines(spec.template),
    ...conditionLines(status.conditions),
    ...replicaSetLines(view, resource),
    EVENTS,
  ];
}

function conditionLines(conditions: NonNullable<Deployment['status']>['conditions'] = []): Lines {
  if (conditions.length === 0) return [];
  return [
    'Conditions:',
    '  Type\tStatus\tReason',
    '  ----\t------\t------',
    ...conditions.map(({ type, status, reason = '' }) => `  ${type} \t${status}\t${reason}`),
  ];
}

/** The new ReplicaSet is the one of the Deployment's revision; old ones are shown while they have pods. */
function replicaSetLines(view: ClusterView, { ref, object }: Resource<Deployment>): Lines {
  const sets = view.ownedBy('ReplicaSet', ref);
  const revision = object.metadata.annotations?.[REVISION];
  const current = sets.find((each) => each.object.metadata.annotations?.[REVISION] === revision);
  const old = sets.filter((each) => each !== current);
  return [
    `OldReplicaSets:\t${replicaSetText(old)}`,
    `NewReplicaSet:\t${replicaSetText(current === undefined ? [] : [current])}`,
  ];
}

function replicaSetText(sets: readonly Resource<ReplicaSet>[]): string {
  const texts = sets.map(
    ({ ref, object }) => `${ref.name} (${object.status?.replicas ?? 0}/${object.spec.replicas} replicas created)`,
  );
  return texts.length === 0 ? NONE : texts.join(', ');
}

/** describeReplicaSet. */
export function describeReplicaSet(view: ClusterView, resource: Resource<ReplicaSet>): Lines {
  const { spec, status } = resource.object;
  return replicatedLines(view, resource, {
    selector: selectorText(spec.selector),
    labels: spec.selector,
    replicas: `${status?.replicas ?? 0} current / ${spec.replicas} desired`,
    template: spec.template,
  });
}

/** describeReplicationController. */
export function describeReplicationController(view: ClusterView, resource: Resource<ReplicationController>): Lines {
  const { spec, status } = resource.object;
  return replicatedLines(view, resource, {
    selector: formatLabels(spec.selector),
    labels: { matchLabels: spec.selector ?? {} },
    replicas: `${status?.replicas ?? 0} current / ${spec.replicas} desired`,
    template: spec.template,
  });
}

interface Replicated {
  readonly selector: string;
  readonly labels: LabelSelector | undefined;
  readonly replicas: string;
  readonly template: Parameters<typeof templateLines>[0];
}

function replicatedLines(view: ClusterView, resource: Resource, parts: Replicated): Lines {
  const { metadata = {} } = resource.object;
  return [
    ...nameLines(resource),
    `Selector:\t${parts.selector}`,
    ...labelLines('Labels', metadata.labels),
    ...annotationLines('Annotations', metadata.annotations),
    ...controllerLines(resource.object),
    `Replicas:\t${parts.replicas}`,
    podsStatus(view, resource, parts.labels),
    ...templateLines(parts.template),
    EVENTS,
  ];
}

/** describeStatefulSet. */
export function describeStatefulSet(view: ClusterView, resource: Resource<StatefulSet>): Lines {
  const { metadata, spec, status } = resource.object;
  const partition = spec.updateStrategy?.rollingUpdate?.partition;
  return [
    ...nameLines(resource),
    `CreationTimestamp:\t${TIME}`,
    `Selector:\t${selectorText(spec.selector)}`,
    ...labelLines('Labels', metadata.labels),
    ...annotationLines('Annotations', metadata.annotations),
    `Replicas:\t${spec.replicas} desired | ${status?.replicas ?? 0} total`,
    `Update Strategy:\t${spec.updateStrategy?.type ?? 'RollingUpdate'}`,
    ...(partition === undefined ? [] : [`  Partition:\t${partition}`]),
    podsStatus(view, resource, spec.selector),
    ...templateLines(spec.template),
    ...claimLines(spec.volumeClaimTemplates),
    EVENTS,
  ];
}

function claimLines(claims: NonNullable<StatefulSet['spec']>['volumeClaimTemplates'] = []): Lines {
  if (claims.length === 0) return [`Volume Claims:\t${NONE}`];
  return [
    'Volume Claims:',
    ...claims.flatMap(({ metadata, spec }) => [
      `  Name:\t${metadata?.name ?? ''}`,
      `  StorageClass:\t${spec?.storageClassName ?? ''}`,
      ...labelLines('Labels', metadata?.labels, '  '),
      ...annotationLines('Annotations', metadata?.annotations, '  '),
      `  Capacity:\t${String(spec?.resources?.requests?.['storage'] ?? '<default>')}`,
      `  Access Modes:\t[${(spec?.accessModes ?? []).join(' ')}]`,
    ]),
  ];
}

/** describeDaemonSet. */
export function describeDaemonSet(view: ClusterView, resource: Resource<DaemonSet>): Lines {
  const { metadata, spec, status } = resource.object;
  return [
    ...nameLines(resource),
    `Selector:\t${selectorText(spec.selector)}`,
    `Node-Selector:\t${formatLabels(spec.template.spec.nodeSelector)}`,
    ...labelLines('Labels', metadata.labels),
    ...annotationLines('Annotations', metadata.annotations),
    `Desired Number of Nodes Scheduled: ${status?.desiredNumberScheduled ?? 0}`,
    `Current Number of Nodes Scheduled: ${status?.currentNumberScheduled ?? 0}`,
    `Number of Nodes Scheduled with Up-to-date Pods: ${status?.updatedNumberScheduled ?? 0}`,
    `Number of Nodes Scheduled with Available Pods: ${status?.numberAvailable ?? 0}`,
    `Number of Nodes Misscheduled: ${status?.numberMisscheduled ?? 0}`,
    podsStatus(view, resource, spec.selector),
    ...templateLines(spec.template),
    EVENTS,
  ];
}

function nameLines({ ref }: Resource): Lines {
  return [`Name:\t${ref.name}`, `Namespace:\t${ref.namespace}`];
}

/** The pods that the selector selects and the workload owns, by phase (getPodStatusForController). */
function podsStatus(view: ClusterView, { ref, object }: Resource, selector: LabelSelector | undefined): string {
  const compiled = compileSelector(selector ?? {});
  const pods = view
    .list('Pod', ref.namespace)
    .filter((pod) => selects(compiled, pod.object.metadata.labels) && isOwned(pod.object, object));
  const count = (...phases: readonly string[]) =>
    pods.filter((pod) => phases.includes(pod.object.status?.phase ?? 'Pending')).length;
  return `Pods Status:\t${count('Running')} Running / ${count('Pending')} Waiting / ${count('Succeeded')} Succeeded / ${count('Failed')} Failed`;
}

function isOwned({ metadata }: Pod, owner: KubernetesObject): boolean {
  return metadata.ownerReferences?.some(({ uid }) => uid === owner.metadata?.uid) ?? false;
}
