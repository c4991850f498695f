import { requestHost, wildcardOf } from '../host-match.ts';
import type { ProxyRequest } from '../match.ts';
import { annotationOf, isTrue } from './annotations.ts';
import type { Location, Server } from './servers.ts';
import type { NginxSettings } from './settings.ts';

/** Paths that are never redirected (`no-tls-redirect-locations`). */
const NO_REDIRECT = '/.well-known/acme-challenge';

/**
 * Where a plain HTTP request is redirected to: to HTTPS, if its host or the wildcard that covers it has a certificate, or
 * an annotation forces it. A slash at the end gets lost on the way.
 *
 * ingress-nginx rootfs/etc/nginx/lua/lua_ingress.lua (redirect_to_https), lua/certificate.lua (get_pem_cert_uid)
 */
export function httpsLocation(
  { servers, settings, location }: SecuredLocation,
  request: ProxyRequest,
): string | undefined {
  const { annotated } = location;
  if (request.scheme === 'https' || annotated === undefined || location.path.startsWith(NO_REDIRECT)) return undefined;
  const forced = isTrue(annotationOf(annotated, 'force-ssl-redirect') ?? String(settings.forceSslRedirect));
  const wanted = isTrue(annotationOf(annotated, 'ssl-redirect') ?? String(settings.sslRedirect));
  if (!forced && !(wanted && hasCertificate(servers, requestHost(request.host)))) return undefined;
  const keepsSlash = isTrue(annotationOf(annotated, 'preserve-trailing-slash'));
  const path = keepsSlash ? request.path : request.path.replace(/\/$/, '');
  return `https://${request.host.replace(/:\d*$/, '')}${path}`;
}

interface SecuredLocation {
  readonly servers: ReadonlyMap<string, Server>;
  readonly settings: NginxSettings;
  readonly location: Location;
}

function hasCertificate(servers: ReadonlyMap<string, Server>, host: string): boolean {
  return servers.get(host)?.hasCertificate === true || servers.get(wildcardOf(host) ?? '')?.hasCertificate === true;
}
