import type { ClusterView } from '../../model/index.ts';

/** Namespaces that every API server creates for itself. */
const ALWAYS_THERE: ReadonlySet<string> = new Set(['default', 'kube-node-lease', 'kube-public', 'kube-system']);

/**
 * Reports whether the namespace is there. An API server rejects objects of a namespace that does not exist, so that an
 * object in it proves it.
 */
export function namespaceExists(view: ClusterView, name: string): boolean {
  if (ALWAYS_THERE.has(name) || view.get('Namespace', name) !== undefined) return true;
  return view.list('Service', name).length > 0 || view.list('Pod', name).length > 0;
}
