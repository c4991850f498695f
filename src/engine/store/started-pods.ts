import type { Change, KubernetesObject } from '../model/index.ts';
import { qualifiedName } from '../model/index.ts';
import type { KindTable } from './kind-table.ts';

/** The Services that there were when the containers of a pod started, by the pod's name; pods that run alone are in it. */
export type StartedPods = ReadonlyMap<string, KindTable>;

interface PodLike extends KubernetesObject {
  readonly status?: {
    readonly phase?: string;
    readonly containerStatuses?: readonly { readonly state?: { readonly terminated?: object } }[];
  };
}

/** What writes make of it. Whoever starts with them finds the Services that are written with them, too. */
export function withStarted(before: StartedPods, changes: readonly Change[], services: KindTable): StartedPods {
  let started: Map<string, KindTable> | undefined;
  for (const change of changes) {
    const ref = change.kind === 'put' ? change.resource.ref : change.ref;
    if (ref.kind !== 'Pod') continue;
    const name = qualifiedName(ref);
    const runs = change.kind === 'put' && isRunning(change.resource.object);
    if (runs === (started ?? before).has(name)) continue;
    started ??= new Map(before);
    if (runs) started.set(name, services);
    else started.delete(name);
  }
  return started ?? before;
}

/** A container that starts again finds the Services anew, though its pod was Running all the time. */
function isRunning({ status }: PodLike): boolean {
  return status?.phase === 'Running' && status.containerStatuses?.some(({ state }) => state?.terminated) !== true;
}
