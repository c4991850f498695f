import type {
  Change,
  ClusterView,
  Deployment,
  Labels,
  PodTemplateSpec,
  ReplicaSet,
  Resource,
} from '../../model/index.ts';
import { rolloutLimits } from './rolling-update.ts';
import { HASH_LABEL, templateHash } from './template-hash.ts';
import { derived } from './writing.ts';

const REVISION = 'deployment.kubernetes.io/revision';
const DESIRED = 'deployment.kubernetes.io/desired-replicas';
const MAX = 'deployment.kubernetes.io/max-replicas';

/** Annotations of the Deployment that its ReplicaSets do not take over (annotationsToSkip in deployment_util.go). */
const OWN_ANNOTATIONS: ReadonlySet<string> = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  'deprecated.deployment.rollback.to',
  'deployment.kubernetes.io/revision-history',
  REVISION,
  DESIRED,
  MAX,
]);

/** The count of the templates that the Deployment has had when this one became the newest; 0 for none. */
export function revisionOf(resource: Resource<ReplicaSet>): number {
  return Number(resource.object.metadata.annotations?.[REVISION] ?? 0) || 0;
}

/** The Deployment with the revision that its newest ReplicaSet has. */
export function annotated(deployment: Resource<Deployment>, fresh: Resource<ReplicaSet> | undefined): Deployment {
  const revision = fresh?.object.metadata.annotations?.[REVISION];
  if (revision === undefined) return deployment.object;
  const { metadata } = deployment.object;
  const annotations = { ...metadata.annotations, [REVISION]: revision };
  return { ...deployment.object, metadata: { ...metadata, annotations } };
}

/** An older ReplicaSet with another size: only the sizes are noted down on it (scaleReplicaSet in deployment/sync.go). */
export function scaled(
  deployment: Resource<Deployment>,
  replicaSet: Resource<ReplicaSet>,
  replicas: number,
): ReplicaSet {
  const { metadata, spec } = replicaSet.object;
  const annotations = { ...metadata.annotations, ...sizesOf(deployment) };
  return { ...replicaSet.object, metadata: { ...metadata, annotations }, spec: { ...spec, replicas } };
}

/** The newest ReplicaSet with another size and revision, and what the Deployment notes down on it beside. */
export function resized(
  deployment: Resource<Deployment>,
  replicaSet: Resource<ReplicaSet>,
  replicas: number,
  revision: number,
): ReplicaSet {
  const { metadata, spec } = replicaSet.object;
  const annotations = { ...metadata.annotations, ...annotationsFor(deployment, revision) };
  return {
    ...replicaSet.object,
    metadata: { ...metadata, annotations },
    spec: { ...spec, replicas },
  };
}

/**
 * The ReplicaSet `<deployment>-<pod-template-hash>` (getNewReplicaSet in kubernetes
 * pkg/controller/deployment/sync.go). Where a ReplicaSet of another template or owner has that name, the hash counts the
 * collision in, as `status.collisionCount` does.
 */
export function newReplicaSet(
  view: ClusterView,
  deployment: Resource<Deployment>,
  replicas: number,
  revision: number,
): readonly Change[] {
  const { spec } = deployment.object;
  const { name, hash } = freeName(view, deployment, spec.template);
  const template = hashedTemplate(spec.template, hash);
  const resource = derived('deployment-controller', deployment, {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { name, labels: template.metadata?.labels ?? {}, annotations: annotationsFor(deployment, revision) },
    spec: {
      replicas,
      ...(spec.minReadySeconds !== undefined && { minReadySeconds: spec.minReadySeconds }),
      selector: { ...spec.selector, matchLabels: { ...spec.selector.matchLabels, [HASH_LABEL]: hash } },
      template,
    },
  });
  return [{ kind: 'put', resource }];
}

function freeName(
  view: ClusterView,
  { ref }: Resource<Deployment>,
  template: PodTemplateSpec,
): { readonly name: string; readonly hash: string } {
  for (let collisions = 0; ; collisions++) {
    const hash = templateHash(template, collisions);
    const name = `${ref.name}-${hash}`;
    if (view.get('ReplicaSet', name, ref.namespace) === undefined) return { name, hash };
  }
}

function hashedTemplate(template: PodTemplateSpec, hash: string): PodTemplateSpec {
  const labels = { ...template.metadata?.labels, [HASH_LABEL]: hash };
  return { ...template, metadata: { ...template.metadata, labels } };
}

function annotationsFor({ object }: Resource<Deployment>, revision: number): Labels {
  const shared = Object.entries(object.metadata.annotations ?? {}).filter(([key]) => !OWN_ANNOTATIONS.has(key));
  return { ...Object.fromEntries(shared), ...sizesOf({ object }), [REVISION]: String(revision) };
}

function sizesOf({ object }: Pick<Resource<Deployment>, 'object'>): Labels {
  const desired = object.spec.replicas;
  const isRecreate = object.spec.strategy?.type === 'Recreate';
  const surge = isRecreate ? 0 : rolloutLimits(object.spec.strategy?.rollingUpdate, desired).maxSurge;
  return { [DESIRED]: String(desired), [MAX]: String(desired + surge) };
}
