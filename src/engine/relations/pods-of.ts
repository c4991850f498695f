import type { ClusterView, Kind, ObjectRef, Pod, Resource } from '../model/index.ts';
import { compareText, formatRef, isFinished, WORKLOAD_KINDS } from '../model/index.ts';

const known = new WeakMap<ClusterView, Map<string, readonly Resource<Pod>[]>>();

/**
 * The pods of a workload that have not ended, by name: those that it controls, directly or through the objects that it
 * controls, however these own each other. A pod is its own, ended or not; what is not there has none.
 */
export function podsOf(view: ClusterView, ref: ObjectRef): readonly Resource<Pod>[] {
  const ofView = known.get(view) ?? new Map<string, readonly Resource<Pod>[]>();
  known.set(view, ofView);
  const key = formatRef(ref);
  const pods = ofView.get(key) ?? findPods(view, ref);
  ofView.set(key, pods);
  return pods;
}

function findPods(view: ClusterView, ref: ObjectRef): readonly Resource<Pod>[] {
  if (ref.kind === 'Pod') {
    const pod = view.get('Pod', ref.name, ref.namespace);
    return pod === undefined ? [] : [pod];
  }
  const found = new Map<string, Resource<Pod>>();
  const seen = new Set<string>();
  const visit = (owner: ObjectRef): void => {
    if (seen.has(formatRef(owner))) return;
    seen.add(formatRef(owner));
    for (const pod of view.ownedBy('Pod', owner)) if (!isFinished(pod.object)) found.set(pod.ref.name, pod);
    for (const kind of WORKLOAD_KINDS) for (const owned of view.ownedBy(kind as Kind, owner)) visit(owned.ref);
  };
  visit(ref);
  return [...found.values()].sort((a, b) => compareText(a.ref.name, b.ref.name));
}
