import { needsHealthCheck } from '../../../model/index.ts';
import type { Service, ServiceSpec } from '../../written.ts';
import { type Field, forbidden, invalid, type Report } from '../report.ts';

const ONCE = 'may not change once set';

/**
 * Checks what changed in a Service: its addresses and families stay, but for a second one, which may come and go
 * (ValidateServiceUpdate in kubernetes pkg/apis/core/validation/validation.go). What the new version leaves open has the
 * values of the old one already.
 */
export function validateServiceUpdate(report: Report, before: Service, after: Service): void {
  const [old, spec] = [before.spec, after.spec];
  if (old === undefined || spec === undefined) return;
  validateClusterIPs(report, old, spec);
  validateFamilies(report, old, spec);
  if (old.type === 'LoadBalancer' && spec.type === 'LoadBalancer' && old.loadBalancerClass !== spec.loadBalancerClass) {
    invalid(report, ['spec', 'loadBalancerClass'], spec.loadBalancerClass ?? null, ONCE);
  }
  const checked = needsHealthCheck(old) && needsHealthCheck(spec);
  if (checked && old.healthCheckNodePort !== spec.healthCheckNodePort) {
    forbidden(report, ['spec', 'healthCheckNodePort'], 'field is immutable');
  }
}

function validateClusterIPs(report: Report, before: ServiceSpec, after: ServiceSpec): void {
  if (before.type === 'ExternalName' || after.type === 'ExternalName') return;
  const [old, ips] = [clusterIPs(before), clusterIPs(after)];
  if (isHeadless(old) && isHeadless(ips)) return;
  if (old.length === ips.length) {
    for (const [index, ip] of ips.entries()) {
      if (ip !== old[index]) invalid(report, clusterIPField(after, index), ips, ONCE);
    }
    return;
  }
  if (old.length > 0 && ips.length > 0 && ips[0] !== old[0]) invalid(report, clusterIPField(after, 0), ips, ONCE);
  if (old.length < ips.length) return;
  if (ips.length === 0) invalid(report, clusterIPField(after, 0), null, 'primary clusterIP can not be unset');
  if (ips.length === 1) requireSingleStack(report, after, 'clusterIP');
}

function validateFamilies(report: Report, before: ServiceSpec, after: ServiceSpec): void {
  if (before.type === 'ExternalName' || after.type === 'ExternalName') return;
  if (isHeadless(clusterIPs(before)) || isHeadless(clusterIPs(after))) return;
  const { ipFamilies: old = [] } = before;
  const { ipFamilies: families = [] } = after;
  const path = ['spec', 'ipFamilies', 0];
  if (old.length === families.length) {
    for (const [index, family] of families.entries()) {
      if (family !== old[index]) invalid(report, path, families, ONCE);
    }
    return;
  }
  // The server prints the addresses here, not the families.
  if (old.length > 0 && families.length > 0 && families[0] !== old[0]) invalid(report, path, clusterIPs(after), ONCE);
  if (old.length > families.length && families.length === 1) requireSingleStack(report, after, 'ipFamily');
}

function requireSingleStack(report: Report, { ipFamilyPolicy }: ServiceSpec, released: string): void {
  if (ipFamilyPolicy === 'SingleStack') return;
  const detail = `must be set to 'SingleStack' when releasing the secondary ${released}`;
  invalid(report, ['spec', 'ipFamilyPolicy'], ipFamilyPolicy ?? null, detail);
}

/** `clusterIPs` follows from `clusterIP` where that alone is written. */
function clusterIPs({ clusterIP = '', clusterIPs: all = [] }: ServiceSpec): readonly string[] {
  if (all.length > 0) return all;
  return clusterIP === '' ? [] : [clusterIP];
}

function clusterIPField({ clusterIPs: all = [] }: ServiceSpec, index: number): Field {
  const path = all.length > 0 ? ['spec', 'clusterIPs', index] : ['spec', 'clusterIP'];
  return { path, shown: `spec.clusterIPs[${index}]` };
}

function isHeadless(ips: readonly string[]): boolean {
  return ips.length === 1 && ips[0] === 'None';
}
