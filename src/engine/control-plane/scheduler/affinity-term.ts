import type { Affinity, ClusterView, CompiledSelector, Pod, Resource } from '../../model/index.ts';
import { compareText, compileSelector, namespaceLabels, selects } from '../../model/index.ts';
import type { PodGroup } from './pod-groups.ts';
import { labelsOf } from './pod-groups.ts';

/** A term of pod affinity or anti-affinity, ready for use. Terms of equal `text` mean the same. */
export interface AffinityTerm {
  readonly text: string;
  readonly topologyKey: string;
  readonly weight: number;
  /** Reports whether the term speaks of the pods of a group. */
  readonly matches: (group: PodGroup) => boolean;
}

/** The terms of one pod. */
export interface PodTerms {
  readonly requiredAffinity: readonly AffinityTerm[];
  readonly requiredAntiAffinity: readonly AffinityTerm[];
  readonly preferredAffinity: readonly AffinityTerm[];
  readonly preferredAntiAffinity: readonly AffinityTerm[];
}

type PodAffinity = NonNullable<Affinity['podAffinity']>;
type WrittenTerm = NonNullable<PodAffinity['requiredDuringSchedulingIgnoredDuringExecution']>[number];

const NO_TERMS: PodTerms = {
  requiredAffinity: [],
  requiredAntiAffinity: [],
  preferredAffinity: [],
  preferredAntiAffinity: [],
};

/** Compiles a pod's terms. pkg/scheduler/framework/types.go (newAffinityTerm) */
export function termsOf(view: ClusterView, pod: Resource<Pod>): PodTerms {
  const { podAffinity, podAntiAffinity } = pod.object.spec.affinity ?? {};
  if (podAffinity === undefined && podAntiAffinity === undefined) return NO_TERMS;
  const required = (affinity: PodAffinity | undefined) =>
    affinity?.requiredDuringSchedulingIgnoredDuringExecution?.map((term) => compileTerm(view, pod, term, 1)) ?? [];
  const preferred = (affinity: PodAffinity | undefined) =>
    affinity?.preferredDuringSchedulingIgnoredDuringExecution?.map(({ podAffinityTerm, weight }) =>
      compileTerm(view, pod, podAffinityTerm, weight),
    ) ?? [];
  return {
    requiredAffinity: required(podAffinity),
    requiredAntiAffinity: required(podAntiAffinity),
    preferredAffinity: preferred(podAffinity),
    preferredAntiAffinity: preferred(podAntiAffinity),
  };
}

/** Without namespaces and namespaceSelector a term speaks of the pod's own namespace; without selector, of no pods. */
function compileTerm(
  view: ClusterView,
  { ref, object: pod }: Resource<Pod>,
  term: WrittenTerm,
  weight: number,
): AffinityTerm {
  const own = term.namespaceSelector === undefined && (term.namespaces ?? []).length === 0;
  const namespaces = own ? [ref.namespace] : [...(term.namespaces ?? [])].sort(compareText);
  const ofNamespaces = term.namespaceSelector === undefined ? undefined : compileSelector(term.namespaceSelector);
  const selector = selectorOf(pod, term);
  const scope = `${namespaces.join(',')} ${ofNamespaces === undefined ? '-' : `{${ofNamespaces.text}}`}`;
  return {
    text: `${term.topologyKey} ${scope} ${selector === undefined ? '-' : `{${selector.text}}`}`,
    topologyKey: term.topologyKey,
    weight,
    matches: (group) =>
      selector !== undefined &&
      selects(selector, group.labels) &&
      (namespaces.includes(group.namespace) ||
        (ofNamespaces !== undefined && selects(ofNamespaces, namespaceLabels(view, group.namespace)))),
  };
}

/** matchLabelKeys and mismatchLabelKeys stand for the pod's own values (pkg/registry/core/pod/strategy.go). */
function selectorOf(pod: Pod, term: WrittenTerm): CompiledSelector | undefined {
  if (term.labelSelector === undefined) return undefined;
  const labels = labelsOf(pod);
  const own = (keys: readonly string[] | undefined, operator: string) =>
    (keys ?? []).flatMap((key) => (labels[key] === undefined ? [] : [{ key, operator, values: [labels[key]] }]));
  return compileSelector({
    ...term.labelSelector,
    matchExpressions: [
      ...(term.labelSelector.matchExpressions ?? []),
      ...own(term.matchLabelKeys, 'In'),
      ...own(term.mismatchLabelKeys, 'NotIn'),
    ],
  });
}
