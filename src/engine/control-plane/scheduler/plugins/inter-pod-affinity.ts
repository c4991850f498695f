import type { AffinityTerm } from '../affinity-term.ts';
import type { ClusterModel } from '../cluster-model.ts';
import type { NodeInfo } from '../node-info.ts';
import type { ClusterFilter, ClusterScorer } from '../plugin.ts';
import type { PodInfo } from '../pod-info.ts';

const NOT_NEAR = { reasons: ["node(s) didn't match pod affinity rules"], resolvable: false };
const TOO_NEAR = { reasons: ["node(s) didn't match pod anti-affinity rules"], resolvable: true };
const UNWELCOME = { reasons: ["node(s) didn't satisfy existing pods anti-affinity rules"], resolvable: true };

/**
 * Lets a pod pass where its required affinity finds pods, its anti-affinity finds none, and no pod that is there has an
 * anti-affinity against it. plugins/interpodaffinity/filtering.go
 */
export const interPodAffinity: ClusterFilter = {
  name: 'InterPodAffinity',
  prepare(pod, model) {
    const near = nearWanted(pod, model);
    const tooNear = pod.terms.requiredAntiAffinity.map((term) => domainsHolding(term, model));
    const unwelcome = model.repelling
      .about(pod.group)
      .map(({ term, holders }) => domainsOf(term.topologyKey, [...holders.keys()], model));
    if (near === undefined && tooNear.length + unwelcome.length === 0) return undefined;
    return (node) => {
      if (near !== undefined && !near(node)) return NOT_NEAR;
      if (tooNear.some((isIn) => isIn(node))) return TOO_NEAR;
      return unwelcome.some((isIn) => isIn(node)) ? UNWELCOME : undefined;
    };
  },
};

type NodeTest = (node: NodeInfo) => boolean;

/** All required terms must find, in their domain, a pod that matches them all; the first of a group finds itself. */
function nearWanted(pod: PodInfo, model: ClusterModel): NodeTest | undefined {
  const terms = pod.terms.requiredAffinity;
  if (terms.length === 0) return undefined;
  const key = `affinity ${terms.map((term) => term.text).join(' & ')}`;
  const matchesAll = (group: PodInfo['group']) => terms.every((term) => term.matches(group));
  const nodes = nodesWith(model.groups.counter(key, matchesAll).counts);
  const located = nodes.some((index) => terms.some((term) => isLocated(term, index, model)));
  const isFirst = !located && matchesAll(pod.group);
  const tests = terms.map((term) => domainsOf(term.topologyKey, nodes, model));
  return (node) => {
    if (!terms.every((term) => isLocated(term, node.index, model))) return false;
    return isFirst || tests.every((isIn) => isIn(node));
  };
}

function isLocated(term: AffinityTerm, node: number, model: ClusterModel): boolean {
  return model.topology(term.topologyKey).domainOf[node] !== undefined;
}

/** Tests for the domains that hold a pod of which the term speaks. */
function domainsHolding(term: AffinityTerm, model: ClusterModel): NodeTest {
  const { counts } = model.groups.counter(`affinity ${term.text}`, term.matches);
  return domainsOf(term.topologyKey, nodesWith(counts), model);
}

function nodesWith(counts: readonly number[]): readonly number[] {
  return counts.flatMap((count, index) => (count > 0 ? [index] : []));
}

function domainsOf(topologyKey: string, nodes: readonly number[], model: ClusterModel): NodeTest {
  const { domainOf } = model.topology(topologyKey);
  const domains = new Set(nodes.map((index) => domainOf[index]));
  domains.delete(undefined);
  return (node) => domains.has(domainOf[node.index]);
}

/**
 * Prefers the domains with pods that the pod's preferred terms want near, or that want it near themselves.
 *
 * plugins/interpodaffinity/scoring.go
 */
export const interPodAffinityScore: ClusterScorer = {
  name: 'InterPodAffinity',
  weight: 2,
  score(pod, model, feasible) {
    const totals = new Array<number>(model.nodes.length).fill(0);
    let weighed = false;
    const weigh = (topologyKey: string, pods: Iterable<readonly [number, number]>, weight: number) => {
      const { domainOf, size } = model.topology(topologyKey);
      const perDomain = new Array<number>(size).fill(0);
      for (const [node, count] of pods) {
        const domain = domainOf[node];
        if (domain === undefined || count === 0) continue;
        perDomain[domain] = (perDomain[domain] ?? 0) + count * weight;
        weighed = true;
      }
      for (const { index } of feasible) {
        const domain = domainOf[index];
        if (domain !== undefined) totals[index] = (totals[index] ?? 0) + (perDomain[domain] ?? 0);
      }
    };
    const weighOwn = (terms: readonly AffinityTerm[], sign: 1 | -1) => {
      for (const term of terms) {
        const { counts } = model.groups.counter(`affinity ${term.text}`, term.matches);
        weigh(term.topologyKey, counts.entries(), sign * term.weight);
      }
    };
    weighOwn(pod.terms.preferredAffinity, 1);
    weighOwn(pod.terms.preferredAntiAffinity, -1);
    for (const { term, holders } of model.weighing.about(pod.group)) weigh(term.topologyKey, holders, term.weight);
    return weighed ? stretch(feasible.map(({ index }) => totals[index] ?? 0)) : undefined;
  },
};

/** The lowest becomes 0, the highest 100. */
function stretch(scores: readonly number[]): readonly number[] {
  const lowest = Math.min(...scores);
  const highest = Math.max(...scores);
  if (highest === lowest) return scores.map(() => 0);
  return scores.map((score) => Math.trunc((100 * (score - lowest)) / (highest - lowest)));
}
