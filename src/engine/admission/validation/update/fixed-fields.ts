import type { KubernetesObject } from '../../../model/index.ts';
import type { EndpointSlice, IngressClass, Node, PriorityClass } from '../../written.ts';
import { forbidden, invalid, type Report } from '../report.ts';
import { isSame } from './differences.ts';
import { immutable } from './immutable.ts';

/** A node keeps its pod CIDRs and its machine, once it has them (ValidateNodeUpdate). */
export function validateNodeUpdate(report: Report, before: Node, after: Node): void {
  const [old, cidrs] = [podCIDRs(before), podCIDRs(after)];
  if (old.length > 0 && !isSame(old, cidrs)) {
    forbidden(report, ['spec', 'podCIDRs'], 'node updates may not change podCIDR except from "" to valid');
  }
  const provider = before.spec?.providerID ?? '';
  if (provider !== '' && provider !== after.spec?.providerID) {
    forbidden(report, ['spec', 'providerID'], 'node updates may not change providerID except from "" to valid');
  }
}

/** The plural field holds all of them, the singular one the first. */
function podCIDRs({ spec = {} }: Node): readonly string[] {
  const { podCIDR = '', podCIDRs: all = [] } = spec;
  if (all.length > 0) return all;
  return podCIDR === '' ? [] : [podCIDR];
}

/** kubernetes pkg/apis/discovery/validation/validation.go. */
export function validateEndpointSliceUpdate(report: Report, before: EndpointSlice, after: EndpointSlice): void {
  immutable(report, ['addressType'], before.addressType, after.addressType);
}

/** kubernetes pkg/apis/networking/validation/validation.go. */
export function validateIngressClassUpdate(report: Report, before: IngressClass, after: IngressClass): void {
  immutable(report, ['spec', 'controller'], before.spec?.controller, after.spec?.controller);
}

/** kubernetes pkg/apis/scheduling/validation/validation.go. */
export function validatePriorityClassUpdate(report: Report, before: PriorityClass, after: PriorityClass): void {
  if (before.value !== after.value) forbidden(report, ['value'], 'may not be changed in an update.');
  immutable(report, ['preemptionPolicy'], before.preemptionPolicy, after.preemptionPolicy);
}

interface Binding extends KubernetesObject {
  readonly roleRef?: { readonly apiGroup?: string; readonly kind?: string; readonly name?: string };
}

/** A RoleBinding's or ClusterRoleBinding's role stays (kubernetes pkg/apis/rbac/validation/validation.go). */
export function validateBindingUpdate(report: Report, before: Binding, after: Binding): void {
  const { apiGroup = '', kind = '', name = '' } = after.roleRef ?? {};
  const shown = { APIGroup: apiGroup, Kind: kind, Name: name };
  if (!isSame(before.roleRef, after.roleRef)) invalid(report, ['roleRef'], shown, 'cannot change roleRef');
}
