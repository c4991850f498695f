import type { NetworkPolicy, Resource } from '../../../../model/index.ts';
import type { PolicyDialect } from '../../contract/dialect.ts';
import { networkPolicyChanges } from './changes.ts';
import { compileNetworkPolicy } from './compile.ts';
import { ignoredRules } from './policy-types.ts';

/** NetworkPolicy of networking.k8s.io/v1. */
export const networkPolicy: PolicyDialect = {
  kinds: ['NetworkPolicy'],
  compile: (policy, context) => [compileNetworkPolicy(policy as Resource<NetworkPolicy>, context)],
  changes: ({ object }) => networkPolicyChanges(object),
  ignoredRules: (policy) => ignoredRules((policy as Resource<NetworkPolicy>).object),
};
