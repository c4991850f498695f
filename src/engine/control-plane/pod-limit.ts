import type { ClusterView, Job, Resource } from '../model/index.ts';
import { formatLocation, formatRef, SetupError } from '../model/index.ts';

/** Pods of one workload: as many as Kubernetes has nodes at most (kubernetes.io/docs/setup/best-practices/cluster-large). */
const MOST_PODS_OF_WORKLOAD = 5_000;

/** Pods of a cluster, as many as Kubernetes is tested with (the same page). */
const MOST_PODS = 150_000;

const HINT = 'all pods of a template answer alike: a few replicas tell the same';

/** Throws a SetupError where workloads ask for more pods than a simulated cluster holds. */
export function checkPodLimit(view: ClusterView): void {
  let all = view.list('Pod').filter(({ origin }) => origin.kind !== 'derived').length;
  for (const { resource, field, pods } of demands(view)) {
    all += pods;
    if (pods > MOST_PODS_OF_WORKLOAD) {
      const at = view.locate(resource.ref, field);
      const place = at === undefined ? '' : `${formatLocation(at)}: `;
      const asks = `${place}${formatRef(resource.ref)} asks for ${counted(pods)} pods`;
      throw new SetupError(`${asks}: Curlew simulates ${counted(MOST_PODS_OF_WORKLOAD)} of one workload`, {
        hint: HINT,
      });
    }
  }
  if (all > MOST_PODS) {
    const asks = `the manifests ask for ${counted(all)} pods`;
    throw new SetupError(`${asks}: Curlew simulates ${counted(MOST_PODS)} in a cluster`, { hint: HINT });
  }
}

interface Demand {
  readonly resource: Resource;
  readonly field: readonly string[];
  readonly pods: number;
}

function demands(view: ClusterView): readonly Demand[] {
  const replicated = (['Deployment', 'ReplicaSet', 'ReplicationController', 'StatefulSet'] as const).flatMap((kind) =>
    view
      .list(kind)
      .map((resource) => ({ resource, field: ['spec', 'replicas'], pods: resource.object.spec.replicas ?? 1 })),
  );
  const jobs = view
    .list('Job')
    .map((resource) => ({ resource, field: ['spec', 'parallelism'], pods: podsAtOnce(resource.object.spec) }));
  const cronJobs = view.list('CronJob').map((resource) => {
    const { jobTemplate, suspend } = resource.object.spec;
    const pods = suspend === true ? 0 : podsAtOnce(jobTemplate.spec);
    return { resource, field: ['spec', 'jobTemplate', 'spec', 'parallelism'], pods };
  });
  const nodes = view.list('Node').length;
  const daemons = view.list('DaemonSet').map((resource) => ({ resource, field: [], pods: nodes }));
  return [...replicated, ...jobs, ...cronJobs, ...daemons].filter(({ resource }) => resource.origin.kind !== 'derived');
}

function podsAtOnce(spec: Job['spec']): number {
  return spec.suspend === true ? 0 : Math.min(spec.parallelism ?? 1, spec.completions ?? Number.POSITIVE_INFINITY);
}

function counted(count: number): string {
  return count.toLocaleString('en-US');
}
