import type { ClusterView, Labels, Node, PodSpec, Taint, Toleration } from '../../model/index.ts';
import { matchesRequired, toleratesTaint } from '../../model/index.ts';

/** The labels of a node, from its Node object or else from the Cluster file; `undefined` where there is no such node. */
export function nodeLabels(view: ClusterView, name: string): Labels | undefined {
  const node = view.get('Node', name);
  return node === undefined ? view.nodeSpec(name)?.labels : (node.object.metadata.labels ?? {});
}

/** Reports whether nodeSelector and required node affinity let the pod onto the node. */
export function nodeAffinityMatches(spec: PodSpec, node: Node): boolean {
  return matchesRequired(spec, { name: node.metadata.name, labels: node.metadata.labels ?? {} });
}

/** The first of the tolerations that tolerates the taint. */
export function toleration(taint: Taint, tolerations: readonly Toleration[] | undefined): Toleration | undefined {
  return tolerations?.find((each) => toleratesTaint(each, taint));
}
