import { isAtLeast } from '../kubernetes-version.ts';
import type { NodeInfo } from '../node-info.ts';
import type { NodeScorer } from '../plugin.ts';
import type { Resources } from '../resources.ts';

const NOTHING: Resources = new Map();

/**
 * Prefers the nodes where the pod leaves cpu and memory most evenly used; since 1.36, where it makes them more even than
 * they were (pull request 135573). Pods that request neither are not scored. plugins/noderesources/balanced_allocation.go
 */
export const balancedAllocation: NodeScorer = {
  name: 'NodeResourcesBalancedAllocation',
  weight: 1,
  prepare({ requests }, model) {
    if ((requests.get('cpu') ?? 0) === 0 && (requests.get('memory') ?? 0) === 0) return undefined;
    if (!isAtLeast(model.view.spec.kubernetesVersion, 36)) return (node) => evenness(node, requests);
    return (node) => Math.trunc(50 + (50 + evenness(node, requests) - evenness(node, NOTHING)) / 2);
  },
};

/** 100 less the standard deviation of the used shares, in percent. */
function evenness(node: NodeInfo, added: Resources): number {
  const cpu = usedShare(node, added, 'cpu');
  const memory = usedShare(node, added, 'memory');
  const deviation = cpu === undefined || memory === undefined ? 0 : Math.abs(cpu - memory) / 2;
  return Math.trunc((1 - deviation) * 100);
}

function usedShare(node: NodeInfo, added: Resources, resource: string): number | undefined {
  const capacity = node.allocatable.get(resource) ?? 0;
  if (capacity === 0) return undefined;
  return Math.min(1, ((node.requested.get(resource) ?? 0) + (added.get(resource) ?? 0)) / capacity);
}
