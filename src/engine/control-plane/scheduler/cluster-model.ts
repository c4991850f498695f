import type { ClusterView, Node, Pod, Resource } from '../../model/index.ts';
import { compareRefs, isFinished } from '../../model/index.ts';
import { termsOf } from './affinity-term.ts';
import { DefaultSelectors } from './default-selector.ts';
import { ExistingTerms, weighingTerms } from './existing-terms.ts';
import { NodeInfo } from './node-info.ts';
import { PodGroups } from './pod-groups.ts';
import type { PodInfo } from './pod-info.ts';
import { PodTemplates } from './pod-info.ts';
import { priorityOf } from './priority.ts';

/** The nodes that have a label, by its value. */
export interface Topology {
  /** For each node, its domain's number, or `undefined` where it has not the label. */
  readonly domainOf: readonly (number | undefined)[];
  readonly size: number;
}

/** The cluster during one run of the scheduler: nodes, the pods on them, and the counts that plugins ask for. */
export class ClusterModel {
  readonly view: ClusterView;
  /** In the order of the Cluster file, then by name. */
  readonly nodes: readonly NodeInfo[];
  readonly groups: PodGroups;
  readonly defaultSelectors: DefaultSelectors;
  /** Required anti-affinity of placed pods: keeps others away. */
  readonly repelling: ExistingTerms = new ExistingTerms();
  /** What placed pods have that counts in the scores of others. */
  readonly weighing: ExistingTerms = new ExistingTerms();
  readonly #templates = new PodTemplates();
  readonly #byName: ReadonlyMap<string, NodeInfo>;
  readonly #topologies = new Map<string, Topology>();

  constructor(view: ClusterView) {
    this.view = view;
    this.nodes = inOrder(view).map((node, index) => new NodeInfo(node, index));
    this.groups = new PodGroups(this.nodes.length);
    this.defaultSelectors = new DefaultSelectors(view);
    this.#byName = new Map(this.nodes.map((node) => [node.name, node]));
  }

  /** The model with every pod that is bound to a known node and has not ended, save those that `except` picks. */
  static of(view: ClusterView, except: (pod: Pod) => boolean = () => false): ClusterModel {
    const model = new ClusterModel(view);
    for (const resource of view.list('Pod')) {
      const node = model.node(resource.object.spec.nodeName);
      if (node === undefined || isFinished(resource.object) || except(resource.object)) continue;
      model.add(model.podInfo(resource), node);
    }
    return model;
  }

  node(name: string | undefined): NodeInfo | undefined {
    return this.#byName.get(name ?? '');
  }

  podInfo(resource: Resource<Pod>): PodInfo {
    const pod = resource.object;
    const priority = priorityOf(this.view, pod);
    return {
      resource,
      template: this.#templates.of(pod.spec),
      group: this.groups.of(resource),
      terms: termsOf(this.view, resource),
      priority: priority.kind === 'known' ? priority.value : 0,
      preempts: priority.kind === 'known' && priority.preempts,
    };
  }

  add(pod: PodInfo, node: NodeInfo): void {
    node.add(pod);
    this.#count(pod, node, 1);
  }

  remove(pod: PodInfo, node: NodeInfo): void {
    node.remove(pod);
    this.#count(pod, node, -1);
  }

  #count({ group, terms }: PodInfo, { index }: NodeInfo, change: 1 | -1): void {
    this.groups.count(group, index, change);
    this.repelling.count(terms.requiredAntiAffinity, index, change);
    this.weighing.count(weighingTerms(terms), index, change);
  }

  topology(key: string): Topology {
    const known = this.#topologies.get(key);
    if (known !== undefined) return known;
    const numbers = new Map<string, number>();
    const domainOf = this.nodes.map(({ labels }) => {
      const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
      if (value === undefined) return undefined;
      const number = numbers.get(value) ?? numbers.size;
      numbers.set(value, number);
      return number;
    });
    const topology = { domainOf, size: numbers.size };
    this.#topologies.set(key, topology);
    return topology;
  }
}

function inOrder(view: ClusterView): readonly Resource<Node>[] {
  const order = new Map(view.spec.nodes.map((node, index) => [node.name, index]));
  const rank = (node: Resource<Node>) => order.get(node.ref.name) ?? order.size;
  return [...view.list('Node')].sort((a, b) => rank(a) - rank(b) || compareRefs(a.ref, b.ref));
}
