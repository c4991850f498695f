import type { Change, ClusterView, Kind, KindMap, LabelSelector, Resource } from '../../model/index.ts';
import { compileSelector, controllerOf, put, selects } from '../../model/index.ts';
import { controllerReference } from './writing.ts';

/** What is an owner's after adoption and release, sorted by name, and the writes that make it so. */
export interface Claim<K extends Kind> {
  readonly owned: readonly Resource<KindMap[K]>[];
  readonly changes: readonly Change[];
}

/** Whose objects are claimed, and which; `mayAdopt` narrows down what the selector would take. */
export interface Claimant<K extends Kind> {
  readonly kind: K;
  readonly owner: Resource;
  readonly selector: LabelSelector;
  readonly mayAdopt?: (orphan: Resource<KindMap[K]>) => boolean;
}

/**
 * Adopts the objects that the selector selects and nobody controls, and releases those it controls and no longer
 * selects (kubernetes pkg/controller/controller_ref_manager.go).
 */
export function claim<K extends Kind>(view: ClusterView, claimant: Claimant<K>): Claim<K> {
  const { kind, owner } = claimant;
  const selector = compileSelector(claimant.selector);
  const controlled = view.ownedBy(kind, owner.ref);
  const owned = controlled.filter(({ object }) => selects(selector, object.metadata.labels));
  const changes: Change[] = [];
  if (owned.length < controlled.length) {
    const kept = new Set(owned);
    for (const resource of controlled) if (!kept.has(resource)) changes.push(release(resource, owner));
  }
  const adopted = orphansOf(view, claimant).filter(({ object }) => selects(selector, object.metadata.labels));
  for (const orphan of adopted) changes.push(adopt(orphan, owner));
  if (adopted.length === 0) return { owned, changes };
  return { owned: [...owned, ...adopted].sort((a, b) => (a.ref.name < b.ref.name ? -1 : 1)), changes };
}

function orphansOf<K extends Kind>(
  view: ClusterView,
  { kind, owner, selector, mayAdopt }: Claimant<K>,
): readonly Resource<KindMap[K]>[] {
  const namespace = owner.ref.namespace ?? '';
  if (!holdsOrphans(view.list(kind, namespace))) return [];
  return view.labelled(kind, namespace, selector.matchLabels ?? {}).filter((candidate) => {
    if (!isOrphan(candidate) || candidate.object.metadata.deletionTimestamp !== undefined) return false;
    return mayAdopt === undefined || mayAdopt(candidate);
  });
}

const listsWithOrphans = new WeakMap<readonly Resource[], boolean>();

/** Most namespaces hold no orphan at all; asked once for each list, this spares every owner a look at every object. */
function holdsOrphans(resources: readonly Resource[]): boolean {
  const known = listsWithOrphans.get(resources);
  if (known !== undefined) return known;
  const holds = resources.some(isOrphan);
  listsWithOrphans.set(resources, holds);
  return holds;
}

function isOrphan({ object }: Resource): boolean {
  return controllerOf(object) === undefined;
}

function adopt<T extends KindMap[Kind]>(orphan: Resource<T>, owner: Resource): Change {
  const { metadata } = orphan.object;
  const ownerReferences = [...(metadata.ownerReferences ?? []), controllerReference(owner)];
  return put(orphan, { ...orphan.object, metadata: { ...metadata, ownerReferences } });
}

function release<T extends KindMap[Kind]>(resource: Resource<T>, owner: Resource): Change {
  const { ownerReferences = [], ...metadata } = resource.object.metadata;
  const others = ownerReferences.filter(({ kind, name }) => kind !== owner.ref.kind || name !== owner.ref.name);
  return put(resource, { ...resource.object, metadata: { ...metadata, ownerReferences: others } });
}
