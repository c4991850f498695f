import type {
  Change,
  ClusterSpec,
  ClusterView,
  FieldPath,
  Kind,
  KindMap,
  KubernetesObject,
  Labels,
  NodeSpec,
  ObjectRef,
  Resource,
  SourceLocation,
} from '../model/index.ts';
import { controllerRef, formatFieldPath, formatRef } from '../model/index.ts';
import { KindTable } from './kind-table.ts';

const EMPTY = new KindTable();

/**
 * The cluster's objects at one moment, immutable: `apply` makes a new state that shares all that did not change.
 *
 * Places are remembered across states, since a document's text never changes.
 */
export class ClusterState implements ClusterView {
  readonly spec: ClusterSpec;
  readonly #tables: ReadonlyMap<string, KindTable>;
  readonly #nodes: ReadonlyMap<string, NodeSpec>;
  readonly #places = new Map<string, SourceLocation | undefined>();
  /** By `formatRef` of the owner. */
  readonly #deletedPods: ReadonlyMap<string, number>;

  private constructor(
    spec: ClusterSpec,
    tables: ReadonlyMap<string, KindTable>,
    deletedPods: ReadonlyMap<string, number>,
  ) {
    this.spec = spec;
    this.#tables = tables;
    this.#deletedPods = deletedPods;
    this.#nodes = new Map(spec.nodes.map((node) => [node.name, node]));
  }

  /** A state that holds `resources` and nothing else. */
  static of(spec: ClusterSpec, resources: Iterable<Resource> = []): ClusterState {
    return new ClusterState(spec, new Map(), new Map()).apply(
      [...resources].map((resource) => ({ kind: 'put', resource })),
    );
  }

  /** The same objects in a cluster that is otherwise described; for a node that goes down. */
  withSpec(spec: ClusterSpec): ClusterState {
    return new ClusterState(spec, this.#tables, this.#deletedPods);
  }

  apply(changes: readonly Change[]): ClusterState {
    if (changes.length === 0) return this;
    const writes = new Map<string, [ObjectRef, Resource | undefined][]>();
    for (const change of changes) {
      const ref = change.kind === 'put' ? change.resource.ref : change.ref;
      const ofKind = writes.get(ref.kind) ?? [];
      ofKind.push([ref, change.kind === 'put' ? change.resource : undefined]);
      writes.set(ref.kind, ofKind);
    }
    const tables = new Map(this.#tables);
    for (const [kind, ofKind] of writes) {
      const table = (tables.get(kind) ?? EMPTY).with(ofKind);
      if (table.size > 0) tables.set(kind, table);
      else tables.delete(kind);
    }
    return new ClusterState(this.spec, tables, this.#countDeletedPods(changes));
  }

  list<K extends Kind>(kind: K, namespace?: string): readonly Resource<KindMap[K]>[] {
    return this.listAny(kind, namespace) as readonly Resource<KindMap[K]>[];
  }

  get<K extends Kind>(kind: K, name: string, namespace?: string): Resource<KindMap[K]> | undefined {
    return this.#table(kind).get(name, namespace) as Resource<KindMap[K]> | undefined;
  }

  labelled<K extends Kind>(kind: K, namespace: string, labels: Labels): readonly Resource<KindMap[K]>[] {
    return this.#table(kind).labelled(namespace, labels) as readonly Resource<KindMap[K]>[];
  }

  ownedBy<K extends Kind>(kind: K, owner: ObjectRef): readonly Resource<KindMap[K]>[] {
    return this.#table(kind).ownedBy(owner) as readonly Resource<KindMap[K]>[];
  }

  podsDeletedOf(owner: ObjectRef): number {
    return this.#deletedPods.get(formatRef(owner)) ?? 0;
  }

  listAny(kind: string, namespace?: string): readonly Resource<KubernetesObject>[] {
    return namespace === undefined ? this.#table(kind).all() : this.#table(kind).inNamespace(namespace);
  }

  getAny(ref: ObjectRef): Resource<KubernetesObject> | undefined {
    return this.#table(ref.kind).get(ref.name, ref.namespace);
  }

  kinds(): readonly string[] {
    return [...this.#tables.keys()].sort();
  }

  locate(ref: ObjectRef, path: FieldPath): SourceLocation | undefined {
    const key = `${formatRef(ref)} ${formatFieldPath(path)}`;
    if (!this.#places.has(key)) this.#places.set(key, this.#find(ref, path));
    return this.#places.get(key);
  }

  nodeSpec(name: string): NodeSpec | undefined {
    return this.#nodes.get(name);
  }

  #countDeletedPods(changes: readonly Change[]): ReadonlyMap<string, number> {
    let counts: Map<string, number> | undefined;
    for (const change of changes) {
      if (change.kind !== 'delete' || change.ref.kind !== 'Pod') continue;
      const owner = ownerKey(this.getAny(change.ref));
      if (owner === undefined) continue;
      counts ??= new Map(this.#deletedPods);
      counts.set(owner, (counts.get(owner) ?? 0) + 1);
    }
    return counts ?? this.#deletedPods;
  }

  #find(ref: ObjectRef, path: FieldPath): SourceLocation | undefined {
    const origin = this.getAny(ref)?.origin;
    if (origin?.kind === 'manifest') return origin.document.locate(path);
    if (origin?.kind === 'derived') return this.locate(origin.owner, pathInOwner(ref.kind, origin.owner.kind, path));
    return undefined;
  }

  #table(kind: string): KindTable {
    return this.#tables.get(kind) ?? EMPTY;
  }
}

/** The key under which the deleted pods of an object's owner are counted. */
function ownerKey(resource: Resource | undefined): string | undefined {
  const owner = resource === undefined ? undefined : controllerRef(resource.ref, resource.object);
  return owner && formatRef(owner);
}

/** Where a field of a derived object was written: a pod's spec stands in its owner's template. */
function pathInOwner(kind: string, ownerKind: string, path: FieldPath): FieldPath {
  if (kind === 'Pod') return ['spec', 'template', ...path];
  if (kind === 'ReplicaSet' && ownerKind === 'Deployment') return path;
  if (kind === 'Job' && ownerKind === 'CronJob') return ['spec', 'jobTemplate', ...path];
  return [];
}
