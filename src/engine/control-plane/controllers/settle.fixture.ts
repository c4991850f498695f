import type { Change, ClusterView, Node, Pod, Resource } from '../../model/index.ts';
import { isFinished, isReady, isTerminating, podIPs, put, READY_ANNOTATION } from '../../model/index.ts';
import { targetNode } from './daemon-pods.ts';
import { controllers } from './order.ts';

/** A cluster whose controllers tests can run; ClusterState is one. */
export interface Settleable<S> extends ClusterView {
  apply(changes: readonly Change[]): S;
}

/** Runs all controllers, a scheduler and a kubelet that make nothing difficult, until nothing changes any more. */
export function settle<S extends Settleable<S>>(start: S, rounds = 200): S {
  let state = start;
  for (let round = 0; round < rounds; round++) {
    const next = pass(state);
    if (next === state) return state;
    state = next;
  }
  throw new Error(`still changing after ${rounds} rounds: ${restless(state).join(', ')}`);
}

/** The controllers that still want something, by name. */
export function restless<S extends Settleable<S>>(state: S): readonly string[] {
  return controllers.filter(({ reconcile }) => reconcile(state).changes.length > 0).map(({ name }) => name);
}

function pass<S extends Settleable<S>>(start: S): S {
  let state = start;
  for (const { reconcile } of controllers) state = state.apply(reconcile(state).changes);
  state = state.apply(bindings(state));
  return state.apply(statuses(state));
}

/** Binds pods to their node, or in turn to the nodes without a taint, skipping those that need a node that has no room. */
function bindings(view: ClusterView): readonly Change[] {
  const free = view.list('Node').filter(({ object }) => (object.spec?.taints ?? []).length === 0);
  const waiting = view.list('Pod').filter(({ object }) => object.spec.nodeName === undefined && !isFinished(object));
  return waiting.flatMap((pod, index) => {
    const nodeName = targetNode(pod.object) ?? nodeFor(free, pod, index);
    return nodeName === undefined ? [] : [put(pod, { ...pod.object, spec: { ...pod.object.spec, nodeName } })];
  });
}

function nodeFor(nodes: readonly Resource<Node>[], pod: Resource<Pod>, index: number): string | undefined {
  if (pod.object.spec.schedulerName === 'nobody') return undefined;
  return nodes[index % nodes.length]?.ref.name;
}

function statuses(view: ClusterView): readonly Change[] {
  const taken = new Set(view.list('Pod').flatMap(({ object }) => podIPs(object)));
  let last = 1;
  const nextIP = (): string => {
    do last++;
    while (taken.has(addressAt(last)));
    return addressAt(last);
  };
  return view.list('Pod').flatMap((pod) => {
    const { spec, status, metadata } = pod.object;
    if (spec.nodeName === undefined || view.nodeSpec(spec.nodeName)?.up === false) return [];
    if (isFinished(pod.object) || isTerminating(pod.object)) return [];
    const ready = metadata.annotations?.[READY_ANNOTATION] !== 'false';
    const [podIP = nextIP()] = podIPs(pod.object);
    if (podIP === status?.podIP && isReady(pod.object) === ready && status.phase === 'Running') return [];
    const conditions = [{ type: 'Ready', status: ready ? 'True' : 'False' }];
    return [put(pod, { ...pod.object, status: { phase: 'Running', podIP, podIPs: [{ ip: podIP }], conditions } })];
  });
}

function addressAt(index: number): string {
  return `10.244.${index >> 8}.${index & 255}`;
}

/** The nodes of the test cluster as objects: a tainted control plane in zone a, worker-1 in zone a, worker-2 in zone b. */
export const NODES = `
apiVersion: v1
kind: Node
metadata: {name: control-plane, labels: {topology.kubernetes.io/zone: a}}
spec: {taints: [{key: node-role.kubernetes.io/control-plane, effect: NoSchedule}]}
---
apiVersion: v1
kind: Node
metadata: {name: worker-1, labels: {topology.kubernetes.io/zone: a, disk: ssd}}
---
apiVersion: v1
kind: Node
metadata: {name: worker-2, labels: {topology.kubernetes.io/zone: b}}
---
`;
