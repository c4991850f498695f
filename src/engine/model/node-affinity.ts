import type { Affinity, Labels, PodSpec } from './kubernetes.ts';
import type { Requirement } from './selector.ts';
import { meets } from './selector.ts';

/** What a node selector looks at. */
export interface SelectableNode {
  readonly name: string;
  readonly labels: Labels;
}

type NodeAffinity = NonNullable<Affinity['nodeAffinity']>;
type RequiredAffinity = NonNullable<NodeAffinity['requiredDuringSchedulingIgnoredDuringExecution']>;
type Term = RequiredAffinity['nodeSelectorTerms'][number];
type Expression = NonNullable<Term['matchExpressions']>[number];

/**
 * Reports whether a node meets a pod's nodeSelector and its required node affinity, both.
 *
 * staging/src/k8s.io/component-helpers/scheduling/corev1/nodeaffinity (RequiredNodeAffinity)
 */
export function matchesRequired(spec: PodSpec, node: SelectableNode): boolean {
  for (const [key, value] of Object.entries(spec.nodeSelector ?? {})) {
    if (!Object.hasOwn(node.labels, key) || node.labels[key] !== value) return false;
  }
  const required = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  return required === undefined || required.nodeSelectorTerms.some((term) => matchesTerm(term, node));
}

/** Reports whether all of the term's expressions and fields match; a term without any matches nothing. */
export function matchesTerm(term: Term, node: SelectableNode): boolean {
  const { matchExpressions = [], matchFields = [] } = term;
  if (matchExpressions.length + matchFields.length === 0) return false;
  return (
    matchExpressions.every((expression) => matchesExpression(expression, node.labels)) &&
    matchFields.every((field) => matchesExpression(field, { 'metadata.name': node.name }))
  );
}

function matchesExpression({ key, operator, values = [] }: Expression, labels: Labels): boolean {
  if (operator === 'Gt' || operator === 'Lt') return compares(labels[key], operator, values[0]);
  return meets({ key, operator: operator as Requirement['operator'], values, path: [] }, labels);
}

/** Gt and Lt compare whole numbers; what is none matches nothing. */
function compares(label: string | undefined, operator: 'Gt' | 'Lt', bound: string | undefined): boolean {
  const whole = /^[+-]?\d+$/;
  if (label === undefined || bound === undefined || !whole.test(label) || !whole.test(bound)) return false;
  return operator === 'Gt' ? BigInt(label) > BigInt(bound) : BigInt(label) < BigInt(bound);
}
