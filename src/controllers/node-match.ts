import type { ClusterView, DeepReadonly, Labels, Node, PodSpec, Taint, Toleration } from '../model/index.ts';

type Affinity = NonNullable<NonNullable<PodSpec['affinity']>['nodeAffinity']>;
type NodeSelector = NonNullable<Affinity['requiredDuringSchedulingIgnoredDuringExecution']>;
type Term = NodeSelector['nodeSelectorTerms'][number];
type Requirement = DeepReadonly<{ key: string; operator: string; values?: string[] }>;

/** The labels of a node, from its Node object or else from the Cluster file; `undefined` where there is no such node. */
export function nodeLabels(view: ClusterView, name: string): Labels | undefined {
  const node = view.get('Node', name);
  return node === undefined ? view.nodeSpec(name)?.labels : (node.object.metadata?.labels ?? {});
}

/** Reports whether nodeSelector and required node affinity let the pod onto the node (component-helpers nodeaffinity). */
export function nodeAffinityMatches(spec: PodSpec, node: Node): boolean {
  const labels = node.metadata?.labels ?? {};
  const selected = Object.entries(spec.nodeSelector ?? {}).every(([key, value]) => labels[key] === value);
  const required = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  if (!selected || required === undefined) return selected;
  return required.nodeSelectorTerms.some((term) => termMatches(term, labels, node.metadata?.name ?? ''));
}

/** A term without any requirement matches no node. */
function termMatches(term: Term, labels: Labels, name: string): boolean {
  const fields = term.matchFields ?? [];
  const expressions = term.matchExpressions ?? [];
  if (fields.length + expressions.length === 0) return false;
  const byName = (requirement: Requirement): boolean => requirement.key === 'metadata.name' && meets(requirement, name);
  return fields.every(byName) && expressions.every((requirement) => meets(requirement, labels[requirement.key]));
}

function meets({ operator, values = [] }: Requirement, value: string | undefined): boolean {
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    case 'Gt':
      return isInteger(value) && Number(value) > Number(values[0]);
    case 'Lt':
      return isInteger(value) && Number(value) < Number(values[0]);
    default:
      return false;
  }
}

function isInteger(value: string | undefined): boolean {
  return value !== undefined && /^[+-]?\d+$/.test(value);
}

/** The first of the tolerations that tolerates the taint (Toleration.ToleratesTaint in core/v1). */
export function toleration(taint: Taint, tolerations: readonly Toleration[] | undefined): Toleration | undefined {
  return tolerations?.find(({ key = '', operator = 'Equal', value = '', effect = '' }) => {
    if (effect !== '' && effect !== taint.effect) return false;
    if (key !== '' && key !== taint.key) return false;
    return operator === 'Exists' || (operator === 'Equal' && value === (taint.value ?? ''));
  });
}
