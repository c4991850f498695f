import { compareText } from '../../../model/index.ts';
import { isAtLeast } from '../kubernetes-version.ts';
import type { NodeInfo } from '../node-info.ts';
import type { NodeFilter, NodeScorer } from '../plugin.ts';
import type { PodTemplate } from '../pod-info.ts';

/** A resource of which the node has not enough left. */
export interface Shortage {
  readonly resource: string;
  readonly requested: number;
  readonly used: number;
  readonly capacity: number;
}

/** Keeps a pod off nodes with too little left of what it requests. plugins/noderesources/fit.go */
export const nodeResourcesFit: NodeFilter = {
  name: 'NodeResourcesFit',
  prepare(template, model) {
    const knowsHopeless = isAtLeast(model.view.spec.kubernetesVersion, 34);
    return (node) => {
      const shortages = shortagesOn(node, template);
      if (shortages.length === 0) return undefined;
      // What exceeds the whole node is not to be had by eviction; since 1.34 that is seen (pull request 131345).
      const hopeless = shortages.some(
        ({ resource, requested, capacity }) => resource !== 'pods' && requested > capacity,
      );
      return { reasons: shortages.map(reasonOf), resolvable: !(knowsHopeless && hopeless) };
    };
  },
};

/** Prefers the nodes with the most left: LeastAllocated, cpu and memory alike. plugins/noderesources/least_allocated.go */
export const leastAllocated: NodeScorer = {
  name: 'NodeResourcesFit',
  weight: 1,
  prepare({ scoredRequests }) {
    return (node) => {
      let sum = 0;
      let resources = 0;
      for (const resource of ['cpu', 'memory']) {
        const capacity = node.allocatable.get(resource) ?? 0;
        if (capacity === 0) continue;
        const requested = (node.scoredRequests.get(resource) ?? 0) + (scoredRequests.get(resource) ?? 0);
        resources++;
        if (requested <= capacity) sum += Math.trunc(((capacity - requested) * 100) / capacity);
      }
      return resources === 0 ? 0 : Math.trunc(sum / resources);
    };
  },
};

const ORDER = ['pods', 'cpu', 'memory', 'ephemeral-storage'];

/** What a node lacks for a pod, in the order in which the real scheduler looks. */
export function shortagesOn(node: NodeInfo, { requests }: PodTemplate): readonly Shortage[] {
  const shortages: Shortage[] = [];
  const allowedPods = node.allocatable.get('pods') ?? 0;
  if (node.pods.size + 1 > allowedPods) {
    shortages.push({ resource: 'pods', requested: 1, used: node.pods.size, capacity: allowedPods });
  }
  for (const [resource, requested] of requests) {
    const used = node.requested.get(resource) ?? 0;
    const capacity = node.allocatable.get(resource) ?? 0;
    if (requested > 0 && requested > capacity - used) shortages.push({ resource, requested, used, capacity });
  }
  const rank = ({ resource }: Shortage) => (ORDER.includes(resource) ? ORDER.indexOf(resource) : ORDER.length);
  return shortages.sort((a, b) => rank(a) - rank(b) || compareText(a.resource, b.resource));
}

function reasonOf({ resource }: Shortage): string {
  return resource === 'pods' ? 'Too many pods' : `Insufficient ${resource}`;
}
