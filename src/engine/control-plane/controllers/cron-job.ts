import type { Change, ClusterView, CronJob, Job, Resource } from '../../model/index.ts';
import { EPOCH } from '../../model/index.ts';
import type { Controller } from './controller.ts';
import { sameValue } from './same-value.ts';
import { derived, putChanged, uidOf } from './writing.ts';

const NAME = 'cronjob-controller';

/** The minutes from 1970 to EPOCH, 2024-01-01T00:00:00Z: where the real controller puts the scheduled time. */
const EPOCH_MINUTES = 28_401_120;

/**
 * Runs each CronJob that is not suspended once, whatever its schedule, so that its pods can be clients. The run is
 * named `<cronjob>-<minutes>` (getJobName in kubernetes pkg/controller/cronjob/utils.go).
 */
export const cronJobController: Controller = {
  name: NAME,
  reconcile: (view) => ({
    changes: view.list('CronJob').flatMap((cronJob) => reconcileCronJob(view, cronJob)),
    diagnostics: [],
  }),
};

function reconcileCronJob(view: ClusterView, cronJob: Resource<CronJob>): readonly Change[] {
  const { status } = cronJob.object;
  const run = runOf(cronJob);
  const existing = view.get('Job', run.ref.name, run.ref.namespace);
  const active = view.ownedBy('Job', cronJob.ref).map((job) => ({
    apiVersion: 'batch/v1',
    ...job.ref,
    uid: uidOf(job),
  }));
  const { active: _before, ...rest } = status ?? {};
  return [
    ...startRun(cronJob, run, existing),
    ...putChanged(cronJob, { ...cronJob.object, status: active.length === 0 ? rest : { ...rest, active } }),
  ];
}

/** A Job's template cannot change: a changed CronJob shows in its next run, so the old run is cleared away first. */
function startRun(
  cronJob: Resource<CronJob>,
  run: Resource<Job>,
  existing: Resource<Job> | undefined,
): readonly Change[] {
  if (existing === undefined) return cronJob.object.spec.suspend === true ? [] : [{ kind: 'put', resource: run }];
  if (existing.origin.kind !== 'derived' || sameValue(existing.object.spec, run.object.spec)) return [];
  return [{ kind: 'delete', ref: existing.ref }];
}

function runOf(cronJob: Resource<CronJob>): Resource<Job> {
  const { metadata, spec } = cronJob.object.spec.jobTemplate;
  const annotations = { ...metadata?.annotations, 'batch.kubernetes.io/cronjob-scheduled-timestamp': EPOCH };
  return derived(NAME, cronJob, {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: `${cronJob.ref.name}-${EPOCH_MINUTES}`,
      ...(metadata?.labels !== undefined && { labels: metadata.labels }),
      annotations,
    },
    spec,
  });
}
