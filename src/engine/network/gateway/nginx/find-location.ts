import { compareText } from '../../../model/index.ts';
import { pathPattern } from './path-pattern.ts';
import type { Location, Server } from './servers.ts';
import { rewriteTarget, usesRegex } from './servers.ts';

/** The location that answers, a redirect to the same path with a slash, or why nobody can tell. */
export type FoundLocation =
  | { readonly kind: 'location'; readonly location: Location }
  | { readonly kind: 'slash'; readonly location: Location }
  | { readonly kind: 'unknown'; readonly location: Location; readonly because: string };

/** Chooses a location by the path of a request, which `normalPath` has made normal. Every server has one for `/`. */
export function findLocation(server: Server, path: string): FoundLocation | undefined {
  const written = writtenLocations(server.locations);
  return server.regex ? firstRegex(written, path) : nearestPrefix(written, path);
}

/** A `location` of nginx.conf. */
interface Written {
  readonly path: string;
  readonly exact: boolean;
  readonly location: Location;
}

/**
 * A Prefix path becomes two locations: the path with a slash at its end, and the path as it is written, exactly.
 *
 * ingress-nginx internal/ingress/controller/location.go (updateServerLocations)
 */
function writtenLocations(locations: readonly Location[]): readonly Written[] {
  const exactPaths = new Set(locations.filter(({ exact }) => exact).map(({ path }) => path));
  const ordered = locations.toSorted((a, b) => b.path.length - a.path.length || compareText(b.path, a.path));
  return ordered.flatMap((location): Written[] => {
    const { path, exact } = location;
    if (path === '/' || exact || rewriteTarget(location) !== undefined || usesRegex(location)) {
      return [{ path, exact, location }];
    }
    const folder = { path: path.endsWith('/') ? path : `${path}/`, exact: false, location };
    return exactPaths.has(path) ? [folder] : [folder, { path, exact: true, location }];
  });
}

/**
 * Exact locations first, then the longest prefix. nginx redirects `/foo` to a location `/foo/` that passes requests on,
 * be it a prefix or exact (ngx_http_core_find_static_location).
 */
function nearestPrefix(written: readonly Written[], path: string): FoundLocation | undefined {
  const exact = written.find((each) => each.exact && each.path === path);
  if (exact !== undefined) return { kind: 'location', location: exact.location };
  const slash = written.find((each) => each.path === `${path}/`);
  if (slash !== undefined) return { kind: 'slash', location: slash.location };
  const prefixes = written.filter((each) => !each.exact && path.startsWith(each.path));
  const longest = prefixes.toSorted((a, b) => b.path.length - a.path.length)[0];
  return longest === undefined ? undefined : { kind: 'location', location: longest.location };
}

/** With regular expressions the first that matches the beginning wins, without regard to case. */
function firstRegex(written: readonly Written[], path: string): FoundLocation | undefined {
  for (const { path: source, location } of written) {
    const pattern = pathPattern(`^${source}`);
    if (pattern === undefined) {
      return { kind: 'unknown', location, because: `the regular expression ${source} is not modelled` };
    }
    if (pattern.exec(path) !== undefined) return { kind: 'location', location };
  }
  return undefined;
}
