import type { ClusterSpec, NodeSpec } from './cluster-spec.ts';
import type { Kind, KindMap, KubernetesObject, Labels } from './kubernetes.ts';
import type { ObjectRef, Resource } from './resource.ts';
import type { FieldPath, SourceLocation } from './source.ts';

/**
 * All that a component ever sees of the cluster: an immutable snapshot of its objects.
 *
 * Lists are sorted by namespace and name, and the same array is returned for the same question. Equal views are the
 * same object, so a component may cache by identity.
 */
export interface ClusterView {
  readonly spec: ClusterSpec;
  list<K extends Kind>(kind: K, namespace?: string): readonly Resource<KindMap[K]>[];
  get<K extends Kind>(kind: K, name: string, namespace?: string): Resource<KindMap[K]> | undefined;
  /** The objects of a namespace that carry all of `labels`; indexed, for selectors that are plain maps. */
  labelled<K extends Kind>(kind: K, namespace: string, labels: Labels): readonly Resource<KindMap[K]>[];
  /** The objects whose controlling owner reference names `owner`; indexed. */
  ownedBy<K extends Kind>(kind: K, owner: ObjectRef): readonly Resource<KindMap[K]>[];
  /** How many pods that `owner` controlled were deleted so far: a pod that is made anew takes a new name. */
  podsDeletedOf(owner: ObjectRef): number;
  /**
   * The Services of a namespace as they were when the containers of a pod started: what came or changed later, these do
   * not know. As they are of a pod that has not started.
   */
  servicesAtStart(pod: ObjectRef, namespace: string): readonly Resource<KindMap['Service']>[];
  /** Objects of a kind that the engine gives no meaning to, or of any kind by its name. */
  listAny(kind: string, namespace?: string): readonly Resource<KubernetesObject>[];
  getAny(ref: ObjectRef): Resource<KubernetesObject> | undefined;
  /** The kinds that the cluster holds objects of, sorted. */
  kinds(): readonly string[];
  /** A field's place: the nearest written ancestor; derived objects answer with their owner's place. */
  locate(ref: ObjectRef, path: FieldPath): SourceLocation | undefined;
  /** The machine behind a Node object; `undefined` for a Node that no Cluster file describes. */
  nodeSpec(name: string): NodeSpec | undefined;
}
