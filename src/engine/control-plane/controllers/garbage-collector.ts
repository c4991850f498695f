import type { Change, ClusterView, ObjectRef, OwnerReference, Resource } from '../../model/index.ts';
import type { Controller } from './controller.ts';
import { deletePod } from './writing.ts';

/**
 * Deletes what a controller made for an owner that is gone: background deletion, one generation each time (kubernetes
 * pkg/controller/garbagecollector).
 *
 * Objects of the manifests stay, even if the owner that they name is not among them: they may be a part of a cluster.
 */
export const garbageCollector: Controller = {
  name: 'garbage-collector-controller',
  reconcile: (view) => ({
    changes: view.kinds().flatMap((kind) => (kind === 'Pod' ? abandonedPods(view) : abandonedObjects(view, kind))),
    diagnostics: [],
  }),
};

function abandonedPods(view: ClusterView): readonly Change[] {
  return view
    .list('Pod')
    .filter((pod) => isAbandoned(view, pod))
    .flatMap((pod) => deletePod(view, pod));
}

function abandonedObjects(view: ClusterView, kind: string): readonly Change[] {
  return view
    .listAny(kind)
    .filter((resource) => isAbandoned(view, resource))
    .map(({ ref }) => ({ kind: 'delete', ref }));
}

function isAbandoned(view: ClusterView, { ref, object, origin }: Resource): boolean {
  if (origin.kind !== 'derived') return false;
  const owners = object.metadata?.ownerReferences ?? [];
  return owners.length > 0 && owners.every((owner) => !exists(view, ref, owner));
}

function exists(view: ClusterView, { namespace }: ObjectRef, { kind, name }: OwnerReference): boolean {
  if (namespace !== undefined && view.getAny({ kind, namespace, name }) !== undefined) return true;
  return view.getAny({ kind, name }) !== undefined;
}
