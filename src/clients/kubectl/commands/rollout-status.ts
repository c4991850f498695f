import type { KubernetesObject, Resource } from '../../../engine/model/index.ts';
import { KubectlError } from '../kubectl-error.ts';
import type { Reply, Session } from '../session.ts';

type Workload = KubernetesObject & {
  readonly spec?: {
    readonly replicas?: number;
    readonly updateStrategy?: { readonly type?: string; readonly rollingUpdate?: { readonly partition?: number } };
  };
  readonly status?: {
    readonly replicas?: number;
    readonly updatedReplicas?: number;
    readonly availableReplicas?: number;
    readonly readyReplicas?: number;
    readonly updatedNumberScheduled?: number;
    readonly numberAvailable?: number;
    readonly desiredNumberScheduled?: number;
    readonly updateRevision?: string;
    readonly currentRevision?: string;
  };
};

/** How far a rollout is, in kubectl's words. */
interface Progress {
  readonly text: string;
  readonly isDone: boolean;
}

/**
 * `kubectl rollout status` of a cluster at rest: a rollout that is not done never will be, so that the command goes on
 * until its `--timeout`, or until somebody stops it (polymorphichelpers/rollout_status.go).
 */
export function rolloutStatus({ args }: Session, resources: readonly Resource[]): Reply {
  let stdout = '';
  const errors: KubectlError[] = [];
  for (const resource of resources) {
    const progress = progressOf(resource, Number(args.text('revision') ?? 0));
    if (progress instanceof KubectlError) {
      errors.push(progress);
      continue;
    }
    stdout += `${progress.text}\n`;
    if (progress.isDone || args.text('watch') === 'false') continue;
    if (/[1-9]/.test(args.text('timeout') ?? '')) {
      errors.push(new KubectlError('timed out waiting for the condition'));
      continue;
    }
    return { stdout, errors, endless: true };
  }
  return { stdout, errors };
}

function progressOf(resource: Resource, revision: number): Progress | KubectlError {
  const { ref } = resource;
  switch (ref.kind) {
    case 'Deployment':
      return deploymentProgress(resource, revision);
    case 'DaemonSet':
      return daemonSetProgress(resource);
    case 'StatefulSet':
      return statefulSetProgress(resource);
    default:
      return new KubectlError(`no status viewer has been implemented for ${ref.kind}`);
  }
}

function waiting(text: string): Progress {
  return { text, isDone: false };
}

function done(text: string): Progress {
  return { text, isDone: true };
}

function deploymentProgress({ ref, object }: Resource, wanted: number): Progress | KubectlError {
  const running = Number(object.metadata?.annotations?.['deployment.kubernetes.io/revision'] ?? 0);
  if (wanted > 0 && wanted !== running) {
    return new KubectlError(`desired revision (${wanted}) is different from the running revision (${running})`);
  }
  const { spec = {}, status = {} } = object as Workload;
  const { replicas = 0, updatedReplicas = 0, availableReplicas = 0 } = status;
  const start = `Waiting for deployment "${ref.name}" rollout to finish:`;
  const desired = spec.replicas ?? 1;
  if (updatedReplicas < desired) {
    return waiting(`${start} ${updatedReplicas} out of ${desired} new replicas have been updated...`);
  }
  if (replicas > updatedReplicas) {
    return waiting(`${start} ${replicas - updatedReplicas} old replicas are pending termination...`);
  }
  if (availableReplicas < updatedReplicas) {
    return waiting(`${start} ${availableReplicas} of ${updatedReplicas} updated replicas are available...`);
  }
  return done(`deployment "${ref.name}" successfully rolled out`);
}

const ONLY_ROLLING = 'rollout status is only available for RollingUpdate strategy type';

function daemonSetProgress({ ref, object }: Resource): Progress | KubectlError {
  const { spec = {}, status = {} } = object as Workload;
  if (spec.updateStrategy?.type === 'OnDelete') return new KubectlError(ONLY_ROLLING);
  const { desiredNumberScheduled: desired = 0, updatedNumberScheduled: updated = 0, numberAvailable = 0 } = status;
  const start = `Waiting for daemon set "${ref.name}" rollout to finish:`;
  if (updated < desired) return waiting(`${start} ${updated} out of ${desired} new pods have been updated...`);
  if (numberAvailable < desired) {
    return waiting(`${start} ${numberAvailable} of ${desired} updated pods are available...`);
  }
  return done(`daemon set "${ref.name}" successfully rolled out`);
}

function statefulSetProgress({ object }: Resource): Progress | KubectlError {
  const { spec = {}, status = {} } = object as Workload;
  if (spec.updateStrategy?.type === 'OnDelete') return new KubectlError(ONLY_ROLLING);
  const { replicas = 1, updateStrategy } = spec;
  const { readyReplicas = 0, updatedReplicas = 0, updateRevision = '', currentRevision = updateRevision } = status;
  const partition = updateStrategy?.rollingUpdate?.partition ?? 0;
  if (readyReplicas < replicas) return waiting(`Waiting for ${replicas - readyReplicas} pods to be ready...`);
  if (partition > 0) {
    if (updatedReplicas >= replicas - partition) {
      return done(`partitioned roll out complete: ${updatedReplicas} new pods have been updated...`);
    }
    const wanted = replicas - partition;
    return waiting(
      `Waiting for partitioned roll out to finish: ${updatedReplicas} out of ${wanted} new pods have been updated...`,
    );
  }
  if (updateRevision !== currentRevision) {
    return waiting(
      `waiting for statefulset rolling update to complete ${updatedReplicas} pods at revision ${updateRevision}...`,
    );
  }
  return done(`statefulset rolling update complete ${replicas} pods at revision ${updateRevision}...`);
}
