import type { ClusterModel } from './cluster-model.ts';
import type { NodeInfo } from './node-info.ts';
import type { PodInfo, PodTemplate } from './pod-info.ts';

/** Why a node does not take a pod. */
export interface NodeRejection {
  /** The real scheduler's words; counted over all nodes to make up the pod's message. */
  readonly reasons: readonly string[];
  /** Whether evicting other pods from the node could help (Unschedulable, not UnschedulableAndUnresolvable). */
  readonly resolvable: boolean;
}

/** Looks at one node: `undefined` lets the pod pass. */
export type NodeCheck = (node: NodeInfo) => NodeRejection | undefined;

/** Gives one node its raw score. */
export type NodeScore = (node: NodeInfo) => number;

/**
 * A filter that knows the pod's spec and the node with its pods, nothing else: its answer holds for every pod of the
 * same template until the node's pods change. `prepare` answers `undefined` where every node passes.
 */
export interface NodeFilter {
  readonly name: string;
  prepare(template: PodTemplate, model: ClusterModel): NodeCheck | undefined;
}

/** A filter that looks at pods all over the cluster. `prepare` counts them once for each pod. */
export interface ClusterFilter {
  readonly name: string;
  prepare(pod: PodInfo, model: ClusterModel): NodeCheck | undefined;
}

/** A score out of the pod's spec and the node with its pods. `prepare` answers `undefined` where all nodes are equal. */
export interface NodeScorer {
  readonly name: string;
  readonly weight: number;
  prepare(template: PodTemplate, model: ClusterModel): NodeScore | undefined;
  /** Brings raw scores of the feasible nodes to 0..100; they are so already where this is absent. */
  normalize?(scores: readonly number[]): readonly number[];
}

/** A score out of pods all over the cluster: for each of the feasible nodes, 0..100. */
export interface ClusterScorer {
  readonly name: string;
  readonly weight: number;
  score(pod: PodInfo, model: ClusterModel, feasible: readonly NodeInfo[]): readonly number[] | undefined;
}

/** DefaultNormalizeScore: the highest becomes 100. pkg/scheduler/framework/plugins/helper/normalize_score.go */
export function scaleToHighest(scores: readonly number[]): readonly number[] {
  const highest = Math.max(0, ...scores);
  return highest === 0 ? scores : scores.map((score) => Math.trunc((100 * score) / highest));
}
