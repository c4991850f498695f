import type { Protocol } from '../../../../model/index.ts';
import type { RankedPolicy, RankedRule, RankedSpec } from '../shared/api.ts';

/**
 * AdminNetworkPolicy and BaselineAdminNetworkPolicy v1alpha1.
 *
 * kubernetes-sigs/network-policy-api apis/v1alpha1 (v0.1.7).
 */
export interface AdminNetworkPolicy extends RankedPolicy<AdminRule> {
  readonly spec?: RankedSpec<AdminRule> & { readonly priority: number };
}

export type BaselineAdminNetworkPolicy = RankedPolicy<AdminRule>;

export interface AdminRule extends RankedRule {
  readonly ports?: readonly AdminPort[];
}

/** Exactly one field is set. */
export interface AdminPort {
  readonly portNumber?: { readonly protocol: Protocol; readonly port: number };
  readonly portRange?: { readonly protocol: Protocol; readonly start: number; readonly end: number };
  readonly namedPort?: string;
}
