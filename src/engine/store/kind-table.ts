import type { Labels, ObjectRef, Resource } from '../model/index.ts';
import { compareRefs, controllerOf, qualifiedName } from '../model/index.ts';

const NOTHING: readonly Resource[] = [];

/** An object with the versions of the store at which it came to be, and was written last. */
export interface Stored {
  readonly resource: Resource;
  readonly created: number;
  readonly version: number;
}

/** The objects of one kind, immutable. Each index is built once, at the first question that needs it. */
export class KindTable {
  readonly #objects: ReadonlyMap<string, Stored>;
  #all: readonly Resource[] | undefined;
  #byNamespace: ReadonlyMap<string, readonly Resource[]> | undefined;
  #byLabel: ReadonlyMap<string, readonly Resource[]> | undefined;
  #byOwner: ReadonlyMap<string, readonly Resource[]> | undefined;

  constructor(objects: ReadonlyMap<string, Stored> = new Map()) {
    this.#objects = objects;
  }

  get(name: string, namespace: string | undefined): Stored | undefined {
    return this.#objects.get(namespace === undefined ? name : `${namespace}/${name}`);
  }

  /** Writes many objects at once, each at its version; those that are deleted are handed to `gone`. */
  with(writes: Iterable<Write>, gone: (stored: Stored, version: number) => void): KindTable {
    const objects = new Map(this.#objects);
    for (const { ref, resource, version } of writes) {
      const name = qualifiedName(ref);
      const before = objects.get(name);
      if (resource !== undefined) objects.set(name, next(before, resource, version));
      else if (before !== undefined) {
        objects.delete(name);
        gone(before, version);
      }
    }
    return new KindTable(objects);
  }

  /** The objects that were written after a version of the store, in no order. */
  writtenSince(version: number): readonly Stored[] {
    return [...this.#objects.values()].filter((stored) => stored.version > version);
  }

  get size(): number {
    return this.#objects.size;
  }

  all(): readonly Resource[] {
    this.#all ??= Array.from(this.#objects.values(), ({ resource }) => resource).sort((a, b) =>
      compareRefs(a.ref, b.ref),
    );
    return this.#all;
  }

  inNamespace(namespace: string): readonly Resource[] {
    this.#byNamespace ??= index(this.all(), (resource) => [resource.ref.namespace ?? '']);
    return this.#byNamespace.get(namespace) ?? NOTHING;
  }

  ownedBy(owner: ObjectRef): readonly Resource[] {
    this.#byOwner ??= index(this.all(), ownerKeys);
    return this.#byOwner.get(`${owner.namespace ?? ''}/${owner.kind}/${owner.name}`) ?? NOTHING;
  }

  /** Looks only through the objects that carry the rarest of the labels. */
  labelled(namespace: string, labels: Labels): readonly Resource[] {
    const pairs = Object.entries(labels);
    if (pairs.length === 0) return this.inNamespace(namespace);
    this.#byLabel ??= index(this.all(), labelKeys);
    let fewest: readonly Resource[] | undefined;
    for (const [key, value] of pairs) {
      const holders = this.#byLabel.get(labelKey(namespace, key, value)) ?? NOTHING;
      if (fewest === undefined || holders.length < fewest.length) fewest = holders;
    }
    if (pairs.length === 1) return fewest ?? NOTHING;
    return (fewest ?? NOTHING).filter(({ object }) =>
      pairs.every(([key, value]) => object.metadata?.labels?.[key] === value),
    );
  }
}

/** One write at a version of the store; without a resource it deletes. */
export interface Write {
  readonly ref: ObjectRef;
  readonly resource: Resource | undefined;
  readonly version: number;
}

/** To write what is stored already is no write (GuaranteedUpdate in apiserver pkg/storage/etcd3/store.go). */
function next(before: Stored | undefined, resource: Resource, version: number): Stored {
  if (before === undefined) return { resource, created: version, version };
  const isSame = before.resource.object === resource.object;
  return { resource, created: before.created, version: isSame ? before.version : version };
}

function index(
  resources: readonly Resource[],
  keysOf: (resource: Resource) => readonly string[],
): ReadonlyMap<string, readonly Resource[]> {
  const groups = new Map<string, Resource[]>();
  for (const resource of resources) {
    for (const key of keysOf(resource)) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [resource]);
      else group.push(resource);
    }
  }
  return groups;
}

function ownerKeys({ ref, object }: Resource): readonly string[] {
  const owner = controllerOf(object);
  return owner === undefined ? [] : [`${ref.namespace ?? ''}/${owner.kind}/${owner.name}`];
}

function labelKeys({ ref, object }: Resource): readonly string[] {
  return Object.entries(object.metadata?.labels ?? {}).map(([key, value]) => labelKey(ref.namespace, key, value));
}

function labelKey(namespace: string | undefined, key: string, value: string): string {
  return `${namespace ?? ''}/${key}=${value}`;
}
