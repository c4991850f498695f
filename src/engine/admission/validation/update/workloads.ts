import type { LabelSelector } from '../../../model/index.ts';
import type { DaemonSet, Deployment, Job, PodTemplateSpec, ReplicaSet, StatefulSet } from '../../written.ts';
import { invalid, type Report } from '../report.ts';
import { shownSelector } from '../selector.ts';
import { isSame } from './differences.ts';
import { frozen, immutable } from './immutable.ts';

/** A workload's selector stays as it was (kubernetes pkg/apis/apps/validation/validation.go). */
export function validateSelectorUpdate(
  report: Report,
  before: Deployment | ReplicaSet | DaemonSet,
  after: Deployment | ReplicaSet | DaemonSet,
): void {
  validateSelector(report, before.spec?.selector, after.spec?.selector);
}

function validateSelector(report: Report, old: LabelSelector | undefined, selector: LabelSelector | undefined): void {
  immutable(report, ['spec', 'selector'], old, selector, selector === undefined ? null : shownSelector(selector));
}

/** The fields of a StatefulSet's spec that may change, in the order in which the server's message has them. */
const UPDATABLE: readonly (keyof NonNullable<StatefulSet['spec']>)[] = [
  'replicas',
  'ordinals',
  'template',
  'updateStrategy',
  'revisionHistoryLimit',
  'persistentVolumeClaimRetentionPolicy',
  'minReadySeconds',
];

/** Checks what changed in a StatefulSet (ValidateStatefulSetUpdate); its history may be cut since 1.33. */
export function validateStatefulSetUpdate(report: Report, before: StatefulSet, after: StatefulSet): void {
  const fields = UPDATABLE.filter((field) => field !== 'revisionHistoryLimit' || report.gates.mutableRevisionHistory);
  const kept = Object.fromEntries(fields.map((field) => [field, before.spec?.[field]]));
  const names = fields.map((field) => `'${field}'`);
  const list = `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
  frozen(report, ['spec'], {
    before: before.spec,
    after: { ...after.spec, ...kept },
    detail: `updates to statefulset spec for fields other than ${list} are forbidden`,
  });
}

/** The fields of a Job's spec that stay as they were, beside its selector and template. */
const FIXED = [
  'completionMode',
  'podFailurePolicy',
  'backoffLimitPerIndex',
  'managedBy',
  'successPolicy',
] as const satisfies readonly (keyof NonNullable<Job['spec']>)[];

/** Checks what changed in a Job (ValidateJobSpecUpdate in kubernetes pkg/apis/batch/validation/validation.go). */
export function validateJobUpdate(report: Report, before: Job, after: Job): void {
  const [old, spec] = [before.spec, after.spec];
  if (old === undefined || spec === undefined) return;
  validateCompletions(report, old, spec);
  // A selector that is not written is made by the server, with labels of the template to match.
  if (spec.manualSelector === true || old.manualSelector === true) {
    validateSelector(report, old.selector, spec.selector);
  }
  const isUnstarted = old.suspend === true && before.status?.startTime === undefined;
  const template = isUnstarted ? withScheduling(old.template, spec.template) : old.template;
  immutable(report, ['spec', 'template'], template, spec.template);
  for (const field of FIXED) immutable(report, ['spec', field], old[field], spec[field]);
}

function validateCompletions(report: Report, old: NonNullable<Job['spec']>, spec: NonNullable<Job['spec']>): void {
  const path = ['spec', 'completions'];
  if (spec.completionMode !== 'Indexed') {
    immutable(report, path, old.completions, spec.completions, spec.completions ?? null);
    return;
  }
  if (isSame(old.completions, spec.completions) || spec.completions === undefined) return;
  if (spec.completions === spec.parallelism) return;
  invalid(report, path, spec.completions, 'can only be modified in tandem with spec.parallelism');
}

/** The old template with what may still change in a Job that is suspended and never ran: where its pods may go. */
function withScheduling(old: PodTemplateSpec, template: PodTemplateSpec): object {
  const { labels, annotations } = template.metadata ?? {};
  const { affinity, nodeSelector, tolerations, schedulingGates } = template.spec ?? {};
  const nodeAffinity = affinity?.nodeAffinity;
  return {
    metadata: { ...old.metadata, labels, annotations },
    spec: {
      ...old.spec,
      affinity: { ...old.spec?.affinity, nodeAffinity },
      nodeSelector,
      tolerations,
      schedulingGates,
    },
  };
}
