import type { Resource } from '../model/index.ts';
import type { Stored } from './kind-table.ts';

/** Something that happened to an object, as a watch tells it (apimachinery pkg/watch, EventType). */
export interface StoredChange {
  readonly kind: 'added' | 'modified' | 'deleted';
  /** The object as it is; one that is deleted as it was last. */
  readonly resource: Resource;
  /** The version of the write. */
  readonly version: number;
}

/** An object that is gone. */
export interface DeletedObject {
  readonly last: Stored;
  /** The version of its deletion. */
  readonly version: number;
}

/** The objects that are gone, the last one first: states share what was deleted before them. */
export interface DeletedObjects {
  readonly object: DeletedObject;
  readonly before: DeletedObjects | undefined;
}

/** Adds deletions, in any order, to those before them. */
export function withDeleted(
  before: DeletedObjects | undefined,
  gone: readonly DeletedObject[],
): DeletedObjects | undefined {
  const inOrder = [...gone].sort((a, b) => a.version - b.version);
  return inOrder.reduce<DeletedObjects | undefined>((all, object) => ({ object, before: all }), before);
}

/**
 * What happened after a version: of the objects that were written since, and of those that are gone and were there at
 * that version. An object that was made and deleted in between is left out.
 */
export function storedChanges(
  since: number,
  written: readonly Stored[],
  deleted: DeletedObjects | undefined,
): readonly StoredChange[] {
  const changes = written.map(({ resource, created, version }): StoredChange => {
    return { kind: created > since ? 'added' : 'modified', resource, version };
  });
  for (let each = deleted; each !== undefined && each.object.version > since; each = each.before) {
    const { last, version } = each.object;
    if (last.created <= since) changes.push({ kind: 'deleted', resource: last.resource, version });
  }
  return changes.sort((a, b) => a.version - b.version);
}
