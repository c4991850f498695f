import type { FieldPath, Ingress, Resource } from '../../../model/index.ts';
import { compareText, qualifiedName } from '../../../model/index.ts';
import type { Backend, Route } from '../route.ts';
import { routesOf } from '../route.ts';
import { annotationOf, isCanary, isTrue } from './annotations.ts';

/** A path of a server, as the controller keeps it before it writes nginx.conf. */
export interface Location {
  readonly path: string;
  /** ImplementationSpecific paths are Prefix here (SetDefaultNGINXPathType). */
  readonly exact: boolean;
  /** Absent for the controller's own default backend. */
  readonly backend?: Backend;
  readonly ingress?: Resource<Ingress>;
  readonly at: FieldPath;
  /** The Ingress whose annotations count. */
  readonly annotated?: Ingress;
  /** Whether a rule for `/` may still take its place. */
  readonly isDefault: boolean;
}

/** What nginx answers for one host; `CATCH_ALL` for every host that has no server of its own. */
export interface Server {
  readonly host: string;
  readonly locations: readonly Location[];
  /** Whether the host has a certificate, if only the default one: an Ingress with `tls` names it. */
  readonly hasCertificate: boolean;
  /** Whether paths are regular expressions: one location rewrites its target, or says so. */
  readonly regex: boolean;
  /** An Ingress that splits the traffic of this host. */
  readonly canary?: Resource<Ingress>;
}

/** The name of the server that takes every other host. */
export const CATCH_ALL = '_';

/**
 * Builds the servers of all Ingresses that a controller takes. Oldest first; of two as old the last by name goes first,
 * and whoever is first keeps a host and path that both claim.
 *
 * ingress-nginx internal/ingress/controller/controller.go (createServers, getBackendServers)
 */
export function compileServers(ingresses: readonly Resource<Ingress>[]): ReadonlyMap<string, Server> {
  const ordered = inControllerOrder(ingresses);
  const primary = ordered.filter(({ object }) => !isCanary(object));
  const drafts = new Map<string, Draft>([[CATCH_ALL, draft({ ...ROOT, at: [] })]]);
  for (const ingress of primary) addServers(drafts, ingress);
  for (const ingress of primary) for (const route of routesOf(ingress)) addLocation(drafts, route);
  for (const canary of ordered.filter(({ object }) => isCanary(object))) {
    for (const { host = '' } of canary.object.spec?.rules ?? []) markCanary(drafts, host, canary);
  }
  return new Map([...drafts].map(([host, each]) => [host, finish(host, each)]));
}

interface Draft {
  readonly locations: Location[];
  hasCertificate: boolean;
  canary: Resource<Ingress> | undefined;
}

const ROOT = { path: '/', exact: false, isDefault: true } as const;

function draft(root: Location): Draft {
  return { locations: [root], hasCertificate: false, canary: undefined };
}

function inControllerOrder(ingresses: readonly Resource<Ingress>[]): readonly Resource<Ingress>[] {
  const createdAt = ({ object }: Resource<Ingress>) => object.metadata.creationTimestamp ?? '';
  return ingresses.toSorted(
    (a, b) => compareText(createdAt(a), createdAt(b)) || compareText(qualifiedName(b.ref), qualifiedName(a.ref)),
  );
}

/**
 * An Ingress's default backend takes what its own hosts leave over. Unknown hosts go to the first Ingress that has a
 * default backend and no rules at all.
 */
function addServers(drafts: Map<string, Draft>, ingress: Resource<Ingress>): void {
  const { defaultBackend, rules = [], tls = [] } = ingress.object.spec ?? {};
  const own = defaultBackend?.service === undefined ? { ingress } : { ingress, backend: defaultBackend };
  const root: Location = { ...ROOT, ...own, at: ['spec', 'defaultBackend'] };
  if (rules.length === 0 && root.backend !== undefined) addCatchAll(drafts, root);
  for (const { host = '' } of rules) {
    const name = serverName(host);
    const server = drafts.get(name) ?? draft({ ...root, annotated: ingress.object });
    drafts.set(name, server);
    if (name !== CATCH_ALL && tls.length > 0) server.hasCertificate = true;
  }
}

function addCatchAll(drafts: Map<string, Draft>, root: Location): void {
  const locations = drafts.get(CATCH_ALL)?.locations;
  if (locations?.[0]?.isDefault === true) locations[0] = { ...root, isDefault: false };
}

function addLocation(drafts: Map<string, Draft>, route: Route): void {
  const server = drafts.get(serverName(route.host));
  if (server === undefined || route.backend.service === undefined) return;
  const { path, backend, ingress, at } = route;
  const exact = route.pathType === 'Exact';
  const location: Location = { path, exact, backend, ingress, at, annotated: ingress.object, isDefault: false };
  const index = server.locations.findIndex((each) => each.path === path && each.exact === exact);
  if (index < 0) server.locations.push(location);
  else if (server.locations[index]?.isDefault === true) server.locations[index] = location;
}

function markCanary(drafts: ReadonlyMap<string, Draft>, host: string, canary: Resource<Ingress>): void {
  const server = drafts.get(serverName(host));
  if (server !== undefined) server.canary ??= canary;
}

function finish(host: string, { locations, hasCertificate, canary }: Draft): Server {
  const regex = locations.some((location) => rewriteTarget(location) !== undefined || usesRegex(location));
  return { host, locations, hasCertificate, regex, ...(canary === undefined ? {} : { canary }) };
}

/** The Ingress that has a route's host and path; that of a canary stands behind it. */
export function ownerOf(servers: ReadonlyMap<string, Server>, route: Route): Resource<Ingress> | undefined {
  if (isCanary(route.ingress.object) || route.backend.service === undefined) return undefined;
  const exact = route.pathType === 'Exact';
  const { locations = [] } = servers.get(serverName(route.host)) ?? {};
  return locations.find((location) => location.path === route.path && location.exact === exact)?.ingress;
}

/** What the path of a request is rewritten to; `undefined` where it stays as it is. */
export function rewriteTarget({ annotated, path }: Location): string | undefined {
  const target = annotationOf(annotated, 'rewrite-target') ?? '';
  return target === '' || target === path ? undefined : target;
}

export function usesRegex({ annotated }: Location): boolean {
  return isTrue(annotationOf(annotated, 'use-regex'));
}

function serverName(host: string): string {
  return host === '' ? CATCH_ALL : host.toLowerCase();
}
