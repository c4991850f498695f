import type { ClusterFilter, ClusterScorer, NodeFilter, NodeScorer } from './plugin.ts';
import { balancedAllocation } from './plugins/balanced-allocation.ts';
import { interPodAffinity, interPodAffinityScore } from './plugins/inter-pod-affinity.ts';
import { nodeAffinity, nodeAffinityScore } from './plugins/node-affinity.ts';
import { nodeName } from './plugins/node-name.ts';
import { nodePorts } from './plugins/node-ports.ts';
import { leastAllocated, nodeResourcesFit } from './plugins/node-resources-fit.ts';
import { nodeUnschedulable } from './plugins/node-unschedulable.ts';
import { podTopologySpread, podTopologySpreadScore } from './plugins/pod-topology-spread.ts';
import { taintToleration, taintTolerationScore } from './plugins/taint-toleration.ts';

// The order of pkg/scheduler/apis/config/v1/default_plugins.go: a node's first failure is the one that is told.

/** The filters that look at one node, in the real scheduler's order. */
export const nodeFilters: readonly NodeFilter[] = [
  nodeUnschedulable,
  nodeName,
  taintToleration,
  nodeAffinity,
  nodePorts,
  nodeResourcesFit,
];

/** The filters that look at the whole cluster; they run after the others. */
export const clusterFilters: readonly ClusterFilter[] = [podTopologySpread, interPodAffinity];

/** The scores out of one node. */
export const nodeScorers: readonly NodeScorer[] = [
  taintTolerationScore,
  nodeAffinityScore,
  leastAllocated,
  balancedAllocation,
];

/** The scores out of the whole cluster. */
export const clusterScorers: readonly ClusterScorer[] = [podTopologySpreadScore, interPodAffinityScore];
