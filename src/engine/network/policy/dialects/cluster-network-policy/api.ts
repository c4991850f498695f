import type { RankedPolicy, RankedRule, RankedSpec } from '../shared/api.ts';

/**
 * ClusterNetworkPolicy v1beta1, and v1alpha2, whose structure is the same.
 *
 * kubernetes-sigs/network-policy-api apis/v1beta1 (v0.3.0).
 */
export interface ClusterNetworkPolicy extends RankedPolicy<ClusterRule> {
  readonly spec?: RankedSpec<ClusterRule> & { readonly tier: 'Admin' | 'Baseline'; readonly priority: number };
}

export interface ClusterRule extends RankedRule {
  readonly protocols?: readonly ClusterProtocol[];
}

/** Exactly one field is set. */
export interface ClusterProtocol {
  readonly tcp?: ClusterTransport;
  readonly udp?: ClusterTransport;
  readonly sctp?: ClusterTransport;
  readonly destinationNamedPort?: string;
}

export interface ClusterTransport {
  readonly destinationPort?: {
    readonly number?: number;
    readonly range?: { readonly start: number; readonly end: number };
  };
}
