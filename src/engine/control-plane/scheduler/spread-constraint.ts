import type { CompiledSelector, PodSpec } from '../../model/index.ts';
import { compileSelector, matchesRequired, selects } from '../../model/index.ts';
import type { ClusterModel } from './cluster-model.ts';
import type { NodeInfo } from './node-info.ts';
import type { PodCounter } from './pod-groups.ts';
import type { PodInfo, PodTemplate } from './pod-info.ts';
import { untoleratedTaint } from './taints.ts';

type WrittenConstraint = NonNullable<PodSpec['topologySpreadConstraints']>[number];

/** A topology spread constraint of one pod, ready for use. */
export interface SpreadConstraint {
  readonly topologyKey: string;
  readonly maxSkew: number;
  readonly minDomains: number;
  readonly honorAffinity: boolean;
  readonly honorTaints: boolean;
  /** Absent where nothing is selected. */
  readonly selector: CompiledSelector | undefined;
}

const EVEN = { minDomains: 1, honorAffinity: true, honorTaints: false };

/** The pod's own constraints of one kind. plugins/podtopologyspread/common.go (filterTopologySpreadConstraints) */
export function ownConstraints(pod: PodInfo, whenUnsatisfiable: string): readonly SpreadConstraint[] {
  const written = pod.template.spec.topologySpreadConstraints ?? [];
  return written
    .filter((constraint) => constraint.whenUnsatisfiable === whenUnsatisfiable)
    .map((constraint) => ({
      topologyKey: constraint.topologyKey,
      maxSkew: constraint.maxSkew,
      minDomains: constraint.minDomains ?? 1,
      honorAffinity: (constraint.nodeAffinityPolicy ?? 'Honor') === 'Honor',
      honorTaints: constraint.nodeTaintsPolicy === 'Honor',
      selector: selectorOf(constraint, pod),
    }));
}

/** What spreads the replicas of a pod without constraints of its own, if anything selects it: by host and by zone. */
export function systemConstraints(pod: PodInfo, model: ClusterModel): readonly SpreadConstraint[] {
  const selector = model.defaultSelectors.of(pod);
  if (selector.requirements.length === 0) return [];
  return [
    { ...EVEN, topologyKey: 'kubernetes.io/hostname', maxSkew: 3, selector },
    { ...EVEN, topologyKey: 'topology.kubernetes.io/zone', maxSkew: 5, selector },
  ];
}

/**
 * Counts the pods of the pod's namespace that the constraint selects; those that are ending do not count, and none does
 * where the selector is empty, though it selects the pod itself (plugins/podtopologyspread/common.go,
 * countPodsMatchSelector).
 */
export function constraintCounter(constraint: SpreadConstraint, pod: PodInfo, model: ClusterModel): PodCounter {
  const { namespace } = pod.group;
  const selector = constraint.selector?.requirements.length === 0 ? undefined : constraint.selector;
  const key = `spread ${namespace} ${selector === undefined ? '-' : `{${selector.text}}`}`;
  return model.groups.counter(key, (group) => {
    return (
      selector !== undefined && group.namespace === namespace && !group.terminating && selects(selector, group.labels)
    );
  });
}

/** Reports whether the constraint counts the node at all: nodeAffinityPolicy and nodeTaintsPolicy. */
export function countsNode(constraint: SpreadConstraint, node: NodeInfo, { spec, tolerations }: PodTemplate): boolean {
  if (constraint.honorAffinity && !matchesRequired(spec, node)) return false;
  return (
    !constraint.honorTaints || untoleratedTaint(node.taints, tolerations, ['NoSchedule', 'NoExecute']) === undefined
  );
}

/** matchLabelKeys stand for the pod's own values. */
function selectorOf(constraint: WrittenConstraint, pod: PodInfo): CompiledSelector | undefined {
  if (constraint.labelSelector === undefined) return undefined;
  const own = (constraint.matchLabelKeys ?? []).flatMap((key) => {
    const value = pod.group.labels[key];
    return value === undefined ? [] : [{ key, operator: 'In', values: [value] }];
  });
  const matchExpressions = [...(constraint.labelSelector.matchExpressions ?? []), ...own];
  return compileSelector({ ...constraint.labelSelector, matchExpressions });
}
