import type { Trace } from '../engine/model/index.ts';
import type { Cluster } from './cluster.ts';

type Observer = (cluster: Cluster, trace: Trace) => void;

let observer: Observer | undefined;

/** Tells whoever observes of a connection that somebody asked for. */
export function observed(cluster: Cluster, trace: Trace): Trace {
  observer?.(cluster, trace);
  return trace;
}

/** Does something, and shows every connection that is asked for on the way, by a simulated command for one. */
export async function observing<T>(see: Observer, action: () => T | Promise<T>): Promise<T> {
  observer = see;
  try {
    return await action();
  } finally {
    observer = undefined;
  }
}
