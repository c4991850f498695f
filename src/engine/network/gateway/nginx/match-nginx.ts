import type { Ingress, Resource } from '../../../model/index.ts';
import { formatFieldPath, formatRef } from '../../../model/index.ts';
import { requestHost, wildcardOf } from '../host-match.ts';
import type { Match, MatchedField, ProxyRequest } from '../match.ts';
import { unknownMatch } from '../match.ts';
import { queryOf, requestPath } from '../path-match.ts';
import { annotationOf, annotationPath, unmodelledAnnotation } from './annotations.ts';
import { findLocation } from './find-location.ts';
import { normalPath } from './normal-path.ts';
import { rewrittenPath } from './rewritten-path.ts';
import type { Location, Server } from './servers.ts';
import { CATCH_ALL } from './servers.ts';
import type { NginxSettings } from './settings.ts';
import { httpsLocation } from './ssl-redirect.ts';

/** All that ingress-nginx knows when a request comes. */
export interface NginxRouting {
  readonly servers: ReadonlyMap<string, Server>;
  readonly settings: NginxSettings;
}

/** Answers as ingress-nginx does: a server by host, a location by path, then redirects, then the backend. */
export function matchNginx({ servers, settings }: NginxRouting, request: ProxyRequest): Match {
  const path = normalPath(requestPath(request.path));
  if (path === undefined) {
    const text = `nginx takes no request for ${request.path}`;
    return { kind: 'respond', status: 400, reason: { code: 'bad-request', text } };
  }
  const host = requestHost(request.host);
  const server = serverOf(servers, host);
  const alias = server?.host === CATCH_ALL ? aliasOwner(servers, host) : undefined;
  if (alias !== undefined) return unmodelled(alias, 'server-alias');
  if (server?.canary !== undefined) return unmodelled(server.canary, 'canary');
  const found = server === undefined ? undefined : findLocation(server, path);
  if (server === undefined || found === undefined) return { kind: 'unmatched' };
  const { location } = found;
  const field = fieldOf(location);
  if (found.kind === 'unknown') return unknownMatch('regex-not-modelled', found.because, field);
  if (found.kind === 'slash')
    return slashRedirect({ ...request, host, path: `${path}/${queryOf(request.path)}` }, field);
  const unmodelledName = location.annotated === undefined ? undefined : unmodelledAnnotation(location.annotated);
  if (field !== undefined && unmodelledName !== undefined) return unmodelled(field.ingress, unmodelledName);
  const https = httpsLocation({ servers, settings, location }, request);
  if (https !== undefined) return httpsRedirect(settings.redirectCode, https, field);
  return toBackend(location, request, path);
}

/** An exact name goes before the wildcard that covers it; unknown hosts get the catch-all server. */
function serverOf(servers: ReadonlyMap<string, Server>, host: string): Server | undefined {
  return servers.get(host) ?? servers.get(wildcardOf(host) ?? '') ?? servers.get(CATCH_ALL);
}

function fieldOf({ ingress, at }: Location): MatchedField | undefined {
  return ingress === undefined ? undefined : { ingress, at };
}

function aliasOwner(servers: ReadonlyMap<string, Server>, host: string): Resource<Ingress> | undefined {
  for (const { locations } of servers.values()) {
    for (const { ingress, annotated } of locations) {
      const aliases = (annotationOf(annotated, 'server-alias') ?? '').split(',').map((alias) => alias.trim());
      if (ingress !== undefined && aliases.includes(host)) return ingress;
    }
  }
  return undefined;
}

function unmodelled(ingress: Resource<Ingress>, name: string): Match {
  const text = `what the annotation ${name} of ${formatRef(ingress.ref)} does is not modelled`;
  return unknownMatch('annotation-not-modelled', text, { ingress, at: annotationPath(name) });
}

function slashRedirect({ scheme, host, path }: ProxyRequest, field: MatchedField | undefined): Match {
  const location = `${scheme}://${host}${path}`;
  const text = `nginx redirects to ${location}: the path of the rule ends with a slash`;
  const reason = { code: 'slash-redirect', text };
  return { kind: 'respond', status: 301, location, reason, ...(field === undefined ? {} : { field }) };
}

function httpsRedirect(status: number, location: string, field: MatchedField | undefined): Match {
  const text = `the host has TLS, so plain HTTP is redirected to ${location}`;
  const reason = { code: 'https-redirect', text };
  return { kind: 'respond', status, location, reason, ...(field === undefined ? {} : { field }) };
}

function toBackend(location: Location, request: ProxyRequest, path: string): Match {
  const field = fieldOf(location);
  if (location.backend === undefined || field === undefined) return { kind: 'unmatched' };
  const sent = rewrittenPath(location, { path, target: request.path });
  if (sent === undefined) {
    const annotated = { ingress: field.ingress, at: annotationPath('rewrite-target') };
    return unknownMatch('annotation-not-modelled', 'the target of the rewrite is not modelled', annotated);
  }
  const what = location.at[1] === 'defaultBackend' ? 'the default backend' : `the path ${location.path}`;
  const where = `${what} of ${formatRef(field.ingress.ref)} (${formatFieldPath(field.at)})`;
  const reason = { code: 'ingress-rule', text: `${where} takes ${requestHost(request.host)}${path}` };
  return { kind: 'backend', field, backend: location.backend, path: sent, reason };
}
