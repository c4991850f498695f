import { type HttpReply, type HttpResponse, reasonPhrase, respond } from '../http/index.ts';
import { type Connection, connect, type Machine } from './machine.ts';
import type { Url } from './url.ts';

/** A request over the cluster's network: the connection, and the reply where somebody accepted it. */
export interface Exchange {
  readonly url: Url;
  readonly connection: Connection;
  readonly reply: HttpReply | undefined;
}

export interface Request {
  readonly method: string;
  /** The Host header, where it is not the URL's own. */
  readonly host?: string | undefined;
}

/** Sends an HTTP request. What a server says under TLS is unknown: the model has no certificates. */
export function fetchUrl(machine: Machine, url: Url, { method, host = url.authority }: Request): Exchange {
  const connection = connect(machine, url.host, url.port);
  const { endpoint, sourceSeen } = connection.branch;
  if (connection.outcome !== 'connected' || endpoint === null) return { url, connection, reply: undefined };
  if (url.scheme === 'https') return { url, connection, reply: { kind: 'unknown', because: 'TLS is not modelled' } };
  const source = sourceSeen === null ? {} : { source: sourceSeen };
  const reply = respond(machine.view, endpoint, { method, path: url.path, host, ...source });
  return { url, connection, reply };
}

/**
 * The first lines of a response, without the empty one behind them. Date and other headers that the server adds are left
 * out: nobody knows them.
 */
export function headLines(response: HttpResponse): readonly string[] {
  const { status, server, contentType, body, location } = response;
  return [
    statusLine(status),
    ...(server === undefined ? [] : [`Server: ${server}`]),
    ...(location === undefined ? [] : [`Location: ${location}`]),
    `Content-Type: ${contentType}`,
    `Content-Length: ${byteLength(body)}`,
  ];
}

/** `HTTP/1.1 200 OK`. */
export function statusLine(status: number): string {
  return `HTTP/1.1 ${status} ${reasonPhrase(status)}`.trimEnd();
}

export function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
