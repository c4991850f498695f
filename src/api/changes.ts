import {
  crashedStatus,
  moments,
  rest,
  type Simulation,
  writeChanges,
  writeObjects,
} from '../engine/control-plane/index.ts';
import type { Change, ClusterView, KubernetesObject, ObjectRef } from '../engine/model/index.ts';
import {
  formatRef,
  isFinished,
  isTerminating,
  put,
  READY_ANNOTATION,
  SetupError,
  STANDARD_POD_CONDITIONS,
} from '../engine/model/index.ts';
import { checkChange, checkChanges } from './check-change.ts';
import { deletionOf, existing, refOf } from './delete-object.ts';
import { findWorkload, type Workload, type WorkloadName, workloadQuery } from './find-workload.ts';
import { cordon, drain, switchNode } from './node-changes.ts';
import { rolledOut } from './roll-out.ts';

/** Something that happens to a cluster. */
export type ClusterChange =
  | { readonly scale: WorkloadName; readonly replicas: number }
  /** A workload, or an object of any kind: `networkpolicy/deny-all`, `{ kind: 'service', name: 'web' }`. */
  | { readonly delete: WorkloadName | ObjectRef }
  /** The pod is made anew: a pod of a controller gets a new name, every pod a new address. */
  | { readonly restart: WorkloadName }
  /** The processes of the pods end by themselves; their kubelets start them again, in the same pods. */
  | { readonly crash: WorkloadName }
  /** The template of a Deployment, StatefulSet or DaemonSet changes, and its pods follow by its strategy. */
  | { readonly rollOut: WorkloadName }
  | { readonly ready: WorkloadName; readonly value: boolean }
  /** The pods are on their way out, and still run: whoever deleted them waits for their grace period. */
  | { readonly terminating: WorkloadName }
  /** Somebody writes a condition of the pods, as a controller does whose readiness gate they have. */
  | { readonly condition: string; readonly of: WorkloadName; readonly value: boolean }
  | { readonly node: string; readonly up: boolean }
  /** Whether the scheduler leaves the node out. */
  | { readonly cordon: string; readonly value: boolean }
  /** The node is cordoned, and its pods are deleted; those of DaemonSets stay (`kubectl drain --ignore-daemonsets --force`). */
  | { readonly drain: string };

/** One write to a cluster at rest. A change is a row of them, and the cluster comes to rest after each. */
export type Write = (simulation: Simulation) => Simulation;

/** Applies changes one after the other, each from the state that the one before left at rest. */
export function applyChanges(simulation: Simulation, changes: readonly ClusterChange[], namespace: string): Simulation {
  checkChanges(changes);
  return changes.reduce(
    (current, change) => writesOf(current, change, namespace).reduce((state, write) => rest(write(state)), current),
    simulation,
  );
}

/** The states that the cluster passes through while a change takes its course; the last one is at rest. */
export function* momentsOf(simulation: Simulation, change: ClusterChange, namespace: string): Generator<Simulation> {
  checkChange(change, 'the change');
  let current = simulation;
  for (const write of writesOf(simulation, change, namespace)) {
    for (const moment of moments(current, write)) {
      current = moment;
      yield moment;
    }
  }
}

function writesOf({ state, written }: Simulation, change: ClusterChange, namespace: string): readonly Write[] {
  if ('node' in change) return [switchNode(state, change.node, change.up)];
  if ('cordon' in change) return [writing(cordon(state, change.cordon, change.value))];
  if ('drain' in change) return [writing(drain(state, change.drain))];
  if ('delete' in change) return [writing([deletionOf(state, refOf(state, change.delete, namespace))])];
  if ('scale' in change) return [writing(scale(state, change.scale, change.replicas, namespace))];
  if ('rollOut' in change) return [writing(rolledOut(state, find(state, change.rollOut, namespace).ref))];
  if ('ready' in change) return [writing(setReady(state, change.ready, change.value, namespace))];
  if ('terminating' in change) return [writing(terminating(state, change.terminating, namespace))];
  if ('crash' in change) return [writing(crash(state, change.crash, namespace))];
  if ('condition' in change) return [writing(setCondition(state, change, namespace))];
  return restart({ state, written }, change.restart, namespace);
}

