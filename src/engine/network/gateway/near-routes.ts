import type { Considered, FieldPath, ObjectRef } from '../../model/index.ts';
import { formatRef } from '../../model/index.ts';
import type { Controller } from './controller.ts';
import { hostTier, requestHost } from './host-match.ts';
import { hasPrefix, requestPath } from './path-match.ts';
import type { Route } from './route.ts';
import { routesOf } from './route.ts';
import type { GatewayTable } from './table.ts';

/** How many near misses an explanation lists at most. */
const SHOWN = 5;

interface Miss {
  /** The nearer, the lower. */
  readonly distance: number;
  readonly ref: ObjectRef;
  readonly path: FieldPath;
  readonly mismatch: string;
}

/** The rules that came near to taking a request: of Ingresses that are left alone, with another path, with another host. */
export function nearRoutes(
  table: GatewayTable,
  controller: Controller,
  request: { readonly host: string; readonly path: string },
): readonly Considered[] {
  const host = requestHost(request.host);
  const path = requestPath(request.path);
  const { served, left } = table.routing(controller);
  const misses = [
    ...served.flatMap(routesOf).map((route) => missOf(route, { host, path })),
    ...[...left.values()].flatMap(({ ingress, adoption }): Miss[] => {
      const fits = routesOf(ingress).some(
        (route) => hostTier(route.host, host) !== undefined && takesPath(route, path),
      );
      if (!fits) return [];
      const mismatch = `${formatRef(ingress.ref)} is not served: ${adoption.because}`;
      return [{ distance: 0, ref: ingress.ref, path: adoption.path, mismatch }];
    }),
  ];
  return misses
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, SHOWN)
    .map((miss) => ({ rule: table.rule(miss.ref, miss.path), mismatch: miss.mismatch }));
}

function missOf(route: Route, { host, path }: { readonly host: string; readonly path: string }): Miss {
  const { ref } = route.ingress;
  if (hostTier(route.host, host) !== undefined) {
    const mismatch = `the ${route.pathType} path ${route.path} does not take ${path}${pathHint(route, path)}`;
    return { distance: 1, ref, path: [...route.at, 'path'], mismatch };
  }
  const mismatch = `the host is ${route.host}, not ${host}${hostHint(route.host, host)}`;
  return { distance: takesPath(route, path) ? 2 : 3, ref, path: [...route.at.slice(0, 3), 'host'], mismatch };
}

function takesPath({ path, pathType }: Route, requested: string): boolean {
  return pathType === 'Exact' ? path === requested : hasPrefix(requested, path);
}

function pathHint({ path, pathType }: Route, requested: string): string {
  if (path.toLowerCase() === requested.toLowerCase()) return ': case counts';
  if (pathType === 'Exact' && hasPrefix(requested, path)) return ': Exact takes that very path alone';
  return requested.startsWith(path) ? ': a prefix ends where a path element ends' : '';
}

function hostHint(ruleHost: string, host: string): string {
  if (!ruleHost.startsWith('*.')) return '';
  const suffix = ruleHost.slice(1);
  if (host === suffix.slice(1)) return ': the wildcard stands for one label, and here is none';
  return host.endsWith(suffix) ? ': the wildcard stands for one label only' : '';
}
