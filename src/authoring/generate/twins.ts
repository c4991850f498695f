import { type Cluster, podsOf } from '../../api/index.ts';
import { connectionTo, everyWorkload, reachesOthers } from '../../behaviour/index.ts';
import type { KubernetesObject, NamespacedRef, Resource } from '../../engine/model/index.ts';
import { isFinished } from '../../engine/model/index.ts';
import { workloadOf } from '../../grammar/index.ts';

/**
 * Whether the pods of a workload get through to each other: what a single pod reaches through its Service, and nobody can keep
 * it from, says nothing of that. `unknown` where no second pod comes to stand behind the target.
 */
export type AmongThemselves = 'reach' | 'kept apart' | 'unknown';

/** Controllers whose number of pods is a field. */
const SCALED: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController']);

/** A cluster in which each workload that has a single pod has a second one like it: made at the first question. */
export class Twins {
  readonly #cluster: Cluster;
  #doubled: Promise<Cluster> | undefined;

  constructor(cluster: Cluster) {
    this.#cluster = cluster;
  }

  /** Whether the pods of the workload, which answer at the target, would get through to each other there. */
  async amongThemselves(ref: NamespacedRef, to: string): Promise<AmongThemselves> {
    this.#doubled ??= doubled(this.#cluster);
    const cluster = await this.#doubled;
    const asks = ref.kind === 'Pod' ? { ...ref, name: twinOf(ref.name) } : ref;
    if (cluster.view.getAny(asks) === undefined) return 'unknown';
    const trace = await connectionTo(cluster, workloadOf(asks), to);
    if (trace.reach === 'unknown') return 'unknown';
    if (trace.reach !== 'always') return 'kept apart';
    return reachesOthers(trace) ? 'reach' : 'unknown';
  }
}

function twinOf(name: string): string {
  return `${name}-twin`;
}

async function doubled(cluster: Cluster): Promise<Cluster> {
  const { view } = cluster;
  const single = everyWorkload(cluster, undefined).filter(
    (ref) => podsOf(view, ref).filter(({ object }) => !isFinished(object)).length === 1,
  );
  const objects = single.flatMap((ref) => {
    const resource = view.getAny(ref);
    return resource === undefined ? [] : secondOf(resource);
  });
  return objects.length === 0 ? cluster : cluster.apply({ objects });
}

/** The object that makes a second pod; nothing for a kind that runs as many pods as it likes. */
function secondOf({ ref, object }: Resource): readonly object[] {
  const { apiVersion, kind, metadata, spec } = object as KubernetesObject & { readonly spec?: object };
  const { namespace, labels, annotations } = metadata ?? {};
  const kept = { namespace, ...(labels && { labels }), ...(annotations && { annotations }) };
  if (SCALED.has(ref.kind))
    return [{ apiVersion, kind, metadata: { ...kept, name: ref.name }, spec: { ...spec, replicas: 2 } }];
  return ref.kind === 'Pod' ? [{ apiVersion, kind, metadata: { ...kept, name: twinOf(ref.name) }, spec }] : [];
}
