import { hasStopped } from '../../engine/control-plane/kubelet/index.ts';
import type { ClusterView, Pod, Resource, Trace } from '../../engine/model/index.ts';
import { compareText, isFinished, isReady, isTerminating, qualifiedName } from '../../engine/model/index.ts';

/** What changed from one state of a cluster to the next: nodes that went down, pods that came, went or became ready. */
export function newsBetween(before: ClusterView, now: ClusterView): readonly string[] {
  const nodes = now.spec.nodes.flatMap(({ name, up }) => {
    const was = before.nodeSpec(name)?.up;
    return was === up ? [] : [`node ${name} ${up ? 'comes back' : 'goes down'}`];
  });
  const old = podsByName(before);
  const current = podsByName(now);
  const gone = [...old.keys()].filter((name) => !current.has(name)).map((name) => `pod ${name} is gone`);
  const others = [...current].flatMap(([name, pod]) => {
    const was = old.get(name);
    if (was === pod || (was !== undefined && standing(was) === standing(pod) && sameStart(was, pod))) return [];
    return [`pod ${name} ${was === undefined ? 'is made: ' : 'is '}${standing(pod)}`];
  });
  return [...nodes, ...gone, ...others];
}

/** A pod of a StatefulSet keeps its name when it is made anew. */
function sameStart(a: Resource<Pod>, b: Resource<Pod>): boolean {
  return a.object.status?.podIP === b.object.status?.podIP;
}

/** The pods that answered at rest and all that came since, with what has become of them. */
export function podsThen(atRest: ClusterView, now: ClusterView, traces: readonly Trace[]): readonly string[] {
  const old = podsByName(atRest);
  const current = podsByName(now);
  const answered = traces.flatMap(({ branches }) =>
    branches.flatMap(({ endpoint }) => (endpoint?.kind === 'Pod' ? qualifiedName(endpoint) : [])),
  );
  const made = [...current.keys()].filter((name) => !old.has(name));
  return [...new Set([...answered, ...made])].sort(compareText).map((name) => {
    const pod = current.get(name);
    const node = pod?.object.spec.nodeName;
    return `${name}: ${pod === undefined ? 'gone' : standing(pod)}${node === undefined ? '' : `, on node ${node}`}`;
  });
}

function podsByName(view: ClusterView): ReadonlyMap<string, Resource<Pod>> {
  return new Map(view.list('Pod').map((pod) => [qualifiedName(pod.ref), pod]));
}

function standing({ object }: Resource<Pod>): string {
  if (isFinished(object)) return 'ended';
  if (isTerminating(object)) return 'terminating';
  if (hasStopped(object)) return isReady(object) ? 'crashed' : 'crashed, and not ready';
  if (object.spec.nodeName === undefined || object.spec.nodeName === '') return 'pending';
  return isReady(object) ? 'ready' : 'not ready';
}
