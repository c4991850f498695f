import type { Change, ClusterView, Deployment, ReplicaSet, Resource } from '../../model/index.ts';
import { compareText, isFinished } from '../../model/index.ts';
import { claim } from './claim.ts';
import type { Controller } from './controller.ts';
import { annotated, newReplicaSet, resized, revisionOf, scaled } from './deployment-replica-sets.ts';
import { deploymentStatus } from './deployment-status.ts';
import type { ReplicaCount, RolloutStep } from './rolling-update.ts';
import { recreate, rollForward, rolloutLimits } from './rolling-update.ts';
import { templateHash } from './template-hash.ts';
import { putChanged } from './writing.ts';

const HISTORY_LIMIT = 10;

/**
 * Keeps one ReplicaSet for each pod template a Deployment has had, and moves the pods to the newest (kubernetes
 * pkg/controller/deployment).
 */
export const deploymentController: Controller = {
  name: 'deployment-controller',
  reconcile: (view) => ({
    changes: view.list('Deployment').flatMap((deployment) => reconcileDeployment(view, deployment)),
    diagnostics: [],
  }),
};

function reconcileDeployment(view: ClusterView, deployment: Resource<Deployment>): readonly Change[] {
  const { spec, metadata } = deployment.object;
  if (metadata.deletionTimestamp !== undefined) return [];
  const { owned, changes } = claim(view, { kind: 'ReplicaSet', owner: deployment, selector: spec.selector });
  const hash = templateHash(spec.template);
  const fresh = owned.find(({ object }) => templateHash(object.spec.template) === hash);
  const old = owned.filter((each) => each !== fresh).sort(byRevision);
  const step = nextStep(view, deployment, fresh, old);
  return [
    ...changes,
    ...resizing(view, { deployment, fresh, old, step }),
    ...putChanged(deployment, { ...annotated(deployment, fresh), status: deploymentStatus(deployment, fresh, owned) }),
  ];
}

function nextStep(
  view: ClusterView,
  deployment: Resource<Deployment>,
  fresh: Resource<ReplicaSet> | undefined,
  old: readonly Resource<ReplicaSet>[],
): RolloutStep {
  const { spec } = deployment.object;
  const desired = spec.replicas;
  if (spec.paused === true) return pausedStep(desired, fresh, old);
  const counts = old.map(countOf);
  if (spec.strategy?.type === 'Recreate') return recreate({ desired, old: counts }, isDrained(view, old));
  const limits = rolloutLimits(spec.strategy?.rollingUpdate, desired);
  return rollForward({ desired, ...limits, old: counts, ...(fresh !== undefined && { fresh: countOf(fresh) }) });
}

/** Recreate waits for the last old pod to be gone, even for one that cannot end because its node is down. */
function isDrained(view: ClusterView, old: readonly Resource<ReplicaSet>[]): boolean {
  return old.every(({ ref }) => view.ownedBy('Pod', ref).every(({ object }) => isFinished(object)));
}

/** A paused Deployment starts no rollout; it still scales the one ReplicaSet that is active, or else the latest. */
function pausedStep(
  desired: number,
  fresh: Resource<ReplicaSet> | undefined,
  old: readonly Resource<ReplicaSet>[],
): RolloutStep {
  const all = fresh === undefined ? old : [...old, fresh];
  const active = all.filter(({ object }) => object.spec.replicas > 0);
  const scaled = active.length > 1 ? undefined : (active[0] ?? all.at(-1));
  if (scaled === undefined) return { old: new Map() };
  return scaled === fresh ? { fresh: desired, old: new Map() } : { old: new Map([[scaled.ref.name, desired]]) };
}

interface Resizing {
  readonly deployment: Resource<Deployment>;
  readonly fresh: Resource<ReplicaSet> | undefined;
  readonly old: readonly Resource<ReplicaSet>[];
  readonly step: RolloutStep;
}

function resizing(view: ClusterView, { deployment, fresh, old, step }: Resizing): readonly Change[] {
  const changes: Change[] = [];
  const revision = Math.max(0, ...old.map(revisionOf)) + 1;
  if (fresh !== undefined) {
    const size = step.fresh ?? countOf(fresh).replicas;
    changes.push(...putChanged(fresh, resized(deployment, fresh, size, Math.max(revision, revisionOf(fresh)))));
  } else if (step.fresh !== undefined) {
    changes.push(...newReplicaSet(view, deployment, step.fresh, revision));
  }
  for (const each of old) {
    const size = step.old.get(each.ref.name);
    if (size === undefined || size === countOf(each).replicas) continue;
    changes.push(...putChanged(each, scaled(deployment, each, size)));
  }
  return [...changes, ...forgotten(view, deployment, old)];
}

/** Old ReplicaSets without pods, beyond `revisionHistoryLimit`, oldest first. */
function forgotten(
  view: ClusterView,
  deployment: Resource<Deployment>,
  old: readonly Resource<ReplicaSet>[],
): readonly Change[] {
  const excess = old.length - (deployment.object.spec.revisionHistoryLimit ?? HISTORY_LIMIT);
  return old
    .slice(0, Math.max(0, excess))
    .filter(({ ref, object }) => object.spec.replicas === 0 && view.ownedBy('Pod', ref).length === 0)
    .map(({ ref }) => ({ kind: 'delete', ref }));
}

function byRevision(a: Resource<ReplicaSet>, b: Resource<ReplicaSet>): number {
  return revisionOf(a) - revisionOf(b) || compareText(a.ref.name, b.ref.name);
}

function countOf({ ref, object }: Resource<ReplicaSet>): ReplicaCount {
  const replicas = object.spec.replicas;
  return { name: ref.name, replicas, available: Math.min(replicas, object.status?.availableReplicas ?? 0) };
}
