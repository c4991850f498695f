import type { PacketProtocol } from '../engine/model/index.ts';
import { formatSocket } from '../engine/model/index.ts';
import type { HttpProbe } from '../engine/network/datapath/index.ts';
import { parseTarget, type Target } from './target.ts';

/** The scheme as it was written, and what stands behind host and port; no fragment is ever sent. */
const URL_PARTS = /^\s*(?:([a-z][a-z0-9+.-]*):\/\/)?[^/?#]*([^#]*)/i;

/**
 * Reads what curl is given: a URL, or `host:port`, which means http. `host` is the Host header, as `-H "Host: …"` sets it,
 * where it is not the URL's own. A target of another scheme or protocol comes without a request. Throws as `parseTarget`.
 */
export function parseRequest(text: string, host?: string): Target {
  return withRequest(text, parseTarget(text), { scheme: 'http', host });
}

/** Reads a target; a URL of http or https says what is asked there, too. Throws as `parseTarget`. */
export function parseConnection(text: string, protocol: PacketProtocol): Target {
  return withRequest(text, parseTarget(text, protocol), {});
}

function withRequest(
  text: string,
  target: Target,
  otherwise: { readonly scheme?: HttpProbe['scheme']; readonly host?: string | undefined },
): Target {
  const [, written = otherwise.scheme, rest = ''] = URL_PARTS.exec(text) ?? [];
  const scheme = SCHEMES.find((each) => each === written?.toLowerCase());
  if (scheme === undefined || target.protocol !== 'TCP') return target;
  const path = rest.trim().startsWith('/') ? rest.trim() : `/${rest.trim()}`;
  return { ...target, http: { scheme, host: otherwise.host ?? hostHeader(target, scheme), path } };
}

const SCHEMES: readonly HttpProbe['scheme'][] = ['http', 'https'];

/** Without the port where it is the scheme's own (RFC 9110, section 7.2). */
function hostHeader({ host, port }: Target, scheme: HttpProbe['scheme']): string {
  const authority = formatSocket(host, port);
  return port === (scheme === 'https' ? 443 : 80) ? authority.slice(0, authority.lastIndexOf(':')) : authority;
}
