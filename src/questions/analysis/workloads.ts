import type {
  ClusterView,
  KubernetesObject,
  ObjectRef,
  Pod,
  PodTemplateSpec,
  Resource,
} from '../../engine/model/index.ts';
import { compareText, formatRef, isFinished, WORKLOAD_KINDS } from '../../engine/model/index.ts';

/** Pods that belong together, by the top-most owner that the manifests hold. */
export interface Workload {
  readonly ref: ObjectRef & { readonly namespace: string };
  /** Its pods as the cluster runs them; where it runs none, one as its template says. Never empty. */
  readonly pods: readonly Resource<Pod>[];
}

/**
 * The workloads that the manifests name, by namespace, name and kind. What the cluster brings along itself is left out,
 * and so are pods that have ended. A pod counts as its controlling owner, whatever kind that is of, and whether it is
 * among the manifests or not; a custom resource that owns a Deployment says nothing about pods, and does not stand for it.
 */
export function findWorkloads(view: ClusterView): readonly Workload[] {
  const found = new Map<string, { readonly ref: Workload['ref']; readonly pods: Resource<Pod>[] }>();
  for (const resource of WORKLOAD_KINDS.flatMap((kind) => view.listAny(kind))) {
    if (resource.origin.kind !== 'manifest') continue;
    const owner = ownerOf(resource);
    if (owner !== undefined && WORKLOAD_KINDS.includes(owner.kind) && view.getAny(owner) !== undefined) continue;
    const own = { ...resource.ref, namespace: resource.ref.namespace ?? 'default' };
    const ref = isPod(resource) ? (owner ?? own) : own;
    const pods = podsOf(view, resource);
    const known = found.get(formatRef(ref));
    if (known !== undefined) known.pods.push(...pods);
    else if (pods.length > 0) found.set(formatRef(ref), { ref, pods: [...pods] });
  }
  return [...found.values()].sort((a, b) => compareWorkloads(a.ref, b.ref));
}

/** By namespace, then name, then kind. */
export function compareWorkloads(a: Workload['ref'], b: Workload['ref']): number {
  return compareText(a.namespace, b.namespace) || compareText(a.name, b.name) || compareText(a.kind, b.kind);
}

/**
 * An owner that does not say its kind is taken for what a pod's owner is at least: something that runs as a pod. The
 * node that owns a static pod's mirror is no workload.
 */
function ownerOf({ ref, object }: Resource): Workload['ref'] | undefined {
  const owner = object.metadata?.ownerReferences?.find(({ controller }) => controller === true);
  if (owner === undefined || owner.kind === 'Node') return undefined;
  return { kind: owner.kind || 'Pod', namespace: ref.namespace ?? 'default', name: owner.name };
}

function podsOf(view: ClusterView, resource: Resource): readonly Resource<Pod>[] {
  if (isPod(resource)) return hasEnded(resource.object) ? [] : [resource];
  const running = ownedPods(view, resource.ref).filter(({ object }) => !hasEnded(object));
  return running.length > 0 ? running : templatePod(resource);
}

/** A pod that its node refused has a reason, and may run elsewhere; one that was written as ended has none. */
function hasEnded(pod: Pod): boolean {
  return isFinished(pod) && pod.status?.reason === undefined;
}

function isPod(resource: Resource): resource is Resource<Pod> {
  return resource.ref.kind === 'Pod';
}

function ownedPods(view: ClusterView, owner: ObjectRef): readonly Resource<Pod>[] {
  const between = (['ReplicaSet', 'Job'] as const).flatMap((kind) => view.ownedBy(kind, owner));
  return [...view.ownedBy('Pod', owner), ...between.flatMap(({ ref }) => view.ownedBy('Pod', ref))];
}

interface Templated extends KubernetesObject {
  readonly spec?: {
    readonly template?: PodTemplateSpec;
    readonly jobTemplate?: { readonly spec?: { readonly template?: PodTemplateSpec } };
  };
}

/** The pod that would run; a workload without any template says nothing about its pods. */
function templatePod({ ref, object, origin }: Resource): readonly Resource<Pod>[] {
  const { spec } = object as Templated;
  const template = spec?.template ?? spec?.jobTemplate?.spec?.template;
  if (template === undefined) return [];
  const pod: Pod = {
    metadata: { ...template.metadata, name: ref.name, namespace: ref.namespace ?? 'default' },
    spec: template.spec,
  };
  return [{ ref: { ...ref, kind: 'Pod' }, object: pod, origin }];
}
