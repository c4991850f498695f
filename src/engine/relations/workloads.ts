import type { ClusterView, KubernetesObject, NamespacedRef, Pod, PodTemplateSpec, Resource } from '../model/index.ts';
import {
  compareText,
  controllerRef,
  formatRef,
  isFinished,
  namespaced,
  sameRef,
  WORKLOAD_KINDS,
} from '../model/index.ts';

/** Pods that belong together, by the top-most owner that is in the cluster. */
export interface Workload {
  readonly ref: NamespacedRef;
  /** The objects of the manifests that make its pods, by kind in the order of WORKLOAD_KINDS, then by name. Never empty. */
  readonly members: readonly Resource[];
  /** Its pods that have not ended, by name. */
  readonly pods: readonly Resource<Pod>[];
}

const known = new WeakMap<ClusterView, readonly Workload[]>();

/**
 * The workloads that the manifests name, by namespace, name and kind: every pod that they lead to, and that has not
 * ended, is in exactly one. What the cluster brings along itself is left out. A workload may have no pods.
 */
export function workloadsOf(view: ClusterView): readonly Workload[] {
  const found = known.get(view) ?? findWorkloads(view);
  known.set(view, found);
  return found;
}

function findWorkloads(view: ClusterView): readonly Workload[] {
  const rows = new Map<string, { readonly ref: NamespacedRef; members: Resource[]; pods: Resource<Pod>[] }>();
  const rowOf = (resource: Resource) => {
    const ref = workloadOf(view, resource);
    const row = rows.get(formatRef(ref)) ?? { ref, members: [], pods: [] };
    rows.set(formatRef(ref), row);
    return row;
  };
  for (const resource of WORKLOAD_KINDS.flatMap((kind) => view.listAny(kind))) {
    if (resource.origin.kind === 'manifest') rowOf(resource).members.push(resource);
  }
  for (const pod of view.list('Pod')) {
    if (!hasEnded(pod.object) && isFromManifests(view, pod)) rowOf(pod).pods.push(pod);
  }
  return [...rows.values()].filter(({ members }) => members.length > 0).sort((a, b) => compareWorkloads(a.ref, b.ref));
}

/**
 * The workload that an object belongs to: up its controlling owners, as long as they are in the cluster and of a kind
 * that runs pods. A pod counts as the owner that it names, whatever kind that is of, and whether it is there or not; a
 * custom resource that owns a Deployment says nothing about pods, and does not stand for it. The Node that owns a static
 * pod's mirror is no workload. Objects that own each other in a circle are all that of them which comes first by name.
 */
export function workloadOf(view: ClusterView, resource: Resource): NamespacedRef {
  const way: Resource[] = [];
  let at = resource;
  for (;;) {
    const circle = way.findIndex(({ ref }) => sameRef(ref, at.ref));
    if (circle >= 0) return firstOf(way.slice(circle));
    way.push(at);
    const owner = controllerRef(at.ref, at.object);
    if (owner === undefined || owner.kind === 'Node') return namespaced(at.ref);
    // An owner that does not say its kind runs as a pod at least.
    const ref = owner.kind === '' ? { ...owner, kind: 'Pod' } : owner;
    const above = WORKLOAD_KINDS.includes(ref.kind) ? view.getAny(ref) : undefined;
    if (above === undefined) return namespaced(at.ref.kind === 'Pod' ? ref : at.ref);
    at = above;
  }
}

function firstOf(circle: readonly Resource[]): NamespacedRef {
  const [first] = circle.map(({ ref }) => namespaced(ref)).sort(compareWorkloads);
  return first ?? namespaced({ kind: 'Pod', name: '' });
}

/** By namespace, then name, then kind. */
export function compareWorkloads(a: NamespacedRef, b: NamespacedRef): number {
  return compareText(a.namespace, b.namespace) || compareText(a.name, b.name) || compareText(a.kind, b.kind);
}

/** Whether the user wrote the object, or what it was derived from. */
export function isFromManifests(view: ClusterView, { origin }: Resource<unknown>): boolean {
  if (origin.kind !== 'derived') return origin.kind === 'manifest';
  const owner = view.getAny(origin.owner);
  return owner !== undefined && isFromManifests(view, owner);
}

/** A pod that its node refused has a reason, and may run elsewhere; one that was written as ended has none. */
function hasEnded(pod: Pod): boolean {
  return isFinished(pod) && pod.status?.reason === undefined;
}

interface Templated extends KubernetesObject {
  readonly spec?: {
    readonly template?: PodTemplateSpec;
    readonly jobTemplate?: { readonly spec?: { readonly template?: PodTemplateSpec } };
  };
}

/** The pod that an object's template makes, under the object's own name; `undefined` where it has no template. */
export function templatePod({ ref, object, origin }: Resource): Resource<Pod> | undefined {
  const { spec } = object as Templated;
  const template = spec?.template ?? spec?.jobTemplate?.spec?.template;
  if (template === undefined) return undefined;
  const { name, namespace } = namespaced(ref);
  const pod: Pod = { metadata: { ...template.metadata, name, namespace }, spec: template.spec };
  return { ref: { kind: 'Pod', namespace, name }, object: pod, origin };
}
