import type { Taint } from '../../../model/index.ts';
import { isAtLeast } from '../kubernetes-version.ts';
import type { NodeFilter, NodeScorer } from '../plugin.ts';
import { scaleToHighest } from '../plugin.ts';
import { isTolerated, untoleratedTaint } from '../taints.ts';

/** Keeps pods off nodes with a NoSchedule or NoExecute taint that they do not tolerate. plugins/tainttoleration */
export const taintToleration: NodeFilter = {
  name: 'TaintToleration',
  prepare({ tolerations }, model) {
    return (node) => {
      const taint = untoleratedTaint(node.taints, tolerations, ['NoSchedule', 'NoExecute']);
      if (taint === undefined) return undefined;
      return { reasons: [taintReason(taint, model.view.spec.kubernetesVersion)], resolvable: false };
    };
  },
};

/** Prefers the nodes with the fewest PreferNoSchedule taints that the pod does not tolerate. */
export const taintTolerationScore: NodeScorer = {
  name: 'TaintToleration',
  weight: 3,
  prepare({ tolerations }) {
    const relevant = tolerations.filter(({ effect = '' }) => effect === '' || effect === 'PreferNoSchedule');
    return (node) =>
      node.taints.filter((taint) => taint.effect === 'PreferNoSchedule' && !isTolerated(taint, relevant)).length;
  },
  normalize(scores) {
    return scaleToHighest(scores).map((score) => 100 - score);
  },
};

/** Since 1.35 the message names no taint (pull request 134740); before 1.24 it had other words (109119). */
function taintReason({ key, value = '' }: Taint, version: string): string {
  if (isAtLeast(version, 35)) return 'node(s) had untolerated taint(s)';
  if (isAtLeast(version, 24)) return `node(s) had untolerated taint {${key}: ${value}}`;
  return `node(s) had taint {${key}: ${value}}, that the pod didn't tolerate`;
}
