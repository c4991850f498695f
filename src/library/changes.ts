import { resolveKind } from '../manifests/index.ts';
import type { Change, ClusterSpec, ClusterView, KubernetesObject, ObjectRef, Resource } from '../model/index.ts';
import { EPOCH, formatRef, put, qualifiedName, READY_ANNOTATION, SetupError } from '../model/index.ts';
import { applyObjects, changeCluster, type Simulation } from '../simulator/index.ts';
import { findWorkload, type Workload } from './find-workload.ts';
import { parseParty } from './party-query.ts';

/** Something that happens to a cluster. Workloads are named as everywhere: `deployment/nginx`, `shop/db`, `pod mariadb-0`. */
export type ClusterChange =
  | { readonly scale: string; readonly replicas: number }
  | { readonly delete: string }
  /** The pod is made anew: a pod of a controller gets a new name, every pod a new address. */
  | { readonly restart: string }
  | { readonly ready: string; readonly value: boolean }
  | { readonly node: string; readonly up: boolean };

/** Applies changes one after the other, each from the state that the one before left at rest. */
export function applyChanges(simulation: Simulation, changes: readonly ClusterChange[], namespace: string): Simulation {
  return changes.reduce((current, change) => applyChange(current, change, namespace), simulation);
}

function applyChange(simulation: Simulation, change: ClusterChange, namespace: string): Simulation {
  if ('node' in change) return switchNode(simulation, change.node, change.up);
  if ('delete' in change) return deleteObject(simulation, change.delete, namespace);
  if ('scale' in change) return scale(simulation, change.scale, change.replicas, namespace);
  if ('restart' in change) return restart(simulation, change.restart, namespace);
  return setReady(simulation, change.ready, change.value, namespace);
}

function find(view: ClusterView, name: string, namespace: string): Workload {
  const query = parseParty(name);
  if (query.kind === 'workload') return findWorkload(view, query, namespace);
  throw new SetupError(`"${name}" is no workload`, { hint: 'name a pod, deployment, statefulset …' });
}

function scale(simulation: Simulation, name: string, replicas: number, namespace: string): Simulation {
  const { ref } = find(simulation.state, name, namespace);
  const resource = existing(simulation.state, ref);
  if (!SCALABLE.includes(ref.kind)) {
    throw new SetupError(`a ${ref.kind} cannot be scaled`, { hint: `only ${SCALABLE.join(', ')} can` });
  }
  const { spec } = resource.object as KubernetesObject & { readonly spec?: object };
  const object = Object.assign({}, resource.object, { spec: { ...spec, replicas } });
  return changeCluster(simulation, [{ kind: 'put', resource: { ...resource, object } }]);
}

const SCALABLE: readonly string[] = ['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController'];

/** Deletes a workload, or, as `kind/name`, any object: `service/web`, `networkpolicy/deny-all`. */
function deleteObject(simulation: Simulation, name: string, namespace: string): Simulation {
  return changeCluster(simulation, [deletionOf(simulation.state, refOf(simulation.state, name, namespace))]);
}

/**
 * Namespaces, and pods whose node is down, are only marked: the namespace controller empties the one first, and the
 * other stays Terminating until its kubelet answers again.
 */
function deletionOf(view: ClusterView, ref: ObjectRef): Change {
  const resource = existing(view, ref);
  const node = ref.kind === 'Pod' ? view.get('Pod', ref.name, ref.namespace)?.object.spec?.nodeName : undefined;
  const marked = ref.kind === 'Namespace' || (node !== undefined && view.nodeSpec(node)?.up === false);
  if (!marked) return { kind: 'delete', ref };
  return put(resource, { ...resource.object, metadata: { ...resource.object.metadata, deletionTimestamp: EPOCH } });
}

/** `networkpolicy deny-all`, `svc/web`, `shop/service/web`, `service shop/web`; else a workload, as everywhere. */
function refOf(view: ClusterView, text: string, namespace: string): ObjectRef {
  const [first = '', ...rest] = text.trim().split(/[/\s]+/);
  const leading = kindNamed(view, first);
  const kind = leading ?? kindNamed(view, rest[0] ?? '');
  const [name, within = leading === undefined ? first : namespace] = (
    leading === undefined ? rest.slice(1) : rest
  ).reverse();
  if (kind === undefined || name === undefined) return find(view, text, namespace).ref;
  const ref = { kind, namespace: within, name };
  if (view.getAny(ref) !== undefined) return ref;
  if (view.getAny({ kind, name }) !== undefined) return { kind, name };
  const names = view.listAny(kind).map((each) => qualifiedName(each.ref));
  throw new SetupError(`no ${kind} named "${name}" in namespace ${within}`, {
    hint: `there are: ${names.join(', ') || 'none'}`,
  });
}

function kindNamed(view: ClusterView, word: string): string | undefined {
  return resolveKind(word)?.kind ?? view.kinds().find((each) => each.toLowerCase() === word.toLowerCase());
}

/** A pod that nobody owns comes back as it was written, as `kubectl replace --force` makes it. */
function restart(simulation: Simulation, name: string, namespace: string): Simulation {
  const { ref, pods } = find(simulation.state, name, namespace);
  const gone = changeCluster(
    simulation,
    pods.map((pod) => deletionOf(simulation.state, pod.ref)),
  );
  const written = ref.kind === 'Pod' ? simulation.written.get(formatRef(ref)) : undefined;
  return written === undefined ? gone : applyObjects(gone, [written]);
}

function setReady(simulation: Simulation, name: string, ready: boolean, namespace: string): Simulation {
  const { pods } = find(simulation.state, name, namespace);
  const changes = pods.map((pod): Change => {
    const annotations = { ...pod.object.metadata?.annotations, [READY_ANNOTATION]: String(ready) };
    const metadata = { ...pod.object.metadata, annotations };
    return { kind: 'put', resource: { ...pod, object: { ...pod.object, metadata } } };
  });
  return changeCluster(simulation, changes);
}

function switchNode(simulation: Simulation, name: string, up: boolean): Simulation {
  const { spec } = simulation.state;
  if (!spec.nodes.some((node) => node.name === name)) {
    throw new SetupError(`no node named "${name}"`, {
      hint: `there are: ${spec.nodes.map((node) => node.name).join(', ')}`,
    });
  }
  const nodes = spec.nodes.map((node) => (node.name === name ? { ...node, up } : node));
  const changed: ClusterSpec = { ...spec, nodes };
  return changeCluster(simulation, [], changed);
}

function existing(view: ClusterView, ref: ObjectRef): Resource {
  const resource = view.getAny(ref);
  if (resource === undefined) throw new SetupError(`${ref.kind} ${ref.name} does not exist`);
  return resource;
}
