import { queryOf } from '../path-match.ts';
import { pathPattern } from './path-pattern.ts';
import type { Location } from './servers.ts';
import { rewriteTarget } from './servers.ts';

/**
 * The path that the backend gets: the whole path is replaced where the location rewrites it, the query stays. `undefined`
 * for a target that is a redirect, or that uses variables of nginx.
 *
 * https://kubernetes.github.io/ingress-nginx/examples/rewrite/
 */
export function rewrittenPath(
  location: Location,
  request: { readonly path: string; readonly target: string },
): string | undefined {
  const target = rewriteTarget(location);
  if (target === undefined) return request.target;
  if (!target.startsWith('/') || /\$(?!\d)/.test(target)) return undefined;
  const pattern = pathPattern(location.path);
  if (pattern === undefined) return undefined;
  const groups = pattern.exec(request.path);
  if (groups === undefined) return request.target;
  return target.replace(/\$(\d)/g, (_, digit: string) => groups[Number(digit)] ?? '') + queryOf(request.target);
}
