import type { Simulation } from '../engine/control-plane/index.ts';
import { writeChanges } from '../engine/control-plane/index.ts';
import type { Change, ClusterView, Node, Pod, Resource } from '../engine/model/index.ts';
import { firstNames, isFinished, put, SetupError } from '../engine/model/index.ts';
import { deletionOf } from './delete-object.ts';

/** Switches a machine of the cluster on or off. Throws a SetupError for one that the Cluster file does not describe. */
export function switchNode({ spec }: ClusterView, name: string, up: boolean): (simulation: Simulation) => Simulation {
  if (!spec.nodes.some((node) => node.name === name)) throw noNode(name, spec.nodes);
  const nodes = spec.nodes.map((node) => (node.name === name ? { ...node, up } : node));
  return (simulation) => writeChanges(simulation, [], { ...spec, nodes });
}

/** Keeps new pods off the node, or lets them in again; those that are there stay (`kubectl cordon`, `kubectl uncordon`). */
export function cordon(view: ClusterView, name: string, value: boolean): readonly Change[] {
  const node = nodeNamed(view, name);
  const { unschedulable: _, ...spec } = node.object.spec ?? {};
  return [put(node, { ...node.object, spec: value ? { ...spec, unschedulable: true } : spec })];
}

/**
 * Cordons the node and deletes its pods, as `kubectl drain --ignore-daemonsets --force` does: DaemonSets' pods stay, and
 * pods that nobody owns are gone for good (kubectl pkg/drain/filters.go). Disruption budgets are not asked.
 */
export function drain(view: ClusterView, name: string): readonly Change[] {
  const leaving = view
    .list('Pod')
    .filter((pod) => pod.object.spec.nodeName === name && !isFinished(pod.object) && !isOfDaemonSet(pod));
  return [...cordon(view, name, true), ...leaving.map(({ ref }) => deletionOf(view, ref))];
}

function isOfDaemonSet({ object }: Resource<Pod>): boolean {
  return (
    object.metadata.ownerReferences?.some(({ kind, controller }) => controller === true && kind === 'DaemonSet') ===
    true
  );
}

function nodeNamed(view: ClusterView, name: string): Resource<Node> {
  const node = view.get('Node', name);
  if (node !== undefined) return node;
  throw noNode(
    name,
    view.list('Node').map(({ ref }) => ref),
  );
}

function noNode(name: string, nodes: readonly { readonly name: string }[]): SetupError {
  return new SetupError(`no node named "${name}"`, {
    hint: `there are: ${firstNames(nodes.map((node) => node.name))}`,
  });
}
