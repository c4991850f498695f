/** A URL as curl and wget take it apart. */
export interface Url {
  readonly scheme: string;
  readonly host: string;
  readonly port: number;
  /** With the query. */
  readonly path: string;
  /** The host as it stands in the URL, with the port where it was written. */
  readonly authority: string;
}

const URL_FORM = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(?:[^@/\s]*@)?(\[[^\]]+\]|[^:/?#\s[\]]+)(?::(\d{1,5}))?([/?#].*)?$/i;
const PORTS: Readonly<Record<string, number>> = { http: 80, https: 443 };

/** Reads a URL; the scheme is http unless one is written. `undefined` for what is none, and for other schemes than http and https. */
export function parseUrl(text: string): Url | undefined {
  const [, written = 'http', host = '', port, rest = '/'] = URL_FORM.exec(text) ?? [];
  const scheme = written.toLowerCase();
  const number = port === undefined ? PORTS[scheme] : Number(port);
  if (host === '' || number === undefined || number < 1 || number > 65535 || PORTS[scheme] === undefined)
    return undefined;
  const path = rest.replace(/#.*$/, '');
  return {
    scheme,
    host: host.replace(/^\[|\]$/g, ''),
    port: number,
    path: path.startsWith('/') ? path : `/${path}`,
    authority: port === undefined ? host : `${host}:${port}`,
  };
}
