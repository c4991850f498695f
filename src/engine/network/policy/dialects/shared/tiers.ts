import type { PolicyTier } from '../../contract/tier.ts';

/*
 * The tiers of the policies that SIG Network specifies.
 * https://network-policy-api.sigs.k8s.io/api-overview, ClusterNetworkPolicySpec.tier
 */

export const ADMIN: PolicyTier = { name: 'admin', order: 100, combine: 'first-match', atEnd: 'next' };

/** The policies of namespaces: they only add, and isolate the pods that they select. */
export const NETWORK: PolicyTier = { name: 'network', order: 200, combine: 'any-allow', atEnd: 'deny' };

export const BASELINE: PolicyTier = { name: 'baseline', order: 300, combine: 'first-match', atEnd: 'next' };
