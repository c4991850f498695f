import type { ClusterModel } from './cluster-model.ts';
import type { NodeInfo } from './node-info.ts';
import { namedNodes } from './node-selector.ts';
import { clusterFilters, clusterScorers, nodeScorers } from './order.ts';
import type { NodeRejection } from './plugin.ts';
import type { PodInfo, PodTemplate } from './pod-info.ts';
import { firstRejection, TemplateAnswers } from './template-answers.ts';

/** Where a pod may run, and why not elsewhere. */
export interface Feasibility {
  readonly feasible: readonly NodeInfo[];
  readonly rejections: ReadonlyMap<NodeInfo, NodeRejection>;
}

/** Runs filters and scores for one pod after the other. */
export class Placement {
  readonly model: ClusterModel;
  readonly #answers = new Map<PodTemplate, TemplateAnswers>();

  constructor(model: ClusterModel) {
    this.model = model;
  }

  /** Tries every node; pkg/scheduler/schedule_one.go (findNodesThatFitPod). */
  feasibility(pod: PodInfo): Feasibility {
    const check = this.checkFor(pod);
    const feasible: NodeInfo[] = [];
    const rejections = new Map<NodeInfo, NodeRejection>();
    for (const node of this.model.nodes) {
      const rejection = check(node);
      if (rejection === undefined) feasible.push(node);
      else rejections.set(node, rejection);
    }
    return { feasible, rejections };
  }

  /** All filters for the pod, as the cluster is now. */
  checkFor(pod: PodInfo): (node: NodeInfo) => NodeRejection | undefined {
    const answers = this.#answersFor(pod.template);
    const named = namedNodes(pod.template.spec);
    const checks = clusterFilters.flatMap((filter) => filter.prepare(pod, this.model) ?? []);
    return (node) => {
      if (named !== undefined && !named.has(node.name)) return NOT_NAMED;
      return answers.rejection(node) ?? firstRejection(checks, node);
    };
  }

  /**
   * The node with the highest weighted score. Where the real scheduler draws lots among equals, the one with the fewest
   * pods is taken, then the first in the order of nodes.
   */
  best(pod: PodInfo, feasible: readonly NodeInfo[]): NodeInfo | undefined {
    if (feasible.length < 2) return feasible[0];
    const totals = this.scores(pod, feasible);
    let best = 0;
    for (let index = 1; index < feasible.length; index++) {
      const lead = (totals[index] ?? 0) - (totals[best] ?? 0);
      const emptier = (feasible[index]?.pods.size ?? 0) < (feasible[best]?.pods.size ?? 0);
      if (lead > 0 || (lead === 0 && emptier)) best = index;
    }
    return feasible[best];
  }

  /** The weighted sum of all scores for each of the nodes. */
  scores(pod: PodInfo, feasible: readonly NodeInfo[]): readonly number[] {
    const answers = this.#answersFor(pod.template);
    const totals = new Array<number>(feasible.length).fill(0);
    const add = (scores: readonly number[], weight: number) => {
      for (const [index, score] of scores.entries()) totals[index] = (totals[index] ?? 0) + score * weight;
    };
    for (const [place, { weight, normalize }] of nodeScorers.entries()) {
      const raw = feasible.map((node) => answers.score(node, place));
      add(normalize === undefined ? raw : normalize(raw), weight);
    }
    for (const { score, weight } of clusterScorers) add(score(pod, this.model, feasible) ?? [], weight);
    return totals;
  }

  #answersFor(template: PodTemplate): TemplateAnswers {
    const known = this.#answers.get(template);
    if (known !== undefined) return known;
    const answers = new TemplateAnswers(template, this.model);
    this.#answers.set(template, answers);
    return answers;
  }
}

/** What is said of the nodes that a pod's affinity does not name, such as a DaemonSet's other nodes. */
const NOT_NAMED: NodeRejection = { reasons: ["node(s) didn't satisfy plugin(s) [NodeAffinity]"], resolvable: false };
