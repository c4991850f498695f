import { selects } from '../../../model/index.ts';
import type { ClusterModel } from '../cluster-model.ts';
import type { NodeInfo } from '../node-info.ts';
import type { ClusterFilter, ClusterScorer } from '../plugin.ts';
import type { PodInfo } from '../pod-info.ts';
import type { SpreadConstraint } from '../spread-constraint.ts';
import { constraintCounter, countsNode, ownConstraints, systemConstraints } from '../spread-constraint.ts';

const MISSING_LABEL = {
  reasons: ["node(s) didn't match pod topology spread constraints (missing required label)"],
  resolvable: false,
};
const TOO_SKEWED = { reasons: ["node(s) didn't match pod topology spread constraints"], resolvable: true };
const HOSTNAME = 'kubernetes.io/hostname';

/**
 * Keeps a pod off nodes where it would make a DoNotSchedule constraint more skewed than maxSkew allows.
 *
 * plugins/podtopologyspread/filtering.go
 */
export const podTopologySpread: ClusterFilter = {
  name: 'PodTopologySpread',
  prepare(pod, model) {
    const constraints = ownConstraints(pod, 'DoNotSchedule');
    if (constraints.length === 0) return undefined;
    const counted = constraints.map((constraint) =>
      countDomains(constraint, { pod, model, needsAllKeys: constraints }),
    );
    return (node) => {
      for (const { constraint, domains, lowest, own } of counted) {
        const domain = model.topology(constraint.topologyKey).domainOf[node.index];
        if (domain === undefined) return MISSING_LABEL;
        if ((domains.get(domain) ?? 0) + own - lowest > constraint.maxSkew) return TOO_SKEWED;
      }
      return undefined;
    };
  },
};

interface Counting {
  readonly pod: PodInfo;
  readonly model: ClusterModel;
  /** The constraints of which a node must have every key to be counted. */
  readonly needsAllKeys: readonly SpreadConstraint[];
}

interface CountedConstraint {
  readonly constraint: SpreadConstraint;
  readonly domains: ReadonlyMap<number, number>;
  /** The fewest pods of any domain; none where there are fewer domains than minDomains. */
  readonly lowest: number;
  /** 1 where the constraint selects the pod itself. */
  readonly own: number;
}

function countDomains(constraint: SpreadConstraint, counting: Counting): CountedConstraint {
  const { pod, model, needsAllKeys } = counting;
  const { counts } = constraintCounter(constraint, pod, model);
  const { domainOf } = model.topology(constraint.topologyKey);
  const domains = new Map<number, number>();
  for (const node of model.nodes) {
    const domain = domainOf[node.index];
    if (domain === undefined || !hasAllKeys(node, needsAllKeys, model) || !countsNode(constraint, node, pod.template))
      continue;
    domains.set(domain, (domains.get(domain) ?? 0) + (counts[node.index] ?? 0));
  }
  const lowest = domains.size < constraint.minDomains ? 0 : Math.min(...domains.values());
  const own = constraint.selector !== undefined && selects(constraint.selector, pod.group.labels) ? 1 : 0;
  return { constraint, domains, lowest, own };
}

/**
 * Prefers the nodes whose domains hold the fewest pods of the same kind. A pod without constraints of its own is spread
 * over hosts and zones together with the pods that its Services and its controller select.
 *
 * plugins/podtopologyspread/scoring.go
 */
export const podTopologySpreadScore: ClusterScorer = {
  name: 'PodTopologySpread',
  weight: 2,
  score(pod, model, feasible) {
    const isOwn = (pod.template.spec.topologySpreadConstraints ?? []).length > 0;
    const constraints = isOwn ? ownConstraints(pod, 'ScheduleAnyway') : systemConstraints(pod, model);
    if (constraints.length === 0) return undefined;
    const scored = feasible.filter((node) => !isOwn || hasAllKeys(node, constraints, model));
    const totals = new Map<NodeInfo, number>(scored.map((node) => [node, 0]));
    for (const constraint of constraints) {
      const counts = countsFor(constraint, { pod, model, scored, needsAllKeys: isOwn ? constraints : [] });
      for (const [node, count] of counts) totals.set(node, (totals.get(node) ?? 0) + count);
    }
    return fewestFirst(feasible.map((node) => roundedOrAbsent(totals.get(node))));
  },
};

interface Scoring extends Counting {
  readonly scored: readonly NodeInfo[];
}

/** The weighted number of pods in each scored node's domain; nodes outside of every domain are left out. */
function countsFor(constraint: SpreadConstraint, scoring: Scoring): ReadonlyMap<NodeInfo, number> {
  const { pod, model, scored, needsAllKeys } = scoring;
  const { counts } = constraintCounter(constraint, pod, model);
  const { domainOf } = model.topology(constraint.topologyKey);
  const score = (pods: number, size: number) => pods * Math.log(size + 2) + (constraint.maxSkew - 1);
  const located = scored.filter((node) => domainOf[node.index] !== undefined);
  if (constraint.topologyKey === HOSTNAME) {
    return new Map(located.map((node) => [node, score(counts[node.index] ?? 0, scored.length)]));
  }
  const inDomain = new Map(scored.map((node) => [domainOf[node.index], 0]));
  for (const node of model.nodes) {
    const before = inDomain.get(domainOf[node.index]);
    if (before === undefined || !countsNode(constraint, node, pod.template)) continue;
    if (hasAllKeys(node, needsAllKeys, model)) {
      inDomain.set(domainOf[node.index], before + (counts[node.index] ?? 0));
    }
  }
  return new Map(located.map((node) => [node, score(inDomain.get(domainOf[node.index]) ?? 0, inDomain.size)]));
}

function hasAllKeys(node: NodeInfo, constraints: readonly SpreadConstraint[], model: ClusterModel): boolean {
  return constraints.every(({ topologyKey }) => model.topology(topologyKey).domainOf[node.index] !== undefined);
}

function roundedOrAbsent(total: number | undefined): number | undefined {
  return total === undefined ? undefined : Math.round(total);
}

/** 100 for the fewest; a node that is not scored has 0. */
function fewestFirst(counts: readonly (number | undefined)[]): readonly number[] {
  const known = counts.flatMap((count) => count ?? []);
  const highest = Math.max(0, ...known);
  const lowest = Math.min(...known);
  return counts.map((count) => {
    if (count === undefined) return 0;
    return highest === 0 ? 100 : Math.trunc((100 * (highest + lowest - count)) / highest);
  });
}
