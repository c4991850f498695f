import type { ClusterView, Diagnostic, Resource } from '../model/index.ts';
import { formatRef, locatedOnDemand } from '../model/index.ts';
import { namespaceObject } from './builtins.ts';

/**
 * The namespaces that objects are in and that nobody declares. A real API server would reject the objects; manifests
 * are often applied to a namespace that exists already, so Curlew creates it and says that its labels are unknown.
 */
export function missingNamespaces(
  view: ClusterView,
  resources: readonly Resource[],
): { readonly resources: readonly Resource[]; readonly diagnostics: readonly Diagnostic[] } {
  const declared = new Set(resources.filter(({ ref }) => ref.kind === 'Namespace').map(({ ref }) => ref.name));
  const firstIn = new Map<string, Resource>();
  for (const resource of resources) {
    const { namespace } = resource.ref;
    if (namespace === undefined || declared.has(namespace) || firstIn.has(namespace)) continue;
    if (view.get('Namespace', namespace) === undefined) firstIn.set(namespace, resource);
  }
  const names = [...firstIn.keys()].sort();
  return {
    resources: names.map((name) => namespaceObject(name)),
    diagnostics: [...firstIn].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, first]) => undeclared(name, first)),
  };
}

function undeclared(name: string, first: Resource): Diagnostic {
  const { ref, origin } = first;
  const news: Diagnostic = {
    code: 'undeclared-namespace',
    severity: 'note',
    message: `namespace "${name}" of ${formatRef(ref)} is not declared; it is created with the label kubernetes.io/metadata.name alone`,
    hint: 'add a Namespace manifest if policies select it by other labels',
    about: ref,
  };
  if (origin.kind !== 'manifest') return news;
  return locatedOnDemand(news, () => origin.document.locate(['metadata', 'namespace']));
}
