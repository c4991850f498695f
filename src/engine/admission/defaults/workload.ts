import type { LabelSelector } from '../../model/index.ts';
import type {
  CronJob,
  DaemonSet,
  Deployment,
  Job,
  ReplicaSet,
  ReplicationController,
  StatefulSet,
} from '../written.ts';
import { each, fillAbsent, fillZero, update } from './fill.ts';
import { defaultPodTemplate } from './pod.ts';

const QUARTER = { maxUnavailable: '25%', maxSurge: '25%' };
const ONE_BY_ONE = { maxUnavailable: 1, maxSurge: 0 };
const RETAIN = { whenDeleted: 'Retain', whenScaled: 'Retain' };
const INT32_MAX = 2 ** 31 - 1;

/** Defaults of a Deployment (pkg/apis/apps/v1/defaults.go). */
export function defaultDeployment(deployment: Deployment): Deployment {
  return update(deployment, 'spec', (spec) => {
    const counts = { replicas: 1, revisionHistoryLimit: 10, progressDeadlineSeconds: 600, strategy: {} };
    const result = update(fillAbsent(spec, counts), 'strategy', (strategy) => {
      const typed = fillZero(strategy, { type: 'RollingUpdate' });
      if (typed.type !== 'RollingUpdate') return typed;
      return update(fillAbsent(typed, { rollingUpdate: {} }), 'rollingUpdate', (each) => fillAbsent(each, QUARTER));
    });
    return update(result, 'template', defaultPodTemplate);
  });
}

export function defaultReplicaSet(replicaSet: ReplicaSet): ReplicaSet {
  return update(replicaSet, 'spec', (spec) =>
    update(fillAbsent(spec, { replicas: 1 }), 'template', defaultPodTemplate),
  );
}

/** Alone among the workloads of today it takes selector and labels from its template. */
export function defaultReplicationController(controller: ReplicationController): ReplicationController {
  const labels = controller.spec?.template?.metadata?.labels ?? {};
  const labelled = fillEmptyLabels(controller, labels);
  return update(labelled, 'spec', (spec) => {
    const unselective = Object.keys(spec.selector ?? {}).length === 0 && Object.keys(labels).length > 0;
    const selected = unselective ? { ...spec, selector: labels } : spec;
    return update(fillAbsent(selected, { replicas: 1 }), 'template', defaultPodTemplate);
  });
}

export function defaultStatefulSet(set: StatefulSet): StatefulSet {
  return update(set, 'spec', (spec) => {
    const absent = {
      replicas: 1,
      revisionHistoryLimit: 10,
      updateStrategy: {},
      persistentVolumeClaimRetentionPolicy: {},
    };
    let result = fillZero(fillAbsent(spec, absent), { podManagementPolicy: 'OrderedReady' });
    result = update(result, 'updateStrategy', (strategy) => {
      const typed = (strategy.type ?? '') === '' ? { rollingUpdate: {}, ...strategy, type: 'RollingUpdate' } : strategy;
      if (typed.type !== 'RollingUpdate') return typed;
      return update(typed, 'rollingUpdate', (rolling) => fillAbsent(rolling, { partition: 0 }));
    });
    result = update(result, 'persistentVolumeClaimRetentionPolicy', (policy) => fillZero(policy, RETAIN));
    result = update(result, 'volumeClaimTemplates', (claims) => each(claims, defaultClaim));
    return update(result, 'template', defaultPodTemplate);
  });
}

export function defaultDaemonSet(set: DaemonSet): DaemonSet {
  return update(set, 'spec', (spec) => {
    const result = update(
      fillAbsent(spec, { revisionHistoryLimit: 10, updateStrategy: {} }),
      'updateStrategy',
      (strategy) => {
        const typed = fillZero(strategy, { type: 'RollingUpdate' });
        if (typed.type !== 'RollingUpdate') return typed;
        const rolling = fillAbsent(typed, { rollingUpdate: {} });
        return update(rolling, 'rollingUpdate', (each) => fillAbsent(each, ONE_BY_ONE));
      },
    );
    return update(result, 'template', defaultPodTemplate);
  });
}

/** Defaults of a Job; its selector is generated later (pkg/apis/batch/v1/defaults.go). */
export function defaultJob(job: Job): Job {
  const labelled = fillEmptyLabels(job, job.spec?.template?.metadata?.labels ?? {});
  return update(labelled, 'spec', (spec) => {
    const once = spec.completions === undefined && spec.parallelism === undefined ? { completions: 1 } : {};
    const result = fillAbsent(spec, {
      ...once,
      parallelism: 1,
      backoffLimit: spec.backoffLimitPerIndex === undefined ? 6 : INT32_MAX,
      completionMode: 'NonIndexed',
      suspend: false,
      podReplacementPolicy: spec.podFailurePolicy === undefined ? 'TerminatingOrFailed' : 'Failed',
      manualSelector: false,
    });
    return update(result, 'template', defaultPodTemplate);
  });
}

/** Defaults of a CronJob; those of its Jobs come with the Jobs. */
export function defaultCronJob(cronJob: CronJob): CronJob {
  return update(cronJob, 'spec', (spec) => {
    const limits = { suspend: false, successfulJobsHistoryLimit: 3, failedJobsHistoryLimit: 1 };
    const result = fillAbsent(fillZero(spec, { concurrencyPolicy: 'Allow' }), limits);
    return update(result, 'jobTemplate', (template) =>
      update(template, 'spec', (job) => update(job, 'template', defaultPodTemplate)),
    );
  });
}

type Claim = NonNullable<NonNullable<StatefulSet['spec']>['volumeClaimTemplates']>[number];

function defaultClaim(claim: Claim): Claim {
  return update(claim, 'spec', (spec) => fillAbsent(spec, { volumeMode: 'Filesystem' }));
}

function fillEmptyLabels<T extends ReplicationController | Job>(
  object: T,
  labels: NonNullable<LabelSelector['matchLabels']>,
): T {
  if (Object.keys(object.metadata?.labels ?? {}).length > 0 || Object.keys(labels).length === 0) return object;
  return { ...object, metadata: { ...object.metadata, labels } };
}
