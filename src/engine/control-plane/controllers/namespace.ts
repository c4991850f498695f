import type { Change, ClusterView, Namespace, Resource } from '../../model/index.ts';
import { NAMESPACE_NAME_LABEL } from '../../model/index.ts';
import type { Controller } from './controller.ts';
import { deletePod, putChanged } from './writing.ts';

/**
 * Labels each namespace with its name, and empties and then removes those that are Terminating, that is those with a
 * `deletionTimestamp` (kubernetes pkg/controller/namespace/deletion; the label is the API server's own work,
 * pkg/apis/core/v1/defaults.go).
 */
export const namespaceController: Controller = {
  name: 'namespace-controller',
  reconcile: (view) => ({
    changes: view.list('Namespace').flatMap((namespace) => reconcileNamespace(view, namespace)),
    diagnostics: [],
  }),
};

function reconcileNamespace(view: ClusterView, namespace: Resource<Namespace>): readonly Change[] {
  const { metadata } = namespace.object;
  if (metadata.deletionTimestamp !== undefined) return terminate(view, namespace);
  const labels = { ...metadata.labels, [NAMESPACE_NAME_LABEL]: namespace.ref.name };
  return putChanged(namespace, { ...namespace.object, metadata: { ...metadata, labels } });
}

/** A pod on a node that is down keeps the namespace Terminating. */
function terminate(view: ClusterView, namespace: Resource<Namespace>): readonly Change[] {
  const { ref } = namespace;
  const others = view.kinds().filter((kind) => kind !== 'Pod');
  const content = others.flatMap((kind) => view.listAny(kind, ref.name));
  const pods = view.list('Pod', ref.name);
  if (content.length + pods.length === 0) return [{ kind: 'delete', ref }];
  return [
    ...putChanged(namespace, { ...namespace.object, status: { ...namespace.object.status, phase: 'Terminating' } }),
    ...content.map((each): Change => ({ kind: 'delete', ref: each.ref })),
    ...pods.flatMap((pod) => deletePod(view, pod)),
  ];
}
