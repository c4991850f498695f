import type { CatalogKind } from './kind-catalog.ts';
import type { Problem } from './problem.ts';

const POLICY_GROUPS: readonly string[] = ['networking.k8s.io', 'policy.networking.k8s.io'];
const ENDS_IN_POLICY = /NetworkPolicy$/;

/**
 * Reports whether network policy may mean something else because of the problem: anything wrong in the spec of a
 * policy, and a field of unknown name where labels and selectors stand.
 */
export function changesPolicy({ code, path }: Problem, kind: CatalogKind | undefined): boolean {
  if (kind === undefined) return true;
  if (isPolicy(kind)) return path[0] !== 'metadata' || code === 'unknown-field';
  return code === 'unknown-field' && path.some((step) => step === 'metadata' || step === 'selector');
}

function isPolicy({ group, kind }: CatalogKind): boolean {
  return POLICY_GROUPS.includes(group) && ENDS_IN_POLICY.test(kind);
}
