import type { Change, ClusterView, Pod, Resource, Taint } from '../../model/index.ts';
import { EPOCH, isFinished, isTerminating, podIPs } from '../../model/index.ts';
import type { Controller } from './controller.ts';
import { toleration } from './node-match.ts';
import { deletePod, isOnDeadNode } from './writing.ts';

/**
 * Evicts the pods that do not tolerate a NoExecute taint of their node for ever. A toleration with `tolerationSeconds`,
 * such as the 300 s that every pod gets for a node that is down, has run out (kubernetes pkg/controller/tainteviction).
 *
 * Evicted pods of a node that is down stay Terminating; when the node is back, its kubelet ends them.
 */
export const taintEvictionController: Controller = {
  name: 'taint-eviction-controller',
  reconcile(view) {
    const taints = noExecuteTaints(view);
    const pods = view.list('Pod');
    const evicted = taints.size === 0 ? [] : pods.filter((pod) => isEvicted(pod, taints));
    const ended = pods.filter((pod) => wasEvicted(pod) && !isOnDeadNode(view, pod.object));
    return {
      changes: [...evicted, ...ended].flatMap((pod): readonly Change[] => deletePod(view, pod)),
      diagnostics: [],
    };
  },
};

function noExecuteTaints(view: ClusterView): ReadonlyMap<string, readonly Taint[]> {
  const taints = new Map<string, readonly Taint[]>();
  for (const { ref, object } of view.list('Node')) {
    const found = object.spec?.taints?.filter(({ effect }) => effect === 'NoExecute') ?? [];
    if (found.length > 0) taints.set(ref.name, found);
  }
  return taints;
}

/**
 * A template that names its node has every successor there again: the real controller evicts one after the other without
 * an end. Here the first that cannot even start stays.
 */
function isHopeless({ object, origin }: Resource<Pod>): boolean {
  return origin.kind === 'derived' && podIPs(object).length === 0;
}

function isEvicted(pod: Resource<Pod>, taints: ReadonlyMap<string, readonly Taint[]>): boolean {
  const { object } = pod;
  if (isTerminating(object) || isFinished(object) || isHopeless(pod)) return false;
  const there = taints.get(object.spec.nodeName ?? '') ?? [];
  return there.some((taint) => {
    const found = toleration(taint, object.spec.tolerations);
    return found === undefined || found.tolerationSeconds !== undefined;
  });
}

function wasEvicted({ object }: Resource<Pod>): boolean {
  return object.metadata.deletionTimestamp === EPOCH;
}
