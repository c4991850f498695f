import type { Problem } from '../problem.ts';
import type { GroupVersionKind } from '../schema/index.ts';
import { isServedIn, type Lifecycle, lifecycleOf, servedVersions } from './lifecycles.ts';

/** The first release whose server warns of deprecated versions (KEP-1693). */
const WARNS_SINCE = 19;

/**
 * What kubectl says of a kind that a release has in no such version: that it was removed, or is to come (apimachinery
 * pkg/api/meta/errors.go, NoKindMatchError; cli-runtime pkg/resource/mapper.go).
 */
export function unservedProblem({ apiVersion, kind }: GroupVersionKind, minor: number): Problem | undefined {
  const lifecycle = lifecycleOf(apiVersion, kind);
  if (lifecycle === undefined || isServedIn(lifecycle, minor)) return undefined;
  const message = `no matches for kind "${kind}" in version "${apiVersion}"; ensure CRDs are installed first`;
  return { path: ['apiVersion'], code: 'unknown-kind', message, hint: hintOf({ apiVersion, kind }, lifecycle, minor) };
}

function hintOf({ apiVersion, kind }: GroupVersionKind, lifecycle: Lifecycle, minor: number): string {
  const { introduced, removed, use, useKind } = lifecycle;
  if (removed === undefined || minor < introduced) {
    const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
    const older = [...servedVersions(group, kind, minor), ...servedVersions('extensions', kind, minor)];
    const instead = older.length === 0 ? '' : `: use apiVersion: ${older.join(' or ')}`;
    return `Kubernetes 1.${introduced} introduced it, and the cluster is of 1.${minor}${instead}`;
  }
  const instead = use === undefined ? ', and nothing took its place' : `: use apiVersion: ${use}`;
  return `Kubernetes 1.${removed} removed it${instead}${useKind === undefined ? '' : `, kind: ${useKind}`}`;
}

/** What a server of the release warns of, which still has the kind in that version (apiserver pkg/endpoints/deprecation). */
export function warningOf({ apiVersion, kind }: GroupVersionKind, minor: number): Problem | undefined {
  const lifecycle = lifecycleOf(apiVersion, kind);
  if (lifecycle?.deprecated === undefined || minor < Math.max(WARNS_SINCE, lifecycle.deprecated)) return undefined;
  // Where the value of a field decides: validation warns.
  if (lifecycle.removed === undefined) return undefined;
  return {
    path: ['apiVersion'],
    code: 'deprecated-api',
    severity: 'warning',
    message: deprecation({ apiVersion, kind }, lifecycle),
  };
}

/** The API server's words for a version that is, or is about to be, gone. */
export function deprecation(
  { apiVersion, kind }: GroupVersionKind,
  { deprecated, removed, use, useKind = kind }: Lifecycle,
): string {
  const since = deprecated === undefined ? '' : ` deprecated in v1.${deprecated}+`;
  const until = removed === undefined ? '' : ` unavailable in v1.${removed}+`;
  const instead = use === undefined ? '' : `; use ${use} ${useKind}`;
  return `${apiVersion} ${kind} is${[since, until].filter(Boolean).join(',')}${instead}`;
}
