import type { Labels, Node, Resource, Taint } from '../../model/index.ts';
import { HostPortUse } from './host-ports.ts';
import type { PodInfo } from './pod-info.ts';
import type { Resources } from './resources.ts';
import { resourcesOf } from './resources.ts';
import { taintsOf } from './taints.ts';

/** A node and what its pods take of it, kept up to date while pods are placed. */
export class NodeInfo {
  readonly name: string;
  /** The place in the order of nodes: the last tie-break. */
  readonly index: number;
  readonly labels: Labels;
  readonly taints: readonly Taint[];
  readonly unschedulable: boolean;
  readonly allocatable: Resources;
  readonly requested: Map<string, number> = new Map();
  readonly scoredRequests: Map<string, number> = new Map();
  readonly hostPorts: HostPortUse = new HostPortUse();
  readonly pods: Set<PodInfo> = new Set();
  /** Grows with every change of the node's pods. */
  version = 0;

  constructor({ ref, object }: Resource<Node>, index: number) {
    this.name = ref.name;
    this.index = index;
    // The kubelet labels every node with its host name.
    this.labels = { 'kubernetes.io/hostname': ref.name, ...object.metadata.labels };
    this.taints = taintsOf(object);
    this.unschedulable = object.spec?.unschedulable === true;
    this.allocatable = resourcesOf(object.status?.allocatable ?? object.status?.capacity);
  }

  add(pod: PodInfo): void {
    this.pods.add(pod);
    this.hostPorts.add(pod.template.hostPorts);
    this.#account(pod, 1);
  }

  remove(pod: PodInfo): void {
    this.pods.delete(pod);
    this.hostPorts.remove(pod.template.hostPorts);
    this.#account(pod, -1);
  }

  #account({ template }: PodInfo, sign: 1 | -1): void {
    this.version++;
    addTo(this.requested, template.requests, sign);
    addTo(this.scoredRequests, template.scoredRequests, sign);
  }
}

function addTo(total: Map<string, number>, amounts: Resources, sign: 1 | -1): void {
  for (const [name, amount] of amounts) total.set(name, (total.get(name) ?? 0) + sign * amount);
}
