import type { CronJob, Job } from '../../engine/model/index.ts';
import { ageColumn, containerColumns, type KindColumns, NONE } from './column.ts';
import { selectorText } from './selector-text.ts';

/**
 * jobColumnDefinitions and cronJobColumnDefinitions in kubernetes pkg/printers/internalversion/printers.go. DURATION and
 * LAST SCHEDULE take a clock, and print what kubectl prints for a status without times: Curlew writes none.
 */
export const jobColumns: KindColumns<'Job' | 'CronJob'> = {
  Job: [
    { name: 'STATUS', cell: (job) => statusText(job) },
    { name: 'COMPLETIONS', cell: (job) => completions(job) },
    { name: 'DURATION', timed: true, cell: () => '' },
    ageColumn,
    ...containerColumns<Job>(({ spec }) => spec.template.spec.containers),
    { name: 'SELECTOR', wide: true, cell: ({ spec }) => selectorText(spec.selector) },
  ],
  CronJob: [
    { name: 'SCHEDULE', cell: ({ spec }) => spec.schedule },
    { name: 'TIMEZONE', cell: ({ spec }) => spec.timeZone ?? NONE },
    { name: 'SUSPEND', cell: ({ spec }) => (spec.suspend === true ? 'True' : 'False') },
    { name: 'ACTIVE', cell: ({ status }) => `${status?.active?.length ?? 0}` },
    { name: 'LAST SCHEDULE', timed: true, cell: () => NONE },
    ageColumn,
    ...containerColumns<CronJob>(({ spec }) => spec.jobTemplate.spec.template.spec.containers),
    { name: 'SELECTOR', wide: true, cell: ({ spec }) => selectorText(spec.jobTemplate.spec.selector) },
  ],
};

function statusText(job: Job): string {
  const holds = (wanted: string) => job.status?.conditions?.find(({ type }) => type === wanted)?.status === 'True';
  if (holds('Complete')) return 'Complete';
  if (holds('Failed')) return 'Failed';
  if (job.metadata.deletionTimestamp !== undefined) return 'Terminating';
  if (holds('Suspended')) return 'Suspended';
  return holds('FailureTarget') ? 'FailureTarget' : 'Running';
}

function completions({ spec, status }: Job): string {
  const succeeded = status?.succeeded ?? 0;
  if (spec.completions !== undefined) return `${succeeded}/${spec.completions}`;
  const parallelism = spec.parallelism ?? 1;
  return parallelism > 1 ? `${succeeded}/1 of ${parallelism}` : `${succeeded}/1`;
}