function writing(changes: readonly Change[]): Write {
  return (simulation) => writeChanges(simulation, changes);
}

function find(view: ClusterView, name: WorkloadName, namespace: string): Workload {
  return findWorkload(view, workloadQuery(name), namespace);
}

function scale(view: ClusterView, name: WorkloadName, replicas: number, namespace: string): readonly Change[] {
  const { ref } = find(view, name, namespace);
  const resource = existing(view, ref);
  if (!SCALABLE.includes(ref.kind)) {
    throw new SetupError(`a ${ref.kind} cannot be scaled`, { hint: `only ${SCALABLE.join(', ')} can` });
  }
  const { spec } = resource.object as KubernetesObject & { readonly spec?: object };
  const object = Object.assign({}, resource.object, { spec: { ...spec, replicas } });
  return [{ kind: 'put', resource: { ...resource, object } }];
}

const SCALABLE: readonly string[] = ['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController'];

/** A pod that nobody owns comes back as it was written, as `kubectl replace --force` makes it. */
function restart(
  { state, written }: Pick<Simulation, 'state' | 'written'>,
  name: WorkloadName,
  namespace: string,
): readonly Write[] {
  const { ref, pods } = find(state, name, namespace);
  const deletion = writing(pods.map((pod) => deletionOf(state, pod.ref)));
  const own = ref.kind === 'Pod' ? written.get(formatRef(ref)) : undefined;
  return own === undefined ? [deletion] : [deletion, (simulation) => writeObjects(simulation, [own])];
}

function setReady(view: ClusterView, name: WorkloadName, ready: boolean, namespace: string): readonly Change[] {
  const { pods } = find(view, name, namespace);
  return pods.map((pod): Change => {
    const annotations = { ...pod.object.metadata.annotations, [READY_ANNOTATION]: String(ready) };
    const metadata = { ...pod.object.metadata, annotations };
    return { kind: 'put', resource: { ...pod, object: { ...pod.object, metadata } } };
  });
}

function terminating(view: ClusterView, name: WorkloadName, namespace: string): readonly Change[] {
  const { pods } = find(view, name, namespace);
  const running = pods.filter((pod) => !isTerminating(pod.object) && !isFinished(pod.object));
  return running.map((pod) => {
    const metadata = { ...pod.object.metadata, deletionTimestamp: BEFORE_EPOCH };
    return put(pod, { ...pod.object, metadata });
  });
}

/** What bears `EPOCH` itself is ended by its kubelet as soon as that answers. */
const BEFORE_EPOCH = '2023-12-31T23:59:59Z';

function crash(view: ClusterView, name: WorkloadName, namespace: string): readonly Change[] {
  const { pods } = find(view, name, namespace);
  return pods.map((pod) => put(pod, { ...pod.object, status: crashedStatus(pod.object) }));
}

function setCondition(
  view: ClusterView,
  { condition: type, of, value }: Extract<ClusterChange, { readonly condition: string }>,
  namespace: string,
): readonly Change[] {
  if (STANDARD_POD_CONDITIONS.some((each) => each === type)) {
    throw new SetupError(`condition ${type} of a pod follows from its containers and gates; nobody else writes it`, {
      hint: 'say that the workload "is not ready" or "becomes ready", or name the condition of one of its readiness gates',
    });
  }
  const status = value ? 'True' : 'False';
  return find(view, of, namespace).pods.map((pod): Change => {
    const others = (pod.object.status?.conditions ?? []).filter((each) => each.type !== type);
    const conditions = [...others, { type, status }];
    const object = { ...pod.object, status: { ...pod.object.status, conditions } };
    return { kind: 'put', resource: { ...pod, object } };
  });
}
