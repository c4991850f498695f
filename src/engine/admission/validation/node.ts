import type { Node } from '../written.ts';
import { legacyCidr } from './addresses.ts';
import type { Report } from './report.ts';
import { invalid } from './report.ts';
import { validateTaints } from './taints.ts';

/** Checks a Node beyond its metadata (ValidateNode in core validation.go); taints the server places under `metadata`. */
export function validateNode(report: Report, { spec }: Node): void {
  validateTaints(report, ['spec', 'taints'], 'metadata.taints', spec?.taints ?? []);
  const { podCIDR } = spec ?? {};
  const single = podCIDR === undefined || podCIDR === '' ? [] : [podCIDR];
  const blocks = spec?.podCIDRs ?? single;
  const written = spec?.podCIDRs === undefined ? ['spec', 'podCIDR'] : undefined;
  const families = blocks.map((block, index) => {
    const field = { path: written ?? ['spec', 'podCIDRs', index], shown: `spec.podCIDRs[${index}]` };
    return legacyCidr(report, field, block)?.family;
  });
  if (blocks.length > 2 || (blocks.length === 2 && families[0] === families[1] && families[0] !== undefined)) {
    invalid(report, ['spec', 'podCIDRs'], blocks, 'may specify no more than one CIDR for each IP family');
  }
}
