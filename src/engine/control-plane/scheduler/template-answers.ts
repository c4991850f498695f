import type { ClusterModel } from './cluster-model.ts';
import type { NodeInfo } from './node-info.ts';
import { nodeFilters, nodeScorers } from './order.ts';
import type { NodeCheck, NodeRejection, NodeScore } from './plugin.ts';
import type { PodTemplate } from './pod-info.ts';

interface Answer {
  version: number;
  readonly rejection: NodeRejection | undefined;
  readonly scores: readonly number[];
}

/**
 * What the plugins that look at one node say to the pods of one template. Each answer is kept until the node's pods
 * change, so that placing a thousand replicas asks anew only about the node that was filled last.
 */
export class TemplateAnswers {
  readonly #checks: readonly NodeCheck[];
  readonly #scores: readonly (NodeScore | undefined)[];
  readonly #kept: (Answer | undefined)[] = [];

  constructor(template: PodTemplate, model: ClusterModel) {
    this.#checks = nodeFilters.flatMap((filter) => filter.prepare(template, model) ?? []);
    this.#scores = nodeScorers.map((scorer) => scorer.prepare(template, model));
  }

  rejection(node: NodeInfo): NodeRejection | undefined {
    return this.#answer(node).rejection;
  }

  /** The raw score of one of `nodeScorers`, by its place; meaningless for a node that is rejected. */
  score(node: NodeInfo, scorer: number): number {
    return this.#answer(node).scores[scorer] ?? 0;
  }

  #answer(node: NodeInfo): Answer {
    const kept = this.#kept[node.index];
    if (kept?.version === node.version) return kept;
    const rejection = firstRejection(this.#checks, node);
    const scores = rejection === undefined ? this.#scores.map((score) => score?.(node) ?? 0) : [];
    const answer = { version: node.version, rejection, scores };
    this.#kept[node.index] = answer;
    return answer;
  }
}

/** The first check that turns the node down decides. */
export function firstRejection(checks: readonly NodeCheck[], node: NodeInfo): NodeRejection | undefined {
  for (const check of checks) {
    const rejection = check(node);
    if (rejection !== undefined) return rejection;
  }
  return undefined;
}
