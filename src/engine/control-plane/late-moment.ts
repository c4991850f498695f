import type { Change, Pod, Resource } from '../model/index.ts';
import { EPOCH, isFinished, isReady, isTerminating, podIPs, put } from '../model/index.ts';
import type { ClusterState } from '../store/index.ts';
import { hasStopped, lastStatus } from './kubelet/index.ts';
import type { Simulation } from './simulation.ts';

/**
 * The last moment at which somebody may not have heard that pods are on their way out: SIGTERM, after preStop, and the
 * removal of the endpoint start together, and nobody waits for the other (https://github.com/kubernetes/kubernetes/issues/43576,
 * https://github.com/kubernetes/kubernetes/issues/86280). It is the state before, in which the pods are Terminating and
 * their containers have got as far as they may have by then; `undefined` where all of these still accept.
 *
 * A process that crashes does so without preStop: its endpoint stays until its kubelet has told that it is not ready.
 */
export function lateMoment(before: Simulation, after: Simulation): Simulation | undefined {
  const { spec } = after.state;
  const crashed = spec.network.endpointPropagationSeconds === 0 ? [] : crashing(before.state, after.state);
  const ending = leaving(before.state, after.state).flatMap((pod): readonly Change[] => {
    const status = lastStatus(spec, pod.object);
    if (status === undefined) return [];
    const metadata = { ...pod.object.metadata, deletionTimestamp: EPOCH };
    return [put(pod, { ...pod.object, metadata, status })];
  });
  if (ending.length + crashed.length === 0) return undefined;
  return { ...before, state: before.state.withSpec(spec).apply([...ending, ...crashed]) };
}

/** The pods that ran and are deleted by a kubelet that answers: they are gone, or another has their name. */
function leaving(before: ClusterState, after: ClusterState): readonly Resource<Pod>[] {
  if (before.list('Pod') === after.list('Pod')) return [];
  return before.list('Pod').filter(({ ref, object }) => {
    if (isFinished(object) || isTerminating(object) || podIPs(object).length === 0) return false;
    if (after.nodeSpec(object.spec.nodeName ?? '')?.up === false) return false;
    const now = after.get('Pod', ref.name, ref.namespace);
    return now === undefined || isTerminating(now.object) || after.createdOf(ref) !== before.createdOf(ref);
  });
}

/** The pods whose processes have ended by themselves in between; who heard of it last thinks that they are ready. */
function crashing(before: ClusterState, after: ClusterState): readonly Change[] {
  if (before.list('Pod') === after.list('Pod')) return [];
  return after.list('Pod').flatMap((pod): readonly Change[] => {
    const { ref, object } = pod;
    const was = before.get('Pod', ref.name, ref.namespace)?.object;
    if (was === undefined || !isReady(was) || isTerminating(object) || !hasStopped(object) || hasStopped(was))
      return [];
    const { conditions = [] } = was.status ?? {};
    return [put(pod, { ...object, status: { ...object.status, conditions } })];
  });
}
