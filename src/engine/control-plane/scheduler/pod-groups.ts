import type { Labels, Pod, Resource } from '../../model/index.ts';
import { canonicalJson, isTerminating } from '../../model/index.ts';

/** Pods that no selector tells apart: of one namespace, with equal labels. */
export interface PodGroup {
  readonly namespace: string;
  readonly labels: Labels;
  readonly terminating: boolean;
  /** Holds every counter that counts the group's pods. */
  readonly counters: PodCounter[];
  /** How many of its pods each node has. */
  readonly onNode: Map<number, number>;
}

/** The number of pods that some selector selects, on each node by its index; kept up to date. */
export interface PodCounter {
  readonly matches: (group: PodGroup) => boolean;
  readonly counts: number[];
  total: number;
}

/** Counts pods by selector without looking at every pod: a selector is tried once on each group. */
export class PodGroups {
  readonly #nodeCount: number;
  readonly #groups = new Map<string, PodGroup>();
  readonly #counters = new Map<string, PodCounter>();

  constructor(nodeCount: number) {
    this.#nodeCount = nodeCount;
  }

  of({ ref, object: pod }: Resource<Pod>): PodGroup {
    const namespace = ref.namespace;
    const terminating = isTerminating(pod);
    const key = `${namespace} ${terminating} ${canonicalJson(labelsOf(pod))}`;
    const known = this.#groups.get(key);
    if (known !== undefined) return known;
    const group: PodGroup = { namespace, labels: labelsOf(pod), terminating, counters: [], onNode: new Map() };
    for (const counter of this.#counters.values()) if (counter.matches(group)) group.counters.push(counter);
    this.#groups.set(key, group);
    return group;
  }

  /** Adds `change` pods of the group to the node's count. */
  count(group: PodGroup, node: number, change: 1 | -1): void {
    group.onNode.set(node, (group.onNode.get(node) ?? 0) + change);
    for (const counter of group.counters) add(counter, node, change);
  }

  /** The counter of that key; `matches` must mean the same whenever the key is the same. */
  counter(key: string, matches: (group: PodGroup) => boolean): PodCounter {
    const known = this.#counters.get(key);
    if (known !== undefined) return known;
    const counter: PodCounter = { matches, counts: new Array<number>(this.#nodeCount).fill(0), total: 0 };
    for (const group of this.#groups.values()) {
      if (!matches(group)) continue;
      group.counters.push(counter);
      for (const [node, pods] of group.onNode) add(counter, node, pods);
    }
    this.#counters.set(key, counter);
    return counter;
  }
}

/** The labels of a pod. */
export function labelsOf(pod: Pod): Labels {
  return pod.metadata.labels ?? {};
}

function add(counter: PodCounter, node: number, pods: number): void {
  counter.counts[node] = (counter.counts[node] ?? 0) + pods;
  counter.total += pods;
}
