import type { PoliciesFile } from '../cluster-file.ts';
import { POLICY_SWITCHES } from '../enforcement.ts';
import type { ClusterProblem } from '../problem.ts';
import { NETWORK } from './paths.ts';

/** Checks what one file says of policies, without what it extends: the list of all kinds leaves nothing to switch. */
export function* checkPolicies(written: PoliciesFile): Generator<ClusterProblem> {
  if (written.enforced === undefined) return;
  for (const name of ['networkPolicy', 'adminNetworkPolicy', 'clusterNetworkPolicy'] as const) {
    if (written[name] === undefined) continue;
    yield {
      path: [...NETWORK, 'policies', name],
      code: 'policies-said-twice',
      message: `enforced lists all kinds that the plugin enforces, and ${name} says it again for ${POLICY_SWITCHES[name].join(' and ')}`,
      hint: `leave out ${name}`,
    };
  }
}
