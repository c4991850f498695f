import { claimColumns } from './claim-columns.ts';
import { ageColumn, type Column } from './column.ts';
import { configurationColumns } from './configuration-columns.ts';
import { jobColumns } from './job-columns.ts';
import { networkColumns, policyApiColumns } from './network-columns.ts';
import { nodeColumns } from './node-columns.ts';
import { podColumns } from './pod-columns.ts';
import { serviceColumns } from './service-columns.ts';
import { workloadColumns } from './workload-columns.ts';

const byKind: ReadonlyMap<string, readonly Column[]> = new Map<string, readonly Column[]>(
  Object.entries({
    ...podColumns,
    ...nodeColumns,
    ...serviceColumns,
    ...workloadColumns,
    ...jobColumns,
    ...networkColumns,
    ...policyApiColumns,
    ...configurationColumns,
    ...claimColumns,
  }),
);

/** The columns after NAME; a kind that is not listed has AGE alone, as one of a CustomResourceDefinition has. */
export function columnsOf(kind: string): readonly Column[] {
  return byKind.get(kind) ?? [ageColumn];
}
