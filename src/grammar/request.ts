import type { PacketProtocol } from '../engine/model/index.ts';
import { formatSocket, parseAddress } from '../engine/model/index.ts';
import type { HttpProbe } from '../engine/network/datapath/index.ts';
import type { Phrase } from './phrase.ts';
import { parseTarget, readTarget, type Target, type TargetQuery } from './target.ts';

/**
 * Reads what curl is given: a URL, or `host:port`, which means http. `host` is the Host header, as `-H "Host: …"` sets it,
 * where it is not the URL's own. A target of another scheme or protocol comes without a request. Throws as `parseTarget`.
 */
export function parseRequest(written: string | Phrase<TargetQuery>, host?: string): Target {
  const phrase = typeof written === 'string' ? readTarget(written) : written;
  return withRequest(phrase, parseTarget(phrase), { scheme: 'http', host });
}

/** Reads a target; a URL of http or https says what is asked there, too. Throws as `parseTarget`. */
export function parseConnection(written: string | Phrase<TargetQuery>, protocol: PacketProtocol): Target {
  const phrase = typeof written === 'string' ? readTarget(written) : written;
  return withRequest(phrase, parseTarget(phrase, protocol), {});
}

/** The target of a request over HTTP; the Host header is that of the target's own host unless another is given. */
export function httpTarget(
  { host, port, scheme }: { readonly host: string; readonly port: number; readonly scheme: HttpProbe['scheme'] },
  request: { readonly path: string; readonly host?: string | undefined },
): Target {
  const target: Target = { host, port, protocol: 'TCP' };
  const path = request.path.startsWith('/') ? request.path : `/${request.path}`;
  return { ...target, http: { scheme, host: request.host ?? hostHeader(target, scheme), path } };
}

function withRequest(
  { means: { url } }: Phrase<TargetQuery>,
  target: Target,
  otherwise: { readonly scheme?: HttpProbe['scheme']; readonly host?: string | undefined },
): Target {
  const written = url?.scheme ?? otherwise.scheme;
  const scheme = SCHEMES.find((each) => each === written);
  if (url === undefined || scheme === undefined || target.protocol !== 'TCP') return target;
  return httpTarget({ ...target, scheme }, { path: url.path, host: otherwise.host });
}

const SCHEMES: readonly HttpProbe['scheme'][] = ['http', 'https'];

/** Without the port where it is the scheme's own (RFC 9110, section 7.2). */
function hostHeader({ host, port }: Target, scheme: HttpProbe['scheme']): string {
  if (port !== (scheme === 'https' ? 443 : 80)) return formatSocket(host, port);
  return parseAddress(host)?.family === 6 ? `[${host}]` : host;
}
