import type { FieldPath, LabelSelector } from '../../model/index.ts';
import type { CronJob, Job } from '../written.ts';
import { validateSchedule } from './cron-schedule.ts';
import { dnsLabel } from './formats.ts';
import { validatePodTemplate } from './pod.ts';
import type { Report } from './report.ts';
import { invalid, nonNegative, notSupported, required } from './report.ts';
import { isEmptySelector, shownSelector, validateLabelSelector, validateSelectorMatchesTemplate } from './selector.ts';

type JobSpec = NonNullable<Job['spec']>;

const CONCURRENCY: readonly string[] = ['Allow', 'Forbid', 'Replace'];
const MOST_CRON_NAME_CHARACTERS = 52;
const COUNTS = [
  'parallelism',
  'completions',
  'activeDeadlineSeconds',
  'backoffLimit',
  'ttlSecondsAfterFinished',
  'backoffLimitPerIndex',
  'maxFailedIndexes',
] as const;

/**
 * Checks a Job beyond its metadata. Its selector and the labels that go with it are generated later, unless
 * `manualSelector` says otherwise.
 *
 * pkg/apis/batch/validation/validation.go
 */
export function validateJob(report: Report, { metadata, spec = { template: {} } }: Job): void {
  validateJobSpec(report, ['spec'], spec);
  const usable = validateLabelSelector(report, ['spec', 'selector'], spec.selector);
  if (spec.manualSelector === true) {
    if (spec.selector === undefined) required(report, ['spec', 'selector']);
    if (usable) validateSelectorMatchesTemplate(report, spec.selector, spec.template?.metadata?.labels);
  } else if (spec.selector !== undefined && usable && !isEmptySelector(spec.selector)) {
    validateOwnSelector(report, spec.selector, spec.template?.metadata?.labels);
  }
  const name = metadata?.name ?? '';
  const completions = spec.completionMode === 'Indexed' ? (spec.completions ?? 0) : 0;
  const lastHostname = `${name}-${completions - 1}`;
  if (completions > 0 && dnsLabel(lastHostname).length > 0) {
    const detail = `will not able to create pod with invalid DNS label: ${lastHostname}`;
    invalid(report, ['metadata', 'name'], name, detail);
  }
}

/** Checks a CronJob beyond its metadata. */
export function validateCronJob(report: Report, { metadata, spec }: CronJob): void {
  const { schedule = '', concurrencyPolicy = '' } = spec ?? {};
  const path = ['spec', 'jobTemplate', 'spec'];
  if (schedule === '') required(report, ['spec', 'schedule']);
  else validateSchedule(report, ['spec', 'schedule'], schedule);
  nonNegative(report, ['spec'], 'startingDeadlineSeconds', spec?.startingDeadlineSeconds);
  if (spec?.timeZone === '') {
    invalid(report, ['spec', 'timeZone'], spec.timeZone, 'timeZone must be nil or non-empty string');
  }
  if (!CONCURRENCY.includes(concurrencyPolicy)) {
    notSupported(report, ['spec', 'concurrencyPolicy'], concurrencyPolicy, CONCURRENCY);
  }
  const job = spec?.jobTemplate?.spec ?? { template: {} };
  validateJobSpec(report, path, job);
  if (job.selector !== undefined) {
    invalid(report, [...path, 'selector'], shownSelector(job.selector), '`selector` will be auto-generated');
  }
  if (job.manualSelector === true) notSupported(report, [...path, 'manualSelector'], true, ['nil', 'false']);
  nonNegative(report, ['spec'], 'successfulJobsHistoryLimit', spec?.successfulJobsHistoryLimit);
  nonNegative(report, ['spec'], 'failedJobsHistoryLimit', spec?.failedJobsHistoryLimit);
  const name = metadata?.name ?? '';
  if (name.length > MOST_CRON_NAME_CHARACTERS) {
    invalid(report, ['metadata', 'name'], name, `must be no more than ${MOST_CRON_NAME_CHARACTERS} characters`);
  }
}

function validateJobSpec(report: Report, path: FieldPath, spec: JobSpec): void {
  for (const field of COUNTS) nonNegative(report, path, field, spec[field]);
  const { completionMode = 'NonIndexed', template = {} } = spec;
  if (completionMode !== 'NonIndexed' && completionMode !== 'Indexed') {
    notSupported(report, [...path, 'completionMode'], completionMode, ['NonIndexed', 'Indexed']);
  } else if (completionMode === 'Indexed' && spec.completions === undefined) {
    required(report, [...path, 'completions'], 'when completion mode is Indexed');
  }
  for (const field of completionMode === 'NonIndexed' ? (['backoffLimitPerIndex', 'maxFailedIndexes'] as const) : []) {
    const value = spec[field];
    if (value !== undefined) invalid(report, [...path, field], value, 'requires indexed completion mode');
  }
  validatePodTemplate(report, [...path, 'template'], template);
  validateEnd(report, [...path, 'template', 'spec', 'restartPolicy'], template.spec?.restartPolicy);
}

/** Pods of a Job end; that a policy is missing shows as `Always`, its default. */
function validateEnd(report: Report, at: FieldPath, restartPolicy = 'Always'): void {
  if (restartPolicy === 'Always') required(report, at, 'valid values: "OnFailure", "Never"');
  else if (restartPolicy !== 'OnFailure' && restartPolicy !== 'Never') {
    notSupported(report, at, restartPolicy, ['OnFailure', 'Never']);
  }
}

/** A selector of the user's own can hold only beside `manualSelector`, for the labels of the pods are not theirs alone. */
function validateOwnSelector(
  report: Report,
  selector: LabelSelector,
  labels: Readonly<Record<string, string>> | undefined,
): void {
  invalid(report, ['spec', 'selector'], shownSelector(selector), '`selector` not auto-generated');
  validateSelectorMatchesTemplate(report, selector, labels);
}
