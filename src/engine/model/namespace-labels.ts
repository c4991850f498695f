import type { ClusterView } from './cluster-view.ts';
import type { Labels } from './kubernetes.ts';
import { NAMESPACE_NAME_LABEL } from './well-known-labels.ts';

/** The labels of a namespace, with the one that carries its name: the API server sets that on every Namespace. */
export function namespaceLabels(view: ClusterView, namespace: string): Labels {
  return { ...view.get('Namespace', namespace)?.object.metadata.labels, [NAMESPACE_NAME_LABEL]: namespace };
}
