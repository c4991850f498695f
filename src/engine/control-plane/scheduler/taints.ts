import type { Node, Taint, Toleration } from '../../model/index.ts';
import { toleratesTaint } from '../../model/index.ts';

/** Conditions that the node lifecycle controller turns into taints. pkg/controller/nodelifecycle (TaintNodesByCondition) */
const CONDITION_TAINTS: readonly { readonly type: string; readonly status: string; readonly key: string }[] = [
  { type: 'Ready', status: 'False', key: 'node.kubernetes.io/not-ready' },
  { type: 'Ready', status: 'Unknown', key: 'node.kubernetes.io/unreachable' },
  { type: 'MemoryPressure', status: 'True', key: 'node.kubernetes.io/memory-pressure' },
  { type: 'DiskPressure', status: 'True', key: 'node.kubernetes.io/disk-pressure' },
  { type: 'PIDPressure', status: 'True', key: 'node.kubernetes.io/pid-pressure' },
  { type: 'NetworkUnavailable', status: 'True', key: 'node.kubernetes.io/network-unavailable' },
];

/** The taints of a node: those of its spec, and those that follow from its conditions where they are not there yet. */
export function taintsOf(node: Node): readonly Taint[] {
  const taints = node.spec?.taints ?? [];
  const holds = (type: string, status: string) =>
    node.status?.conditions?.some((condition) => condition.type === type && condition.status === status) ?? false;
  const missing = CONDITION_TAINTS.filter(({ type, status, key }) => {
    return holds(type, status) && !taints.some((taint) => taint.key === key && taint.effect === 'NoSchedule');
  });
  return missing.length === 0 ? taints : [...taints, ...missing.map(({ key }) => ({ key, effect: 'NoSchedule' }))];
}

/** The first taint with one of the effects that no toleration tolerates. */
export function untoleratedTaint(
  taints: readonly Taint[],
  tolerations: readonly Toleration[],
  effects: readonly string[],
): Taint | undefined {
  return taints.find((taint) => effects.includes(taint.effect) && !isTolerated(taint, tolerations));
}

export function isTolerated(taint: Taint, tolerations: readonly Toleration[]): boolean {
  return tolerations.some((toleration) => toleratesTaint(toleration, taint));
}
