import { matchesRequired, matchesTerm } from '../../../model/index.ts';
import { namedNodes } from '../node-selector.ts';
import type { NodeFilter, NodeScorer } from '../plugin.ts';
import { scaleToHighest } from '../plugin.ts';

/** Lets a pod pass where nodeSelector and required node affinity both match. plugins/nodeaffinity/node_affinity.go */
export const nodeAffinity: NodeFilter = {
  name: 'NodeAffinity',
  prepare({ spec }) {
    const required = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
    if (spec.nodeSelector === undefined && required === undefined) return undefined;
    const named = namedNodes(spec);
    const rejection = { reasons: ["node(s) didn't match Pod's node affinity/selector"], resolvable: false };
    return (node) =>
      (named === undefined || named.has(node.name)) && matchesRequired(spec, node) ? undefined : rejection;
  },
};

/** Prefers the nodes where preferred terms of the highest weight together match. */
export const nodeAffinityScore: NodeScorer = {
  name: 'NodeAffinity',
  weight: 2,
  prepare({ spec }) {
    const preferred = spec.affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
    if (preferred.length === 0) return undefined;
    return (node) =>
      preferred.reduce((sum, { preference, weight }) => sum + (matchesTerm(preference, node) ? weight : 0), 0);
  },
  normalize: scaleToHighest,
};
