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
import { controllerRef, formatFieldPath, formatRef, qualifiedName } from '../model/index.ts';
import { type DeletedObject, type DeletedObjects, type StoredChange, storedChanges, withDeleted } from './changes.ts';
import { KindTable, type Write } from './kind-table.ts';
import { type StartedPods, withStarted } from './started-pods.ts';

const EMPTY = new KindTable();

interface Contents {
  readonly version: number;
  readonly tables: ReadonlyMap<string, KindTable>;
  readonly deletedPods: ReadonlyMap<string, number>;
  readonly deleted: DeletedObjects | undefined;
  readonly started: StartedPods;
}

const NOTHING: Contents = {
  version: 0,
  tables: new Map(),
  deletedPods: new Map(),
  deleted: undefined,
  started: new Map(),
};

/**
 * The cluster's objects at one moment, immutable: `apply` makes a new state that shares all that did not change.
 *
 * Every write has a version, one more than the write before it, as every write to etcd has a revision; what the API
 * shows as `metadata.resourceVersion` is the version of an object's last write. It is kept beside the object. Equal
 * writes in equal order have equal versions.
 *
 * Places are remembered across states, since a document's text never changes.
 */
export class ClusterState implements ClusterView {
  readonly spec: ClusterSpec;
  /** The version of the last write; 0 before the first. */
  readonly version: number;
  readonly #tables: ReadonlyMap<string, KindTable>;
  readonly #nodes: ReadonlyMap<string, NodeSpec>;
  readonly #places = new Map<string, SourceLocation | undefined>();
  /** By `formatRef` of the owner. */
  readonly #deletedPods: ReadonlyMap<string, number>;
  readonly #deleted: DeletedObjects | undefined;
  readonly #started: StartedPods;

  private constructor(spec: ClusterSpec, { version, tables, deletedPods, deleted, started }: Contents) {
    this.spec = spec;
    this.version = version;
    this.#tables = tables;
    this.#deletedPods = deletedPods;
    this.#deleted = deleted;
    this.#started = started;
    this.#nodes = new Map(spec.nodes.map((node) => [node.name, node]));
  }

  /** A state that holds `resources` and nothing else. */
  static of(spec: ClusterSpec, resources: Iterable<Resource> = []): ClusterState {
    return new ClusterState(spec, NOTHING).apply([...resources].map((resource) => ({ kind: 'put', resource })));
  }

  /** The same objects in a cluster that is otherwise described; for a node that goes down. */
  withSpec(spec: ClusterSpec): ClusterState {
    const { version } = this;
    return new ClusterState(spec, {
      ...{ version, tables: this.#tables, deletedPods: this.#deletedPods, deleted: this.#deleted },
      started: this.#started,
    });
  }

  /** The state after writes, in order. To put an object that is the stored one itself leaves its version as it is. */
  apply(changes: readonly Change[]): ClusterState {
    if (changes.length === 0) return this;
    let { version } = this;
    const writes = new Map<string, Write[]>();
    for (const change of changes) {
      version++;
      const resource = change.kind === 'put' ? change.resource : undefined;
      const ref = change.kind === 'put' ? change.resource.ref : change.ref;
      const ofKind = writes.get(ref.kind) ?? [];
      ofKind.push({ ref, resource, version });
      writes.set(ref.kind, ofKind);
    }
    const gone: DeletedObject[] = [];
    const tables = new Map(this.#tables);
    for (const [kind, ofKind] of writes) {
      const table = (tables.get(kind) ?? EMPTY).with(ofKind, (last, at) => gone.push({ last, version: at }));
      if (table.size > 0) tables.set(kind, table);
      else tables.delete(kind);
    }
    const deleted = withDeleted(this.#deleted, gone);
    const started = withStarted(this.#started, changes, tables.get('Service') ?? EMPTY);
    const deletedPods = this.#countDeletedPods(changes);
    return new ClusterState(this.spec, { version, tables, deletedPods, deleted, started });
  }

  /** The version of an object's last write; `undefined` where there is no such object. */
  versionOf(ref: ObjectRef): number | undefined {
    return this.#table(ref.kind).get(ref.name, ref.namespace)?.version;
  }

  /** The version at which an object came to be: one that was deleted, and made again by the same name, is another. */
  createdOf(ref: ObjectRef): number | undefined {
    return this.#table(ref.kind).get(ref.name, ref.namespace)?.created;
  }

  /**
   * What a watcher that knows the state at `version` has not seen yet, by the version of the writes: each object once,
   * as it is now, and those that are gone as they were last.
   */
  changesSince(version: number): readonly StoredChange[] {
    const written = [...this.#tables.values()].flatMap((table) => table.writtenSince(version));
    return storedChanges(version, written, this.#deleted);
  }

  list<K extends Kind>(kind: K, namespace?: string): readonly Resource<KindMap[K]>[] {
    return this.listAny(kind, namespace) as readonly Resource<KindMap[K]>[];
  }

  get<K extends Kind>(kind: K, name: string, namespace?: string): Resource<KindMap[K]> | undefined {
    return this.#table(kind).get(name, namespace)?.resource as Resource<KindMap[K]> | undefined;
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

  servicesAtStart(pod: ObjectRef, namespace: string): readonly Resource<KindMap['Service']>[] {
    const services = this.#started.get(qualifiedName(pod)) ?? this.#table('Service');
    return services.inNamespace(namespace) as readonly Resource<KindMap['Service']>[];
  }

  listAny(kind: string, namespace?: string): readonly Resource<KubernetesObject>[] {
    return namespace === undefined ? this.#table(kind).all() : this.#table(kind).inNamespace(namespace);
  }

  getAny(ref: ObjectRef): Resource<KubernetesObject> | undefined {
    return this.#table(ref.kind).get(ref.name, ref.namespace)?.resource;
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
