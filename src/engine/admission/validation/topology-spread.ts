import type { FieldPath } from '../../model/index.ts';
import { formatFieldPath } from '../../model/index.ts';
import type { PodSpec } from '../written.ts';
import type { Report } from './report.ts';
import { duplicate, invalid, notSupported, required } from './report.ts';
import { validateLabelSelector } from './selector.ts';

type Spread = NonNullable<PodSpec['topologySpreadConstraints']>[number];

const WHEN_UNSATISFIABLE: readonly string[] = ['DoNotSchedule', 'ScheduleAnyway'];
const NODE_POLICIES: readonly string[] = ['Honor', 'Ignore'];

/** Checks how a pod is spread (validateTopologySpreadConstraints). */
export function validateTopologySpread(report: Report, path: FieldPath, constraints: readonly Spread[]): void {
  for (const [index, constraint] of constraints.entries()) {
    const at = [...path, index];
    const { maxSkew = 0, topologyKey = '', whenUnsatisfiable = '', minDomains, labelSelector } = constraint;
    if (maxSkew <= 0) invalid(report, [...at, 'maxSkew'], maxSkew, 'must be greater than zero');
    if (topologyKey === '') required(report, [...at, 'topologyKey'], 'can not be empty');
    if (!WHEN_UNSATISFIABLE.includes(whenUnsatisfiable)) {
      notSupported(report, [...at, 'whenUnsatisfiable'], whenUnsatisfiable, WHEN_UNSATISFIABLE);
    }
    const twin = (other: Spread) => other.topologyKey === topologyKey && other.whenUnsatisfiable === whenUnsatisfiable;
    if (constraints.slice(index + 1).some(twin)) {
      const field = { path: at, shown: `${formatFieldPath(at)}.{topologyKey, whenUnsatisfiable}` };
      duplicate(report, field, `{${topologyKey}, ${whenUnsatisfiable}}`);
    }
    if (minDomains !== undefined) validateMinDomains(report, [...at, 'minDomains'], minDomains, whenUnsatisfiable);
    for (const policy of ['nodeAffinityPolicy', 'nodeTaintsPolicy'] as const) {
      const value = constraint[policy];
      if (value !== undefined && !NODE_POLICIES.includes(value)) {
        notSupported(report, [...at, policy], value, NODE_POLICIES);
      }
    }
    validateLabelSelector(report, [...at, 'labelSelector'], labelSelector);
  }
}

function validateMinDomains(report: Report, at: FieldPath, minDomains: number, action: string): void {
  if (minDomains <= 0) invalid(report, at, minDomains, 'must be greater than zero');
  if (action === 'DoNotSchedule') return;
  invalid(report, at, minDomains, `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${action}`);
}
