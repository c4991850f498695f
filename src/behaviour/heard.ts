import type { Repetition } from '../api/index.ts';
import type { Backend } from '../backends/index.ts';
import type { ClusterView, Observer, Resolution, Trace } from '../engine/model/index.ts';
import { dnsQuestionsOf } from './dns-questions.ts';

/** A connection or a look-up that expectations are held against, and the cluster that was asked. */
export type Heard =
  | { readonly kind: 'connection'; readonly trace: Trace; readonly view: ClusterView }
  | { readonly kind: 'look-up'; readonly resolution: Resolution; readonly view: ClusterView };

/** Connections, each with the questions to the cluster's DNS that it began with. */
export async function heardConnections(backend: Backend, traces: readonly Trace[]): Promise<readonly Heard[]> {
  const view = await backend.objects();
  return traces.flatMap((trace) => heardConnection(trace, view));
}

/** A connection of a cluster, with the questions to its DNS. */
export function heardConnection(trace: Trace, view: ClusterView): readonly Heard[] {
  return [trace, ...dnsQuestionsOf(trace)].map((each): Heard => ({ kind: 'connection', trace: each, view }));
}

/** Both connections of each repetition. */
export function tracesOf(repetitions: readonly Repetition[]): readonly Trace[] {
  return repetitions.flatMap(({ first, next }) => [first, ...next]);
}

/** A look-up, with its questions to nameservers. */
export async function heardLookUp(backend: Backend, resolution: Resolution): Promise<readonly Heard[]> {
  const view = await backend.objects();
  return [
    { kind: 'look-up', resolution, view },
    ...(resolution.ways ?? []).map((trace): Heard => ({ kind: 'connection', trace, view })),
  ];
}

/** Tells an observer what is being judged. */
export function tell(observer: Observer, heard: readonly Heard[]): void {
  for (const each of heard) {
    if (each.kind === 'connection') observer.judged?.(each.trace, each.view);
    else observer.lookedUp?.(each.resolution, each.view);
  }
}
