import type { Change, ClusterView, DaemonSet, Node, Pod, Resource } from '../../model/index.ts';
import { isReady, isTerminating } from '../../model/index.ts';
import { claim } from './claim.ts';
import type { Controller } from './controller.ts';
import { daemonPod, daemonSpec, eligibility, REVISION_LABEL, targetNode } from './daemon-pods.ts';
import { holdsPlace } from './scale-pods.ts';
import { templateHash } from './template-hash.ts';
import { counted, deletePod, putChanged } from './writing.ts';

type Status = NonNullable<DaemonSet['status']>;

/** Keeps one pod on each node that the DaemonSet fits (kubernetes pkg/controller/daemon). */
export const daemonSetController: Controller = {
  name: 'daemonset-controller',
  reconcile(view) {
    const nodes = view.list('Node').filter(({ object }) => object.metadata.deletionTimestamp === undefined);
    const changes = view.list('DaemonSet').flatMap((daemonSet) => reconcileDaemonSet(view, daemonSet, nodes));
    return { changes, diagnostics: [] };
  },
};

/** A node as one DaemonSet sees it. `pods` holds its pods there, the one to keep first. */
interface Place {
  readonly node: string;
  readonly shouldRun: boolean;
  readonly mayStay: boolean;
  readonly pods: readonly Resource<Pod>[];
}

function reconcileDaemonSet(
  view: ClusterView,
  daemonSet: Resource<DaemonSet>,
  nodes: readonly Resource<Node>[],
): readonly Change[] {
  const { spec } = daemonSet.object;
  const { owned, changes } = claim(view, { kind: 'Pod', owner: daemonSet, selector: spec.selector });
  const podSpec = daemonSpec(spec.template);
  const byNode = podsByNode(owned);
  const places = nodes.map(({ ref, object }): Place => {
    return { node: ref.name, ...eligibility(podSpec, object), pods: byNode.get(ref.name) ?? [] };
  });
  const homeless = [...byNode].filter(([node]) => view.get('Node', node) === undefined).flatMap(([, pods]) => pods);
  const surplus = [...homeless, ...places.flatMap(surplusPods), ...outdatedPods(daemonSet, places)];
  return [
    ...changes,
    ...places.filter(isVacant).map(({ node }): Change => {
      return { kind: 'put', resource: daemonPod(view, daemonSet, node) };
    }),
    ...[...new Set(surplus)].flatMap((pod) => deletePod(view, pod)),
    ...putChanged(daemonSet, { ...daemonSet.object, status: statusOf(daemonSet, places) }),
  ];
}

/** Sorted for keeping: a pod that is bound goes before one that waits. */
function podsByNode(pods: readonly Resource<Pod>[]): ReadonlyMap<string, readonly Resource<Pod>[]> {
  const bound = pods.filter(({ object }) => object.spec.nodeName !== undefined);
  const waiting = pods.filter(({ object }) => object.spec.nodeName === undefined);
  const byNode = new Map<string, Resource<Pod>[]>();
  for (const pod of [...bound, ...waiting]) {
    const node = targetNode(pod.object);
    if (node === undefined) continue;
    const there = byNode.get(node);
    if (there === undefined) byNode.set(node, [pod]);
    else there.push(pod);
  }
  return byNode;
}

/** A pod that is Terminating still holds its node: the next one is made when it is gone. */
function isVacant({ shouldRun, pods }: Place): boolean {
  return shouldRun && pods.length === 0;
}

function surplusPods({ shouldRun, mayStay, pods }: Place): readonly Resource<Pod>[] {
  if (!mayStay && !shouldRun) return pods;
  const live = pods.filter(holdsPlace);
  const dead = pods.filter((pod) => !holdsPlace(pod) && !isTerminating(pod.object));
  return [...dead, ...live.slice(1)];
}

/**
 * The pods to replace now because the template changed: broken ones at once, others inside maxUnavailable
 * (pkg/controller/daemon/update.go; maxSurge is not followed).
 */
function outdatedPods({ object }: Resource<DaemonSet>, places: readonly Place[]): readonly Resource<Pod>[] {
  if (object.spec.updateStrategy?.type === 'OnDelete') return [];
  const running = places.filter(({ shouldRun, pods }) => shouldRun && pods.length > 0);
  const pods = running.flatMap((place) => place.pods.slice(0, 1));
  const outdated = pods.filter((pod) => !isCurrent(object, pod) && !isTerminating(pod.object));
  if (outdated.length === 0) return [];
  const broken = outdated.filter((pod) => !isReady(pod.object));
  const down = places.filter(({ shouldRun, pods: [pod] }) => shouldRun && !(pod && isReady(pod.object))).length;
  const allowance = maxUnavailable(object, places.filter(({ shouldRun }) => shouldRun).length) - down;
  return [...broken, ...outdated.filter((pod) => isReady(pod.object)).slice(0, Math.max(0, allowance))];
}

/** A pod from the manifests was not made from any template of ours, so none is newer. */
function isCurrent(daemonSet: DaemonSet, pod: Resource<Pod>): boolean {
  const { template } = daemonSet.spec;
  if (pod.origin.kind !== 'derived') return true;
  return pod.object.metadata.labels?.[REVISION_LABEL] === templateHash(template);
}

function maxUnavailable(daemonSet: DaemonSet, nodes: number): number {
  const value = daemonSet.spec.updateStrategy?.rollingUpdate?.maxUnavailable ?? 1;
  const count = typeof value === 'number' ? value : Math.ceil((Number.parseFloat(value) * nodes) / 100);
  return Math.max(1, count);
}

function statusOf({ object }: Resource<DaemonSet>, places: readonly Place[]): Status {
  const wanted = places.filter(({ shouldRun }) => shouldRun);
  const first = wanted.flatMap(({ pods }) => pods.slice(0, 1));
  const ready = first.filter((pod) => isReady(pod.object)).length;
  const { generation } = object.metadata;
  return {
    currentNumberScheduled: first.length,
    desiredNumberScheduled: wanted.length,
    numberMisscheduled: places.filter(({ shouldRun, pods }) => !shouldRun && pods.length > 0).length,
    numberReady: ready,
    ...counted('numberAvailable', ready),
    ...counted('numberUnavailable', wanted.length - ready),
    ...counted('updatedNumberScheduled', first.filter((pod) => isCurrent(object, pod)).length),
    ...(generation !== undefined && { observedGeneration: generation }),
  };
}
