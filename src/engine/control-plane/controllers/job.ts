import type { Change, ClusterView, Job, Pod, Resource } from '../../model/index.ts';
import { isFinished, isReady, isTerminating } from '../../model/index.ts';
import type { Controller } from './controller.ts';
import { generatedName, podNames } from './generated-names.ts';
import { podFromTemplate } from './pod-from-template.ts';
import { holdsPlace } from './scale-pods.ts';
import { counted, deletePod, putChanged, uidOf } from './writing.ts';

const INDEX = 'batch.kubernetes.io/job-completion-index';

type Status = NonNullable<Job['status']>;

/**
 * Keeps the pods of each Job that run at once (kubernetes pkg/controller/job). No process ends in Curlew: the pods run
 * for ever, and the Job never completes unless the manifests hold pods that did.
 */
export const jobController: Controller = {
  name: 'job-controller',
  reconcile: (view) => ({
    changes: view.list('Job').flatMap((job) => reconcileJob(view, job)),
    diagnostics: [],
  }),
};

function reconcileJob(view: ClusterView, job: Resource<Job>): readonly Change[] {
  const { spec, status } = job.object;
  const isOver = status?.conditions?.some(({ type, status: on }) => isFinalCondition(type) && on === 'True') === true;
  if (isOver) return [];
  const owned = view.ownedBy('Pod', job.ref);
  const succeeded = owned.filter(({ object }) => object.status?.phase === 'Succeeded' && !isTerminating(object));
  const active = owned.filter((pod) => holdsPlace(pod) && pod.object.status?.phase !== 'Succeeded');
  const wanted = spec.suspend === true ? 0 : wantedPods(job.object, succeeded.length);
  const scaling =
    active.length > wanted
      ? active.slice(wanted).flatMap((pod) => deletePod(view, pod))
      : newPods(view, job, { owned, active, wanted });
  return [...scaling, ...putChanged(job, { ...job.object, status: statusOf(job.object, active, succeeded) })];
}

function isFinalCondition(type: string): boolean {
  return type === 'Complete' || type === 'Failed';
}

/** Without `completions` the Job is a work queue, which starts no further pod once one has succeeded. */
function wantedPods({ spec }: Job, succeeded: number): number {
  const parallelism = spec.parallelism ?? 1;
  if (spec.completions === undefined) return succeeded > 0 ? 0 : parallelism;
  return Math.min(parallelism, Math.max(0, spec.completions - succeeded));
}

interface JobPods {
  readonly owned: readonly Resource<Pod>[];
  readonly active: readonly Resource<Pod>[];
  readonly wanted: number;
}

function newPods(view: ClusterView, job: Resource<Job>, { owned, active, wanted }: JobPods): readonly Change[] {
  const missing = wanted - active.length;
  if (missing <= 0) return [];
  if (job.object.spec.completionMode === 'Indexed') {
    return freeIndexes(owned, missing).map((index) => ({
      kind: 'put',
      resource: indexedPod(job, index, view.podsDeletedOf(job.ref)),
    }));
  }
  const changes: Change[] = [];
  for (const name of podNames(job.ref, owned.length + view.podsDeletedOf(job.ref))) {
    if (changes.length === missing) break;
    if (view.get('Pod', name, job.ref.namespace) !== undefined) continue;
    changes.push({ kind: 'put', resource: jobPod(job, { name }) });
  }
  return changes;
}

/** The lowest indexes that no pod runs for or has succeeded for. */
function freeIndexes(owned: readonly Resource<Pod>[], count: number): readonly number[] {
  const taken = new Set(
    owned
      .filter(({ object }) => !isTerminating(object) && object.status?.phase !== 'Failed')
      .map(({ object }) => Number(object.metadata.annotations?.[INDEX])),
  );
  const free: number[] = [];
  for (let index = 0; free.length < count; index++) if (!taken.has(index)) free.push(index);
  return free;
}

function indexedPod(job: Resource<Job>, index: number, round: number): Resource<Pod> {
  const { ref, object } = job;
  const spec = object.spec.template.spec;
  const variable = { name: 'JOB_COMPLETION_INDEX', value: String(index) };
  const containers = spec.containers.map((each) => ({ ...each, env: [...(each.env ?? []), variable] }));
  return jobPod(job, {
    name: generatedName(`${ref.name}-${index}`, `${ref.namespace}/${ref.name}/${index}/${round}`),
    annotations: { [INDEX]: String(index) },
    labels: { [INDEX]: String(index) },
    spec: { ...spec, containers, hostname: `${ref.name}-${index}` },
  });
}

type JobPodPlan = Pick<Parameters<typeof podFromTemplate>[0], 'name' | 'labels' | 'annotations' | 'spec'>;

/** The API server puts these labels on the template; a Job with `manualSelector` brings its own. */
function jobPod(job: Resource<Job>, plan: JobPodPlan): Resource<Pod> {
  const { ref, object } = job;
  const labels = {
    'batch.kubernetes.io/controller-uid': uidOf(job),
    'batch.kubernetes.io/job-name': ref.name,
    'controller-uid': uidOf(job),
    'job-name': ref.name,
  };
  return podFromTemplate({
    by: 'job-controller',
    owner: job,
    template: object.spec.template,
    ...plan,
    labels: { ...(object.spec.manualSelector === true ? {} : labels), ...plan.labels },
  });
}

function statusOf(
  { spec, status }: Job,
  active: readonly Resource<Pod>[],
  succeeded: readonly Resource<Pod>[],
): Status {
  const failed = status?.failed ?? 0;
  const running = active.filter(({ object }) => !isFinished(object));
  const suspended = { type: 'Suspended', status: 'True', reason: 'JobSuspended', message: 'Job suspended' };
  return {
    ...counted('active', running.length),
    ready: running.filter(({ object }) => isReady(object)).length,
    ...counted('succeeded', succeeded.length),
    ...counted('failed', failed),
    ...(spec.suspend === true && { conditions: [suspended] }),
  };
}
