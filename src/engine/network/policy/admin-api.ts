import type { LabelSelector, ObjectMeta, Protocol } from '../../model/index.ts';

/**
 * The fields of the network-policy-api kinds that decide about traffic: AdminNetworkPolicy and
 * BaselineAdminNetworkPolicy v1alpha1, ClusterNetworkPolicy v1alpha2.
 *
 * kubernetes-sigs/network-policy-api apis/v1alpha1/adminnetworkpolicy_types.go and
 * apis/v1alpha2/clusternetworkpolicy_types.go.
 */
export interface AdminNetworkPolicy {
  readonly metadata?: ObjectMeta;
  readonly spec?: AdminPolicySpec & { readonly priority: number };
}

export interface BaselineAdminNetworkPolicy {
  readonly metadata?: ObjectMeta;
  readonly spec?: AdminPolicySpec;
}

export interface ClusterNetworkPolicy {
  readonly metadata?: ObjectMeta;
  readonly spec?: AdminPolicySpec & { readonly tier: 'Admin' | 'Baseline'; readonly priority: number };
}

export interface AdminPolicySpec {
  /** Exactly one field is set. */
  readonly subject: PodsPeer;
  readonly ingress?: readonly AdminRule[];
  readonly egress?: readonly AdminRule[];
}

/** `ports` belongs to v1alpha1, `protocols` to v1alpha2. */
export interface AdminRule {
  readonly name?: string;
  readonly action: 'Allow' | 'Accept' | 'Deny' | 'Pass';
  readonly from?: readonly AdminPeer[];
  readonly to?: readonly AdminPeer[];
  readonly ports?: readonly AdminPort[];
  readonly protocols?: readonly ClusterPolicyProtocol[];
}

interface PodsPeer {
  readonly namespaces?: LabelSelector;
  readonly pods?: { readonly namespaceSelector?: LabelSelector; readonly podSelector?: LabelSelector };
}

/** Exactly one field is set; the last three only in egress rules. */
export interface AdminPeer extends PodsPeer {
  readonly nodes?: LabelSelector;
  readonly networks?: readonly string[];
  readonly domainNames?: readonly string[];
}

/** Exactly one field is set; `protocol` is TCP where it is absent. */
export interface AdminPort {
  readonly portNumber?: { readonly protocol?: Protocol; readonly port: number };
  readonly portRange?: { readonly protocol?: Protocol; readonly start: number; readonly end: number };
  readonly namedPort?: string;
}

/** Exactly one field is set. */
export interface ClusterPolicyProtocol {
  readonly tcp?: ClusterPolicyTransport;
  readonly udp?: ClusterPolicyTransport;
  readonly sctp?: ClusterPolicyTransport;
  readonly destinationNamedPort?: string;
}

export interface ClusterPolicyTransport {
  readonly destinationPort?: {
    readonly number?: number;
    readonly range?: { readonly start: number; readonly end: number };
  };
}
