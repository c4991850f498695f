import type { ClusterView, Pod, Resource } from '../../model/index.ts';
import { compareText, controllerOf, isReady } from '../../model/index.ts';
import { podNames } from './generated-names.ts';

const COST_ANNOTATION = 'controller.kubernetes.io/pod-deletion-cost';
const PHASE_RANKS: Readonly<Record<string, number>> = { Unknown: 1, Running: 2 };

/**
 * Sorts an owner's pods by who goes first when it scales down: unscheduled, pending, not ready, cheap, crowded on its
 * node, young. (ActivePodsWithRanks in kubernetes pkg/controller/controller_utils.go; how long a pod is ready and how
 * often it restarted are left out, since no time passes.) The pod that was made last is the youngest.
 */
export function inDeletionOrder(
  view: ClusterView,
  owner: Resource,
  pods: readonly Resource<Pod>[],
): readonly Resource<Pod>[] {
  const crowds = podsPerNode(relatedPods(view, owner, pods));
  const ages = creationOrder(owner, pods.length * 2 + view.podsDeletedOf(owner.ref));
  const keyed = pods.map((pod) => ({ pod, key: deletionKey(pod, crowds), age: -(ages.get(pod.ref.name) ?? -1) }));
  keyed.sort((a, b) => compareKeys(a.key, b.key) || newerFirst(a.pod, b.pod) || a.age - b.age);
  return keyed.map(({ pod }) => pod);
}

function deletionKey({ object }: Resource<Pod>, crowds: ReadonlyMap<string, number>): readonly number[] {
  const node = object.spec.nodeName;
  return [
    node === undefined ? 0 : 1,
    PHASE_RANKS[object.status?.phase ?? 'Pending'] ?? 0,
    isReady(object) ? 1 : 0,
    deletionCost(object),
    -(crowds.get(node ?? '') ?? 0),
  ];
}

function compareKeys(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return (a[at] ?? 0) - (b[at] ?? 0);
}

/** The API writes every time in UTC and to the second, so that texts order as times do. */
function newerFirst(a: Resource<Pod>, b: Resource<Pod>): number {
  return compareText(b.object.metadata.creationTimestamp ?? '', a.object.metadata.creationTimestamp ?? '');
}

function deletionCost(pod: Pod): number {
  const cost = Number(pod.metadata.annotations?.[COST_ANNOTATION] ?? 0);
  return Number.isInteger(cost) ? cost : 0;
}

/** The pods of all ReplicaSets of the same Deployment crowd a node together. */
function relatedPods(view: ClusterView, owner: Resource, pods: readonly Resource<Pod>[]): readonly Resource<Pod>[] {
  const controller = controllerOf(owner.object);
  if (controller === undefined || owner.ref.kind !== 'ReplicaSet') return pods;
  const siblings = view.ownedBy('ReplicaSet', { ...owner.ref, kind: controller.kind, name: controller.name });
  return siblings.flatMap((sibling) => view.ownedBy('Pod', sibling.ref));
}

function podsPerNode(pods: readonly Resource<Pod>[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { object } of pods) {
    const node = object.spec.nodeName ?? '';
    counts.set(node, (counts.get(node) ?? 0) + 1);
  }
  return counts;
}

/** The place of each of so many names in the row in which the owner makes its pods; none for a pod that it adopted. */
function creationOrder(owner: Resource, count: number): ReadonlyMap<string, number> {
  const names = podNames(owner.ref);
  const order = new Map<string, number>();
  for (let index = 0; index < count; index++) order.set(names.next().value, index);
  return order;
}
