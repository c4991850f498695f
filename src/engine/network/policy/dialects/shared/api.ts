import type { LabelSelector, ObjectMeta } from '../../../../model/index.ts';

/**
 * The fields that the kinds of the network-policy-api have in common, as far as they decide about traffic.
 *
 * kubernetes-sigs/network-policy-api apis/v1alpha1/adminnetworkpolicy_types.go and
 * apis/v1beta1/clusternetworkpolicy_types.go.
 */
export interface RankedPolicy<R extends RankedRule = RankedRule> {
  readonly metadata?: ObjectMeta;
  readonly spec?: RankedSpec<R>;
}

export interface RankedSpec<R extends RankedRule> {
  /** Exactly one field is set. */
  readonly subject: PodsPeer;
  readonly ingress?: readonly R[];
  readonly egress?: readonly R[];
}

export interface RankedRule {
  readonly name?: string;
  readonly action: 'Allow' | 'Accept' | 'Deny' | 'Pass';
  readonly from?: readonly RankedPeer[];
  readonly to?: readonly RankedPeer[];
}

export interface PodsPeer {
  readonly namespaces?: LabelSelector;
  readonly pods?: { readonly namespaceSelector?: LabelSelector; readonly podSelector?: LabelSelector };
}

/** Exactly one field is set; the last three only in egress rules. */
export interface RankedPeer extends PodsPeer {
  readonly nodes?: LabelSelector;
  readonly networks?: readonly string[];
  readonly domainNames?: readonly string[];
}
